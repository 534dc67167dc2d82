// On a narrow screen the controls fold away under the map; this folds and
// unfolds them. On a wide screen the button is not shown and nothing folds.

import { byId } from './element';

export class Sheet {
  readonly #toggle = byId<HTMLButtonElement>('sheet-toggle');
  readonly #summary = byId('sheet-summary');

  constructor() {
    this.#toggle.addEventListener('click', () => this.#unfold(!this.#unfolded()));
  }

  summarise(text: string): void {
    this.#summary.textContent = text;
  }

  fold(): void {
    this.#unfold(false);
  }

  #unfolded(): boolean {
    return this.#toggle.getAttribute('aria-expanded') === 'true';
  }

  #unfold(unfolded: boolean): void {
    this.#toggle.setAttribute('aria-expanded', String(unfolded));
  }
}
