// The list of layers, one of which is shown.

import type { LayerSummary } from './api';
import { element } from './element';
import { formatNotSupplied, formatPeriod } from './formats';

export class LayerChoice {
  readonly #fieldset: HTMLElement;

  constructor(fieldset: HTMLElement, layers: readonly LayerSummary[], choose: (id: string) => void) {
    this.#fieldset = fieldset;
    fieldset.replaceChildren(element('legend', {}, 'Layer'), ...layers.map(choice));
    fieldset.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) choose(event.target.value);
    });
    fieldset.hidden = false;
  }

  check(id: string): void {
    for (const input of this.#fieldset.querySelectorAll('input')) input.checked = input.value === id;
  }
}

function choice({ id, title, period, not_supplied }: LayerSummary): HTMLLabelElement {
  const missing = formatNotSupplied(not_supplied);
  return element(
    'label',
    { class: 'choice' },
    element('input', { type: 'radio', name: 'layer', value: id }),
    element(
      'span',
      { class: 'choice-text' },
      element('span', { class: 'choice-title' }, title),
      element('span', { class: 'choice-period' }, formatPeriod(period)),
      ...(missing === null ? [] : [element('span', { class: 'not-supplied' }, missing)]),
    ),
  );
}
