// A day that a moving window stands about, and how many days it reaches each way.

import { monthAfter, monthNames, type MonthRange } from './months';

export interface Moment {
  /** "2025-06-15" */
  readonly day: string;
  /** Days before and after. */
  readonly span: number;
}

const msPerDay = 86_400_000;
const leastSpan = 1;
const mostSpan = 366;

/** Days since 1970. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / msPerDay);
}

export function dayOf(number: number): string {
  return new Date(number * msPerDay).toISOString().slice(0, 10);
}

/** First and last day of a span of months. */
export function daysOf({ first, last }: MonthRange): { readonly first: number; readonly last: number } {
  return { first: dayNumber(`${first}-01`), last: dayNumber(`${monthAfter(last)}-01`) - 1 };
}

/** The months that a window touches, its first and last day included. */
export function monthsTouched({ day, span }: Moment): MonthRange {
  const at = dayNumber(day);
  return { first: dayOf(at - span).slice(0, 7), last: dayOf(at + span).slice(0, 7) };
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayOf(dayNumber(text)) === text;
}

/** "2025-06-15,30", or null where it is none or beyond the server's limits. */
export function readMoment(text: string): Moment | null {
  const [day = '', spanText = '', ...more] = text.split(',');
  const span = /^\d{1,3}$/.test(spanText) ? Number(spanText) : 0;
  return more.length === 0 && isDay(day) && span >= leastSpan && span <= mostSpan ? { day, span } : null;
}

export function writeMoment({ day, span }: Moment): string {
  return `${day},${span}`;
}

/** "15 June 2025" */
export function dayName(day: string): string {
  return `${Number(day.slice(8))} ${monthNames[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`;
}

/** "15 June 2025 ± 30 days" */
export function momentWords({ day, span }: Moment): string {
  return `${dayName(day)} ± ${span} ${span === 1 ? 'day' : 'days'}`;
}
