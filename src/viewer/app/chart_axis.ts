// Round numbers for an axis that starts at nought.

const steps = [1, 2, 2.5, 5, 10];

/** From 0 up to the first round number not below `max`; whole numbers only, about `wanted` steps. */
export function countTicks(max: number, wanted = 3): number[] {
  const least = Math.max(max, 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max(1, Math.ceil((steps.find((candidate) => candidate * power >= least - 1e-9) ?? 10) * power));
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}
