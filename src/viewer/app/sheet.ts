// On a narrow screen the controls, the legend and the figures share a sheet under
// the map, one at a time. On a wide screen the tabs are not shown and nothing folds.

import { byId } from './element';

const parts = ['controls', 'legend-bar', 'figures'] as const;
export type SheetPart = (typeof parts)[number];

export class Sheet {
  readonly #tabs = new Map<SheetPart, HTMLElement>(parts.map((part) => [part, byId(`${part}-tab`)]));

  constructor() {
    const narrow = window.matchMedia('(max-width: 860px)');
    narrow.addEventListener('change', () => placeWeek(narrow.matches));
    placeWeek(narrow.matches);
    for (const [part, tab] of this.#tabs) {
      tab.addEventListener('click', () => this.open(document.body.dataset['sheet'] === part ? null : part));
    }
  }

  /** Null: folded, the map has the screen. */
  open(wanted: SheetPart | null): void {
    if (wanted === null) delete document.body.dataset['sheet'];
    else document.body.dataset['sheet'] = wanted;
    for (const [part, tab] of this.#tabs) tab.setAttribute('aria-expanded', String(part === wanted));
  }
}

/** Hours and weekdays stand beside the figures where there is room, and among the filters where there is not. */
function placeWeek(isNarrow: boolean): void {
  if (isNarrow) byId('controls').append(byId('week'));
  else byId('supplied').before(byId('week'));
}
