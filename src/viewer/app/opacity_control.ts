// The slider that pales the density so that outlines and names read better.

import { byId } from './element';

export class OpacityControl {
  readonly #range = byId<HTMLInputElement>('opacity-range');
  readonly #value = byId('opacity-value');

  /** `changed` is told a strength from 0 to 1. */
  constructor(changed: (opacity: number) => void) {
    this.#range.addEventListener('input', () => {
      const opacity = Number(this.#range.value) / 100;
      this.#write(opacity);
      changed(opacity);
    });
    byId('opacity').hidden = false;
  }

  set(opacity: number): void {
    this.#range.value = String(Math.round(opacity * 100));
    this.#write(opacity);
  }

  #write(opacity: number): void {
    this.#value.textContent = `${Math.round(opacity * 100)} %`;
    // The legend's swatches pale with the map, so that the two always match.
    document.documentElement.style.setProperty('--density-opacity', String(opacity));
  }
}
