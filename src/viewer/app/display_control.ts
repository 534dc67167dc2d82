// What else is drawn: hotspots and boundaries, on or off, and how strong the density is.

import { byId } from './element';
import { isFiltered } from './filter';
import { isRelativeRisk } from './layer_type';
import type { ShownView } from './shown_view';

export interface Display {
  readonly hotspots: boolean;
  readonly boundaries: boolean;
  /** 0 to 1 */
  readonly opacity: number;
}

export const usualDisplay: Display = { hotspots: false, boundaries: true, opacity: 1 };

export class DisplayControl {
  readonly #hotspots = byId<HTMLInputElement>('hotspots-shown');
  readonly #boundaries = byId<HTMLInputElement>('boundaries-shown');
  readonly #range = byId<HTMLInputElement>('opacity-range');
  readonly #value = byId('opacity-value');
  readonly #hasHotspots: boolean;

  /** `hasHotspots`: whether the run has any to show. */
  constructor(hasHotspots: boolean, changed: (display: Display) => void) {
    const tell = () => {
      this.#write(this.#shown());
      changed(this.#shown());
    };
    for (const input of [this.#hotspots, this.#boundaries, this.#range]) input.addEventListener('input', tell);
    this.#hasHotspots = hasHotspots;
    byId('hotspots-switch').hidden = !hasHotspots;
    byId('display').hidden = false;
  }

  set(display: Display): void {
    this.#hotspots.checked = display.hotspots;
    this.#boundaries.checked = display.boundaries;
    this.#range.value = String(Math.round(display.opacity * 100));
    this.#write(display);
  }

  /** Hotspots are of the whole layer, which is said where a filter could be thought to change them; a relative risk has none. */
  fit({ layer, filter }: ShownView): void {
    byId('hotspots-switch').hidden = !this.#hasHotspots || isRelativeRisk(layer);
    byId('hotspots-basis').hidden = !isFiltered(filter);
  }

  #shown(): Display {
    return {
      hotspots: this.#hotspots.checked,
      boundaries: this.#boundaries.checked,
      opacity: Number(this.#range.value) / 100,
    };
  }

  #write({ opacity }: Display): void {
    this.#value.textContent = `${Math.round(opacity * 100)} %`;
    // The legend's swatches pale with the map, so that the two always match.
    document.documentElement.style.setProperty('--density-opacity', String(opacity));
  }
}
