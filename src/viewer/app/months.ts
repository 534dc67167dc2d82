// Calendar months as the server writes them, "2025-03", and spans of them.

export type Month = string;

/** Both ends included. */
export interface MonthRange {
  readonly first: Month;
  readonly last: Month;
}

export const monthNames = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const;

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Months since the year nought. */
export function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function monthOf(number: number): Month {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

export function monthAfter(month: Month): Month {
  return monthOf(monthNumber(month) + 1);
}

export function monthCount({ first, last }: MonthRange): number {
  return Math.max(0, monthNumber(last) - monthNumber(first) + 1);
}

export function monthsIn(range: MonthRange): Month[] {
  const start = monthNumber(range.first);
  return Array.from({ length: monthCount(range) }, (_, i) => monthOf(start + i));
}

export function holdsMonth({ first, last }: MonthRange, month: Month): boolean {
  return first <= month && month <= last;
}

export function sameMonths(a: MonthRange, b: MonthRange): boolean {
  return a.first === b.first && a.last === b.last;
}

/** What two spans share, or null. */
export function sharedMonths(a: MonthRange, b: MonthRange): MonthRange | null {
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return first <= last ? { first, last } : null;
}

/** "2025-01/2025-06", or null where it is not two months in order. */
export function readMonths(text: string): MonthRange | null {
  const [first = '', last = first, ...more] = text.split('/');
  if (more.length > 0 || !isMonth(first) || !isMonth(last) || first > last) return null;
  return { first, last };
}

export function writeMonths({ first, last }: MonthRange): string {
  return `${first}/${last}`;
}

/** The months that a project file's period touches, years and days allowed; null where an end is open or unreadable. */
export function monthsOfPeriod(period: string): MonthRange | null {
  const [start = '', end = start] = period.split('/');
  const first = /^\d{4}$/.test(start) ? `${start}-01` : start.slice(0, 7);
  const last = /^\d{4}$/.test(end) ? `${end}-12` : end.slice(0, 7);
  return readMonths(`${first}/${last}`);
}

/** "March 2025" */
export function monthName(month: Month): string {
  return `${monthNames[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`.trim();
}

/** "January 2025 to June 2025"; one month alone by its name. */
export function monthRangeWords({ first, last }: MonthRange): string {
  return first === last ? monthName(first) : `${monthName(first)} to ${monthName(last)}`;
}
