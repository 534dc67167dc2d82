// The map's title: layer, and period or filter, which it can take away.

import { element } from './element';
import { excludedWords } from './filter_words';
import { wordsOf, type ShownView } from './shown_view';

export class FilterBand {
  readonly #box: HTMLElement;
  readonly #clear: () => void;
  readonly #leftOut = element('span', { class: 'excluded' });

  constructor(box: HTMLElement, clear: () => void) {
    this.#box = box;
    this.#clear = clear;
  }

  show(view: ShownView): void {
    const { filter, period } = wordsOf(view);
    const button = element('button', { type: 'button' }, 'Clear filter');
    button.addEventListener('click', this.#clear);
    this.#leftOut.textContent = '';
    this.#box.hidden = false;
    this.#box.toggleAttribute('data-filtered', filter !== null);
    this.#box.replaceChildren(
      element(
        'p',
        {},
        element('strong', { class: 'band-layer' }, view.layer.title),
        filter === null ? element('span', {}, period) : element('span', { class: 'band-filter' }, element('strong', {}, 'Filter '), filter),
        this.#leftOut,
      ),
      ...(filter === null ? [] : [button]),
    );
  }

  leftOut(excluded: number | null, view: ShownView): void {
    this.#leftOut.textContent = excludedWords(excluded, view.layer) ?? '';
  }
}
