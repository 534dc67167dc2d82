// Choosing hours and days on the matrix: by dragging over its heads or cells, and
// by keyboard on its heads (arrows move, Shift extends, Space chooses, Escape frees).

import { days, daysBetween, hoursBetween, hoursForward, hourRange, toggledDay, type Day, type WeekSelection } from './hours';
import type { HourMatrix } from './hour_matrix';

type Axis = 'hour' | 'day';

/** What lies under the pointer. A head has one coordinate, a cell has both. */
interface Spot {
  readonly hour: number | null;
  readonly day: Day | null;
}

/** The selection after a drag from one spot to another. */
export function dragged(before: WeekSelection, from: Spot, to: Spot): WeekSelection {
  const hours = from.hour === null || to.hour === null ? before.hours : hoursBetween(from.hour, to.hour);
  const chosen = from.day === null || to.day === null ? before.days : daysBetween(from.day, to.day);
  return { hours, days: chosen };
}

/** The selection after a press on a spot without a drag: one hour, one day more or less, or one cell. */
export function pressed(before: WeekSelection, { hour, day }: Spot): WeekSelection {
  if (hour !== null && day !== null) return { hours: hourRange(hour, hour + 1), days: [day] };
  if (hour !== null) return { ...before, hours: hourRange(hour, hour + 1) };
  return day === null ? before : { ...before, days: toggledDay(before.days, day) };
}

export class MatrixInput {
  readonly #matrix: HourMatrix;
  readonly #selection: () => WeekSelection;
  readonly #choose: (selection: WeekSelection) => void;
  #from: Spot | null = null;
  #before: WeekSelection = { hours: null, days: null };
  #hasMoved = false;
  /** Where an extension by keyboard starts, and where it has come to. */
  readonly #anchor: Record<Axis, number> = { hour: 0, day: 0 };

  constructor(matrix: HourMatrix, selection: () => WeekSelection, choose: (selection: WeekSelection) => void) {
    this.#matrix = matrix;
    this.#selection = selection;
    this.#choose = choose;
    const { table } = matrix;
    table.addEventListener('pointerdown', (event) => this.#press(event));
    table.addEventListener('pointermove', (event) => this.#move(event));
    table.addEventListener('pointerup', () => this.#release());
    table.addEventListener('pointercancel', () => (this.#from = null));
    table.addEventListener('keydown', (event) => this.#key(event));
  }

  #press(event: PointerEvent): void {
    const spot = event.target instanceof Element ? spotOf(event.target) : null;
    if (spot === null || event.button !== 0) return;
    event.preventDefault();
    this.#from = spot;
    this.#before = this.#selection();
    this.#hasMoved = false;
    this.#matrix.table.setPointerCapture(event.pointerId);
    if (event.target instanceof HTMLButtonElement) this.#focus(event.target);
  }

  #move({ clientX, clientY }: PointerEvent): void {
    if (this.#from === null) return;
    const under = document.elementFromPoint(clientX, clientY);
    const spot = under === null || !this.#matrix.table.contains(under) ? null : spotOf(under);
    if (spot === null || (!this.#hasMoved && spot.hour === this.#from.hour && spot.day === this.#from.day)) return;
    this.#hasMoved = true;
    this.#choose(dragged(this.#before, this.#from, spot));
  }

  #release(): void {
    if (this.#from !== null && !this.#hasMoved) this.#choose(pressed(this.#before, this.#from));
    this.#from = null;
  }

  #focus(button: HTMLButtonElement): void {
    const axis = axisOf(button);
    const index = this.#matrix.headsOf(axis).indexOf(button);
    this.#anchor[axis] = index;
    this.#matrix.focusable(axis, index);
    button.focus();
  }

  #key(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLButtonElement)) return;
    const axis = axisOf(event.target);
    const heads = this.#matrix.headsOf(axis);
    const at = heads.indexOf(event.target);
    const by = stepOf(event.key, axis);
    if (by !== null) {
      const to = axis === 'hour' ? (at + by + 24) % 24 : Math.min(heads.length - 1, Math.max(0, at + by));
      this.#go(axis, to, event.shiftKey, at);
    } else if (event.key === 'Home' || event.key === 'End') {
      this.#go(axis, event.key === 'Home' ? 0 : heads.length - 1, event.shiftKey, at);
    } else if (event.key === ' ' || event.key === 'Enter') {
      this.#anchor[axis] = at;
      this.#choose(pressed(this.#selection(), spotOf(event.target) ?? { hour: null, day: null }));
    } else if (event.key === 'Escape') {
      this.#choose({ ...this.#selection(), ...(axis === 'hour' ? { hours: null } : { days: null }) });
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }

  #go(axis: Axis, to: number, extend: boolean, from: number): void {
    this.#matrix.focusable(axis, to);
    this.#matrix.headsOf(axis)[to]?.focus();
    if (!extend) {
      this.#anchor[axis] = to;
      return;
    }
    const anchor = this.#anchor[axis];
    if (axis === 'hour') {
      const isBack = anchor === from && (to + 1) % 24 === from;
      const { hours } = this.#selection();
      const end = hours?.from === anchor ? hours.to : anchor + 1;
      this.#choose({ ...this.#selection(), hours: isBack ? hourRange(to, end) : hoursForward(anchor, to) });
      // Back beyond its start, the range grows at its start.
      if (isBack) this.#anchor.hour = to;
      return;
    }
    const [a, b] = [days[anchor], days[to]];
    if (a !== undefined && b !== undefined) this.#choose({ ...this.#selection(), days: daysBetween(a, b) });
  }
}

function stepOf(key: string, axis: Axis): number | null {
  if (key === (axis === 'hour' ? 'ArrowLeft' : 'ArrowUp')) return -1;
  return key === (axis === 'hour' ? 'ArrowRight' : 'ArrowDown') ? 1 : null;
}

function axisOf(button: HTMLButtonElement): Axis {
  return button.dataset['axis'] === 'hour' ? 'hour' : 'day';
}

function spotOf(target: Element): Spot | null {
  const found = target.closest<HTMLElement>('[data-hour], [data-day]');
  if (found === null) return null;
  const { hour, day } = found.dataset;
  return { hour: hour === undefined ? null : Number(hour), day: days.find((one) => one === day) ?? null };
}
