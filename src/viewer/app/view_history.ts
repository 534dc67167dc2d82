// Keeps the address in step with the view: a step that a reader would want to
// take back is a new entry of the browser's history, a mere move of the map is not.

import { formatViewState, type ViewState } from './view_state';

export class ViewHistory {
  readonly #state: () => ViewState;

  /** `follow` is called with the hash that the reader went back, forward or by hand to. */
  constructor(state: () => ViewState, follow: (hash: string) => void) {
    this.#state = state;
    window.addEventListener('hashchange', () => follow(location.hash));
  }

  push(): void {
    const hash = formatViewState(this.#state());
    if (hash !== location.hash) history.pushState(null, '', hash);
  }

  replace(): void {
    history.replaceState(null, '', formatViewState(this.#state()));
  }
}
