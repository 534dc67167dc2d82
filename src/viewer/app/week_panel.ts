// The control for hours and weekdays: presets, the matrix, and two lists for an
// exact range of hours; and in words what is chosen and what cannot be.

import { element } from './element';
import { formatWhole } from './formats';
import {
  hourRange, midnightCaution, presets, sameWeek, wholeWeek, weekWords, type Preset, type WeekSelection,
} from './hours';
import { HourMatrix, shades, type Counts } from './hour_matrix';
import { MatrixInput } from './matrix_input';
import type { TimeOfWeek } from './supply';

export interface WeekFigures {
  /** Null: not to be had. */
  readonly counts: Counts | null;
  /** Rows that have no place in the matrix. */
  readonly withoutHour: number;
  /** "incidents", or "records". */
  readonly noun: string;
  /** Of what: "the whole area", a ward's name. */
  readonly of: string;
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

export class WeekPanel {
  readonly #box: HTMLElement;
  readonly #changed: (selection: WeekSelection) => void;
  readonly #matrix = new HourMatrix();
  readonly #readOut = element('p', { class: 'week-read-out' });
  readonly #remark = element('p', { class: 'week-remark', id: 'week-remark' });
  readonly #figures = element('p', { class: 'week-figures' });
  readonly #presets = new Map<Preset, HTMLButtonElement>();
  readonly #from = element('select', { id: 'hour-from' });
  readonly #to = element('select', { id: 'hour-to' });
  readonly #body: HTMLElement;
  #selection: WeekSelection = wholeWeek;

  constructor(box: HTMLElement, changed: (selection: WeekSelection) => void) {
    this.#box = box;
    this.#changed = changed;
    for (const preset of presets) this.#presets.set(preset, this.#presetButton(preset));
    this.#body = element(
      'div',
      { class: 'week-body' },
      element('div', { class: 'presets', role: 'group', 'aria-label': 'Usual choices of hours and weekdays' }, ...this.#presets.values()),
      this.#matrix.table,
      this.#figures,
      this.#hourLists(),
    );
    box.append(element('h2', { id: 'week-heading' }, 'Hours and weekdays'), this.#readOut, this.#body, this.#remark);
    new MatrixInput(this.#matrix, () => this.#selection, (selection) => this.#choose(selection));
    this.shade(null);
  }

  show(possible: TimeOfWeek | null, selection: WeekSelection): void {
    this.#box.hidden = possible === null;
    if (possible === null) return;
    const usable = possible.hours;
    this.#body.hidden = !usable;
    this.#readOut.hidden = !usable;
    this.#selection = selection;
    this.#write(possible.remark);
  }

  /** Null while the counts are on their way. */
  shade(figures: WeekFigures | null): void {
    this.#body.toggleAttribute('data-pending', figures === null);
    if (figures === null) return;
    const { counts, withoutHour, noun, of } = figures;
    this.#matrix.shade(counts, `Number of ${noun}, ${of}`);
    if (counts === null) {
      this.#figures.replaceChildren('No counts are to be had here; hours and days can still be chosen.');
      return;
    }
    const most = Math.max(0, ...counts.flat());
    const without = withoutHour === 0 ? '' : ` ${formatWhole(withoutHour)} more without an hour.`;
    this.#figures.replaceChildren(
      element('span', { class: 'shade-key', 'aria-hidden': 'true' }, '0', ...Array.from({ length: shades + 1 }, (_, i) => element('i', { 'data-shade': String(i) })), formatWhole(most)),
      ` ${noun} in each hour of the week, ${of}.${without}`,
    );
  }

  #write(remark: string | null): void {
    this.#matrix.mark(this.#selection);
    this.#readOut.textContent = weekWords(this.#selection).replace(/^e/, 'E');
    for (const [preset, button] of this.#presets) button.setAttribute('aria-pressed', String(sameWeek(preset, this.#selection)));
    const { hours } = this.#selection;
    this.#from.value = String(hours?.from ?? 0);
    this.#to.value = String(hours?.to ?? 24);
    this.#remark.dataset['remark'] = remark ?? '';
    this.#remark.textContent = [midnightCaution(this.#selection), remark].filter((words) => words !== null).join(' ');
    this.#remark.hidden = this.#remark.textContent === '';
  }

  #choose(selection: WeekSelection): void {
    if (sameWeek(selection, this.#selection)) return;
    this.#selection = selection;
    this.#write(this.#remark.dataset['remark'] || null);
    this.#changed(selection);
  }

  #presetButton(preset: Preset): HTMLButtonElement {
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': 'false', 'data-preset': preset.id },
      element('span', { class: 'preset-title' }, preset.title),
      ' ',
      element('span', { class: 'preset-detail' }, preset.detail),
    );
    button.addEventListener('click', () => this.#choose({ hours: preset.hours, days: preset.days }));
    return button;
  }

  #hourLists(): HTMLElement {
    for (let hour = 0; hour <= 24; ++hour) {
      const option = () => element('option', { value: String(hour) }, clock(hour));
      if (hour < 24) this.#from.append(option());
      if (hour > 0) this.#to.append(option());
    }
    const choose = () => {
      const [from, to] = [Number(this.#from.value), Number(this.#to.value)];
      this.#choose({ ...this.#selection, hours: hourRange(from, to) });
      this.#write(this.#remark.dataset['remark'] || null);
    };
    this.#from.addEventListener('change', choose);
    this.#to.addEventListener('change', choose);
    return element(
      'div',
      { class: 'hour-lists' },
      element('label', { for: 'hour-from' }, 'From'),
      this.#from,
      element('label', { for: 'hour-to' }, 'to'),
      this.#to,
    );
  }
}
