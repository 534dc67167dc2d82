// Keeps the address in step with the view: a step that a reader would want to
// take back is a new entry of the browser's history, a mere move of the map is not.

import { formatViewState, type ViewState } from './view_state';

export class ViewHistory {
  readonly #state: () => ViewState;
  /** The address that the view is of: another one has been gone to, but is not followed yet. */
  #followed = location.hash;

  /** `follow` is called with the hash that the reader went back, forward or by hand to, and shows what it says. */
  constructor(state: () => ViewState, follow: (hash: string) => void) {
    this.#state = state;
    window.addEventListener('hashchange', () => {
      if (location.hash === this.#followed) return;
      follow(location.hash);
      this.#followed = location.hash;
      this.replace();
    });
  }

  push(): void {
    const hash = formatViewState(this.#state());
    if (hash !== location.hash) history.pushState(null, '', hash);
    this.#followed = location.hash;
  }

  /** Leaves the address alone where it says what is shown, and where the view has yet to follow it. */
  replace(): void {
    if (location.hash !== this.#followed) return;
    const hash = formatViewState(this.#state());
    // A write while the reader walks on through the history would end that walk.
    if (hash !== location.hash) history.replaceState(null, '', hash);
    this.#followed = location.hash;
  }
}
