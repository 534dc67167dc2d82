// A group of checkboxes of which several, or simply all, can be chosen.

import { element } from './element';
import { idSet } from './fit_filter';

export interface Option {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
}

const every = '';

export class ChoiceGroup {
  readonly #fieldset: HTMLElement;
  readonly #heading: string;
  readonly #all: string;
  readonly #changed: (ids: readonly string[] | null) => void;
  #options: readonly Option[] = [];
  #shown = '';

  /** `all`: what the box for all of them is called; `changed` is told null for all. */
  constructor(fieldset: HTMLElement, heading: string, all: string, changed: (ids: readonly string[] | null) => void) {
    this.#fieldset = fieldset;
    this.#heading = heading;
    this.#all = all;
    this.#changed = changed;
    fieldset.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement) this.#choose(event.target);
    });
  }

  /** `of`: what follows the heading, " (cases)". */
  show(options: readonly Option[], chosen: readonly string[] | null, of = ''): void {
    this.#options = options;
    const text = JSON.stringify([of, options]);
    if (text !== this.#shown) {
      this.#shown = text;
      this.#render(of);
    }
    this.#check(chosen);
  }

  #render(of: string): void {
    const single = this.#options.length === 1;
    this.#fieldset.hidden = this.#options.length === 0;
    this.#fieldset.replaceChildren(
      element('legend', {}, `${this.#heading}${of}`),
      ...(single
        ? this.#options.map((option) => element('p', { class: 'only-option' }, ...texts(option)))
        : [element('div', { class: 'chips' }, this.#chip({ id: every, title: this.#all }), ...this.#options.map((option) => this.#chip(option)))]),
    );
  }

  #chip(option: Option): HTMLElement {
    return element(
      'label',
      { class: option.detail === undefined ? 'chip' : 'chip detailed' },
      element('input', { type: 'checkbox', name: this.#fieldset.id, value: option.id }),
      element('span', { class: 'chip-text' }, ...texts(option)),
    );
  }

  get #boxes(): HTMLInputElement[] {
    return [...this.#fieldset.querySelectorAll('input')];
  }

  #check(chosen: readonly string[] | null): void {
    for (const box of this.#boxes) {
      box.checked = box.value === every ? chosen === null : chosen !== null && chosen.includes(box.value);
    }
  }

  #choose(box: HTMLInputElement): void {
    const ids = this.#boxes.filter(({ value, checked }) => value !== every && checked).map(({ value }) => value);
    const chosen = box.value === every ? null : idSet(ids, this.#options.map(({ id }) => id));
    this.#check(chosen);
    this.#changed(chosen);
  }
}

function texts({ title, detail }: Option): HTMLElement[] {
  return [
    element('span', { class: 'chip-title' }, title),
    ...(detail === undefined ? [] : [element('span', { class: 'chip-detail' }, detail)]),
  ];
}
