// The moving window: a slider over the days of a layer's period, and a button that plays it.

import { element } from './element';
import { capitalised } from './formats';
import { dayName, dayNumber, dayOf, daysOf, type Moment } from './moments';
import type { Month, MonthRange } from './months';
import type { Gap } from './supply';

const spans = [7, 14, 30, 60, 90];
const usualSpan = 30;
const msPerStep = 450;
/** So many steps from a window's middle to its end: each picture is much like the one before. */
const stepsPerSpan = 10;

/** The day after a step of play; null where the period ends. */
export function nextDay({ day, span }: Moment, last: number): string | null {
  const at = dayNumber(day);
  return at >= last ? null : dayOf(Math.min(last, at + Math.max(1, Math.round(span / stepsPerSpan))));
}

function gapNote(gap: Gap | undefined): string {
  if (gap === undefined) return '';
  return gap.sources.length === 0 ? ', month not supplied' : `, month not supplied by ${gap.sources.join(', ')}`;
}

export class MovingWindow {
  readonly #box: HTMLElement;
  readonly #changed: (moment: Moment | null) => void;
  readonly #switch = element('input', { type: 'checkbox', id: 'moving-shown' });
  readonly #range = element('input', { type: 'range', id: 'moving-day', 'aria-label': 'Day in the middle of the window', min: '0', step: '1' });
  readonly #play = element('button', { type: 'button', class: 'moving-play', id: 'moving-play' });
  readonly #day = element('output', { for: 'moving-day', class: 'moving-read-out' });
  readonly #span = element('select', { id: 'moving-span', 'aria-label': 'Days before and after' });
  readonly #note = element('p', { class: 'not-supplied moving-note' });
  readonly #controls: HTMLElement;
  #months: MonthRange = { first: '2000-01', last: '2000-01' };
  #gaps: ReadonlyMap<Month, Gap> = new Map();
  #moment: Moment | null = null;
  #timer = 0;

  /** `changed` is told null where the window is put away. */
  constructor(box: HTMLElement, changed: (moment: Moment | null) => void) {
    this.#box = box;
    this.#changed = changed;
    this.#controls = element(
      'div',
      { class: 'moving-controls' },
      this.#range,
      element('div', { class: 'moving-row' }, this.#play, this.#day, element('label', { class: 'moving-span' }, '± ', this.#span, ' days')),
      this.#note,
    );
    box.append(element('label', { class: 'switch' }, this.#switch, element('span', {}, 'Moving window')), this.#controls);
    this.#switch.addEventListener('change', () => this.#toggle());
    this.#range.addEventListener('input', () => {
      this.#stop();
      this.#choose({ day: dayOf(Number(this.#range.value)) });
    });
    this.#span.addEventListener('change', () => this.#choose({ span: Number(this.#span.value) }));
    this.#play.addEventListener('click', () => (this.#timer === 0 ? this.#start() : this.#stop()));
    this.#writePlay();
  }

  /** `months` null: the layer's period is open, and no window moves over it. */
  show(months: MonthRange | null, gaps: ReadonlyMap<Month, Gap>, moment: Moment | null): void {
    this.#box.hidden = months === null;
    if (months === null || moment === null) this.#stop();
    this.#switch.checked = moment !== null;
    this.#controls.hidden = moment === null;
    this.#moment = moment;
    if (months === null) return;
    this.#months = months;
    this.#gaps = gaps;
    if (moment !== null) this.#write(moment);
  }

  #write({ day, span }: Moment): void {
    const { first, last } = daysOf(this.#months);
    Object.assign(this.#range, { min: String(first), max: String(last) });
    this.#range.value = String(dayNumber(day));
    this.#range.setAttribute('aria-valuetext', dayName(day) + gapNote(this.#gaps.get(day.slice(0, 7))));
    this.#day.textContent = dayName(day);
    this.#day.toggleAttribute('data-gap', this.#gaps.has(day.slice(0, 7)));
    const gap = this.#gaps.get(day.slice(0, 7));
    this.#note.hidden = gap === undefined;
    this.#note.textContent =
      gap === undefined ? '' : `${capitalised(gapNote(gap).slice(2))}: a source counts where it supplied half of the window or more.`;
    const offered = [...new Set([...spans, span])].sort((a, b) => a - b);
    this.#span.replaceChildren(...offered.map((days) => element('option', { value: String(days) }, String(days))));
    this.#span.value = String(span);
  }

  #toggle(): void {
    this.#stop();
    const { first, last } = daysOf(this.#months);
    this.#changed(this.#switch.checked ? { day: dayOf(Math.round((first + last) / 2)), span: usualSpan } : null);
  }

  #choose(part: Partial<Moment>): void {
    if (this.#moment !== null) this.#changed({ ...this.#moment, ...part });
  }

  #start(): void {
    const { first, last } = daysOf(this.#months);
    if (this.#moment !== null && dayNumber(this.#moment.day) >= last) this.#choose({ day: dayOf(first) });
    this.#timer = window.setInterval(() => this.#step(), msPerStep);
    this.#writePlay();
  }

  #step(): void {
    const day = this.#moment === null ? null : nextDay(this.#moment, daysOf(this.#months).last);
    if (day === null) this.#stop();
    else this.#choose({ day });
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#writePlay();
  }

  #writePlay(): void {
    const isPlaying = this.#timer !== 0;
    this.#play.textContent = isPlaying ? '❚❚' : '▶';
    this.#play.setAttribute('aria-label', isPlaying ? 'Pause the moving window' : 'Play the moving window');
  }
}
