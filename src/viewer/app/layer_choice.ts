// The list of layers, one of which is shown.

import type { LayerSummary } from './api_types';
import { element } from './element';
import { capitalised, formatPeriod } from './formats';

export class LayerChoice {
  readonly #fieldset: HTMLElement;

  constructor(fieldset: HTMLElement, layers: readonly LayerSummary[], choose: (id: string) => void) {
    this.#fieldset = fieldset;
    fieldset.replaceChildren(element('legend', {}, 'Layer'), ...layers.map(choice));
    fieldset.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) choose(event.target.value);
    });
    fieldset.hidden = layers.length === 0;
  }

  check(id: string): void {
    for (const input of this.#fieldset.querySelectorAll('input')) input.checked = input.value === id;
  }
}

function choice({ id, title, period, unit }: LayerSummary): HTMLLabelElement {
  return element(
    'label',
    { class: 'choice' },
    element('input', { type: 'radio', name: 'layer', value: id }),
    element(
      'span',
      { class: 'choice-text' },
      element('span', { class: 'choice-title' }, title),
      element('span', { class: 'choice-period' }, formatPeriod(period)),
      element('span', { class: 'choice-unit' }, capitalised(unit)),
    ),
  );
}
