// Which of a layer's rows are counted. A part that is null leaves nothing out.

import { writeHours, type WeekSelection } from './hours';
import type { Moment } from './moments';
import { writeMonths, type MonthRange } from './months';

export interface Filter extends WeekSelection {
  /** Ids of kinds of violence, in the layer's order. */
  readonly categories: readonly string[] | null;
  readonly sources: readonly string[] | null;
  readonly months: MonthRange | null;
  /** A moving window in place of months. */
  readonly moment: Moment | null;
}

export const noFilter: Filter = { categories: null, sources: null, months: null, moment: null, hours: null, days: null };

/** The filter as the server's query parameters, in one fixed order so that caches meet. */
export function filterParameters({ categories, sources, months, moment, hours, days }: Filter): (readonly [string, string])[] {
  return [
    ...(months === null || moment !== null ? [] : [['datetime', writeMonths(months)] as const]),
    ...(moment === null ? [] : [['at', moment.day] as const, ['span', String(moment.span)] as const]),
    ...(categories === null ? [] : [['category', categories.join(',')] as const]),
    ...(sources === null ? [] : [['source', sources.join(',')] as const]),
    ...(hours === null ? [] : [['hours', writeHours(hours)] as const]),
    ...(days === null ? [] : [['days', days.join(',')] as const]),
  ];
}

export function isFiltered(filter: Filter): boolean {
  return filterParameters(filter).length > 0;
}

export function sameFilter(a: Filter, b: Filter): boolean {
  return JSON.stringify(filterParameters(a)) === JSON.stringify(filterParameters(b));
}

/** Without its moving window, as counts have none. */
export function anyMoment(filter: Filter): Filter {
  return { ...filter, moment: null };
}

/** The same rows at any hour and on any day: what a matrix of hours and days is drawn from. */
export function anyTimeOfWeek(filter: Filter): Filter {
  return { ...filter, hours: null, days: null };
}
