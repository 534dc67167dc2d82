// Seven days by twenty-four hours: how many records fall in each, and which of
// the cells the filter keeps. A table, so that it can also be read by row and column.

import { element } from './element';
import { formatWhole } from './formats';
import { dayNames, days, holdsDay, holdsHour, type Day, type WeekSelection } from './hours';

export type Counts = readonly (readonly number[])[];

const hours = Array.from({ length: 24 }, (_, hour) => hour);
export const shades = 5;

/** 0 for none, else 1 to 5 in equal steps up to the largest count. */
export function shadeOf(count: number, most: number): number {
  return count <= 0 || most <= 0 ? 0 : Math.min(shades, Math.ceil((shades * count) / most));
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

export class HourMatrix {
  readonly table: HTMLTableElement;
  readonly #cells = new Map<string, HTMLTableCellElement>();
  readonly #heads: Readonly<{ hour: HTMLButtonElement[]; day: HTMLButtonElement[] }>;
  readonly #caption = element('caption', { class: 'visually-hidden' });

  constructor() {
    this.#heads = {
      hour: hours.map((hour) => head('hour', String(hour), `${clock(hour)} to ${clock(hour + 1)}`, hour % 6 === 0 ? String(hour) : '')),
      day: days.map((day) => head('day', day, dayNames[day], dayNames[day].slice(0, 3))),
    };
    this.table = element(
      'table',
      { class: 'matrix' },
      this.#caption,
      element('thead', {}, element('tr', {}, element('td'), ...this.#heads.hour.map((button) => element('th', { scope: 'col' }, button)))),
      element('tbody', {}, ...days.map((day, i) => this.#row(day, i))),
    );
    this.focusable('hour', 0);
    this.focusable('day', 0);
  }

  /** The buttons of one axis, in order. */
  headsOf(axis: 'hour' | 'day'): readonly HTMLButtonElement[] {
    return this.#heads[axis];
  }

  /** Makes one button of an axis the one that Tab reaches. */
  focusable(axis: 'hour' | 'day', index: number): void {
    for (const [i, button] of this.#heads[axis].entries()) button.tabIndex = i === index ? 0 : -1;
  }

  mark(selection: WeekSelection): void {
    for (const [hour, button] of this.#heads.hour.entries()) press(button, selection.hours !== null && holdsHour(selection.hours, hour));
    for (const [i, day] of days.entries()) {
      const button = this.#heads.day[i];
      if (button !== undefined) press(button, selection.days !== null && holdsDay(selection.days, day));
      for (const hour of hours) {
        const kept = holdsDay(selection.days, day) && holdsHour(selection.hours, hour);
        this.#cells.get(`${day}-${hour}`)?.toggleAttribute('data-left-out', !kept);
      }
    }
  }

  /** `counts` null: there are none to be had; `title`: of what they are. */
  shade(counts: Counts | null, title: string): void {
    this.#caption.textContent = `${title}, by weekday and hour`;
    const most = Math.max(0, ...(counts ?? []).flat());
    for (const [i, day] of days.entries()) {
      for (const hour of hours) {
        const count = counts?.[i]?.[hour];
        const cell = this.#cells.get(`${day}-${hour}`);
        if (cell === undefined) continue;
        cell.dataset['shade'] = count === undefined ? 'none' : String(shadeOf(count, most));
        cell.title = count === undefined ? '' : `${dayNames[day]}, ${clock(hour)} to ${clock(hour + 1)}: ${formatWhole(count)}`;
        cell.replaceChildren(element('span', { class: 'visually-hidden' }, count === undefined ? 'no figure' : formatWhole(count)));
      }
    }
  }

  #row(day: Day, index: number): HTMLTableRowElement {
    const button = this.#heads.day[index];
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, ...(button === undefined ? [] : [button])),
      ...hours.map((hour) => {
        const cell = element('td', { 'data-day': day, 'data-hour': String(hour) });
        this.#cells.set(`${day}-${hour}`, cell);
        return cell;
      }),
    );
  }
}

function head(axis: 'hour' | 'day', value: string, label: string, text: string): HTMLButtonElement {
  return element('button', { type: 'button', 'data-axis': axis, [`data-${axis}`]: value, 'aria-label': label, 'aria-pressed': 'false' }, text);
}

function press(button: HTMLButtonElement, pressed: boolean): void {
  button.setAttribute('aria-pressed', String(pressed));
}
