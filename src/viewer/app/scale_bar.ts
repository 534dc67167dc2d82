// A bar of a round length for a map's scale.

export interface ScaleBar {
  /** In pixels. */
  readonly length: number;
  readonly label: string;
}

/** The longest of 1, 2 or 5 times a power of ten metres that is not longer than `most` pixels. */
export function scaleBar(metresPerPixel: number, most: number): ScaleBar {
  const metres = metresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(metres));
  const round = ([5, 2, 1].find((step) => step * power <= metres * (1 + 1e-9)) ?? 1) * power;
  return { length: round / metresPerPixel, label: round >= 1000 ? `${round / 1000} km` : `${round} m` };
}
