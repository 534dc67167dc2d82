// A slider with two handles over a layer's months. Months that were not
// supplied are hatched, and named in words below.

import { element } from './element';
import { formatNotSupplied } from './formats';
import {
  monthCount, monthName, monthNames, monthNumber, monthOf, monthRangeWords, monthsIn, sameMonths,
  type Month, type MonthRange,
} from './months';
import { gapWords, type Gap } from './supply';

type Handle = 'first' | 'last';

const pageMonths = 3;

/** The span after a handle has been moved to a month; handles do not pass each other. */
export function movedHandle(chosen: MonthRange, handle: Handle, to: number, span: MonthRange): MonthRange {
  const low = handle === 'first' ? monthNumber(span.first) : monthNumber(chosen.first);
  const high = handle === 'first' ? monthNumber(chosen.last) : monthNumber(span.last);
  return { ...chosen, [handle]: monthOf(Math.min(high, Math.max(low, to))) };
}

/** The month that a key moves a handle to, as a month number; null where the key does not move it. */
export function keyTarget(key: string, at: number, span: MonthRange): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + 1;
    case 'PageDown':
      return at - pageMonths;
    case 'PageUp':
      return at + pageMonths;
    case 'Home':
      return monthNumber(span.first);
    case 'End':
      return monthNumber(span.last);
    default:
      return null;
  }
}

/** "January 2025 to June 2025 · 6 months, 1 not supplied" */
export function readOut(chosen: MonthRange, gaps: ReadonlyMap<Month, Gap>): string {
  const count = monthCount(chosen);
  return `${monthRangeWords(chosen)} · ${count} ${count === 1 ? 'month' : 'months'}${gapWords(gaps, chosen)}`;
}

/** "ambulance: March to April 2025", a clause a source. */
export function gapsBySource(gaps: ReadonlyMap<Month, Gap>): string[] {
  const bySource = new Map<string, Month[]>();
  for (const [month, { sources }] of gaps) {
    for (const source of sources.length === 0 ? [''] : sources) bySource.set(source, [...(bySource.get(source) ?? []), month]);
  }
  return [...bySource].map(([source, months]) => {
    const words = (formatNotSupplied(months) ?? '').replace(/^Not supplied: /, '');
    return source === '' ? words : `${source}: ${words}`;
  });
}

export class MonthSlider {
  readonly #box: HTMLElement;
  readonly #changed: (months: MonthRange | null) => void;
  readonly #cells = element('div', { class: 'month-cells', 'aria-hidden': 'true' });
  readonly #fill = element('div', { class: 'month-fill', 'aria-hidden': 'true' });
  readonly #labels = element('div', { class: 'month-labels', 'aria-hidden': 'true' });
  readonly #handles: Readonly<Record<Handle, HTMLElement>> = { first: this.#handle('first'), last: this.#handle('last') };
  readonly #track = element('div', { class: 'month-track' }, this.#cells, this.#fill, this.#handles.first, this.#handles.last);
  readonly #readOut = element('p', { class: 'month-read-out', id: 'month-read-out' });
  readonly #gapNote = element('p', { class: 'not-supplied', id: 'month-gaps' });
  #span: MonthRange = { first: '2000-01', last: '2000-01' };
  #chosen: MonthRange = this.#span;
  #gaps: ReadonlyMap<Month, Gap> = new Map();
  #dragged: Handle | null = null;
  /** From the middle of the held handle's month to where it was taken hold of, so that taking hold moves nothing. */
  #heldOffset = 0;

  /** `changed` is told null for the whole span. */
  constructor(box: HTMLElement, changed: (months: MonthRange | null) => void) {
    this.#box = box;
    this.#changed = changed;
    box.append(element('h2', { id: 'months-heading' }, 'Period'), this.#readOut, this.#track, this.#labels, this.#gapNote);
    this.#track.addEventListener('pointerdown', (event) => this.#grab(event));
    this.#track.addEventListener('pointermove', (event) => this.#drag(event));
    for (const end of ['pointerup', 'pointercancel'] as const) this.#track.addEventListener(end, () => this.#release());
  }

  /**
   * `span` null: the layer's period is open, and cannot be slid over; `words`: what is missing of it, where the
   * server says so in words alone.
   */
  show(span: MonthRange | null, gaps: ReadonlyMap<Month, Gap>, chosen: MonthRange | null, words: string | null): void {
    this.#box.hidden = span === null || monthCount(span) < 2;
    if (span === null) return;
    this.#span = span;
    this.#gaps = gaps;
    this.#chosen = chosen ?? span;
    this.#renderCells();
    this.#writeGaps(words);
    this.#write();
  }

  #renderCells(): void {
    const months = monthsIn(this.#span);
    this.#cells.replaceChildren(
      ...months.map((month) => {
        const gap = this.#gaps.get(month);
        const supply = gap === undefined ? 'full' : gap.isWhole ? 'none' : 'part';
        const title = gap === undefined ? monthName(month) : `${monthName(month)}: not supplied${gap.sources.length === 0 ? '' : ` by ${gap.sources.join(', ')}`}`;
        return element('span', { 'data-supply': supply, title });
      }),
    );
    this.#labels.replaceChildren(...months.map((month, i) => element('span', {}, monthLabel(month, i, months.length))));
  }

