// Copies the address of this view, and says so.

import type { Notice } from './notice';

const confirmationMs = 3000;

export function connectLinkButton(button: HTMLButtonElement, live: HTMLElement, notice: Notice): void {
  const label = button.querySelector('.action-text');
  const usual = label?.textContent ?? '';
  let timer = 0;
  button.addEventListener('click', () => void copy());

  async function copy(): Promise<void> {
    if (!(await copied(location.href))) {
      notice.show('The link could not be copied.', `Copy it from here or from the address line: ${location.href}`);
      return;
    }
    if (label !== null) label.textContent = 'Link copied';
    live.textContent = 'The link to this view was copied.';
    button.dataset['done'] = '';
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (label !== null) label.textContent = usual;
      delete button.dataset['done'];
    }, confirmationMs);
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed, or not there: pages that are not served over TLS have no clipboard.
    return copiedBySelection(text);
  }
}

function copiedBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
