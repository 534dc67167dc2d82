// One line across the map for what went wrong and what can be done about it.

import { ApiFailure } from './api';
import { element } from './element';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export class Notice {
  readonly #box: HTMLElement;

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  show(title: string, detail: string, action?: NoticeAction): void {
    this.#box.replaceChildren(
      element('strong', {}, title),
      element('span', {}, detail),
      ...(action === undefined ? [] : [this.#button(action)]),
    );
    this.#box.hidden = false;
  }

  hide(): void {
    this.#box.hidden = true;
    this.#box.replaceChildren();
  }

  #button({ label, run }: NoticeAction): HTMLButtonElement {
    const button = element('button', { type: 'button' }, label);
    button.addEventListener('click', () => {
      this.hide();
      run();
    });
    return button;
  }
}

/** A notice that stays until it is closed: nothing failed, but the reader should know. */
export function advise(notice: Notice, title: string, detail: string): void {
  notice.show(title, detail, { label: 'Close', run: () => undefined });
}

/** What a failure means to the person at the screen. */
export function failureTitle(failure: unknown): string {
  if (!(failure instanceof ApiFailure)) return 'The map could not be drawn.';
  switch (failure.kind) {
    case 'unreachable':
      return 'The map could not be loaded.';
    case 'not_ready':
      return 'There is nothing to show yet.';
    case 'refused':
      return 'You may not see this.';
    case 'rejected':
    case 'malformed':
      return 'The server’s answer could not be used.';
  }
}

export function failureDetail(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