  #writeGaps(words: string | null): void {
    const notes = gapsBySource(this.#gaps);
    this.#gapNote.hidden = notes.length === 0 && words === null;
    this.#gapNote.replaceChildren(
      ...(notes.length === 0
        ? [words ?? '']
        : [element('span', { class: 'hatch-key', 'aria-hidden': 'true' }), `Not supplied – ${notes.join('; ')}`]),
    );
  }

  #write(): void {
    const count = monthCount(this.#span);
    const start = monthNumber(this.#span.first);
    const from = (monthNumber(this.#chosen.first) - start) / count;
    const to = (monthNumber(this.#chosen.last) + 1 - start) / count;
    this.#fill.style.left = this.#handles.first.style.left = `${100 * from}%`;
    this.#handles.last.style.left = `${100 * to}%`;
    this.#fill.style.width = `${100 * (to - from)}%`;
    this.#writeValue('first', this.#span.first, this.#chosen.last);
    this.#writeValue('last', this.#chosen.first, this.#span.last);
    this.#readOut.textContent = readOut(this.#chosen, this.#gaps);
    for (const [i, cell] of [...this.#cells.children].entries()) {
      cell.toggleAttribute('data-chosen', i / count >= from - 1e-9 && (i + 1) / count <= to + 1e-9);
    }
  }

  #writeValue(handle: Handle, least: Month, most: Month): void {
    const month = this.#chosen[handle];
    const gap = this.#gaps.get(month);
    const note = gap === undefined ? '' : gap.sources.length === 0 ? ', not supplied' : `, not supplied by ${gap.sources.join(', ')}`;
    const values = { valuemin: monthNumber(least), valuemax: monthNumber(most), valuenow: monthNumber(month), valuetext: `${monthName(month)}${note}` };
    for (const [name, value] of Object.entries(values)) this.#handles[handle].setAttribute(`aria-${name}`, String(value));
  }

  #handle(handle: Handle): HTMLElement {
    const made = element('div', {
      class: `month-handle ${handle}`,
      role: 'slider',
      tabindex: '0',
      'data-handle': handle,
      'aria-label': handle === 'first' ? 'First month' : 'Last month',
      'aria-describedby': 'month-read-out month-gaps',
    });
    made.addEventListener('keydown', (event) => {
      const to = keyTarget(event.key, monthNumber(this.#chosen[handle]), this.#span);
      if (to === null) return;
      event.preventDefault();
      this.#move(handle, to);
    });
    return made;
  }

  #move(handle: Handle, to: number): void {
    const moved = movedHandle(this.#chosen, handle, to, this.#span);
    if (sameMonths(moved, this.#chosen)) return;
    this.#chosen = moved;
    this.#write();
    this.#changed(sameMonths(moved, this.#span) ? null : moved);
  }

  #monthAt(clientX: number): number {
    const { left, width } = this.#cells.getBoundingClientRect();
    return monthNumber(this.#span.first) + Math.floor(((clientX - left) / width) * monthCount(this.#span));
  }

  #middleOf(month: Month): number {
    const { left, width } = this.#cells.getBoundingClientRect();
    return left + ((monthNumber(month) - monthNumber(this.#span.first) + 0.5) / monthCount(this.#span)) * width;
  }

  #grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const at = this.#monthAt(event.clientX);
    const held = event.target instanceof HTMLElement ? event.target.dataset['handle'] : undefined;
    const nearFirst = Math.abs(at - monthNumber(this.#chosen.first)) <= Math.abs(at - monthNumber(this.#chosen.last));
    this.#dragged = held === 'first' || held === 'last' ? held : nearFirst ? 'first' : 'last';
    this.#heldOffset = held === undefined ? 0 : event.clientX - this.#middleOf(this.#chosen[this.#dragged]);
    this.#track.setPointerCapture(event.pointerId);
    this.#handles[this.#dragged].focus();
    if (held === undefined) this.#move(this.#dragged, at);
  }

  #drag(event: PointerEvent): void {
    if (this.#dragged !== null) this.#move(this.#dragged, this.#monthAt(event.clientX - this.#heldOffset));
  }

  #release(): void {
    this.#dragged = null;
  }
}

/** Initials where there is room for them, with the year at its start; years alone otherwise. */
function monthLabel(month: Month, index: number, count: number): string {
  const number = Number(month.slice(5, 7));
  if (count <= 14) return (monthNames[number - 1] ?? '').charAt(0);
  return number === 1 || (index === 0 && number <= 7) ? month.slice(0, 4) : '';
}
