// Asks for the counts of the study area or of one area: under the filter, and,
// where the filter chooses times of the week, at any time of the week besides.

import type { Api, LandingPage, LayerSummary, Series } from './api';
import { anyMoment, anyTimeOfWeek, sameFilter, type Filter } from './filter';
import { holdsMonth } from './months';
import type { ShownView } from './shown_view';
import { chosenSources, countableSources } from './supply';

export interface SeriesPair {
  readonly filtered: Series;
  /** The same rows at any hour on any day: what the matrix is shaded with. */
  readonly anyTime: Series;
}

/** Servers that tell the layer's months have series, which only analysts may see. */
export function hasSeries(landing: Pick<LandingPage, 'tier'>, layer: LayerSummary): boolean {
  return layer.months != null && landing.tier === 'analyst';
}

/**
 * Absent is not nought: where every source that knows times finely enough for the
 * filter did not supply a month, the others' rows cannot count, and neither can the month.
 */
export function countableMonths(months: Series['months'], countable: readonly { readonly id: string }[]): Series['months'] {
  if (countable.length === 0) return months;
  return months.map((month) => (countable.every(({ id }) => month.missing.includes(id)) ? { ...month, count: null } : month));
}

/** `area`: a code, or null for the whole. Throws ApiFailure, or the signal's reason. */
export async function askSeries(api: Api, { landing, layer, filter: shown }: ShownView, area: string | null, signal: AbortSignal): Promise<SeriesPair> {
  const filter = anyMoment(shown);
  const anyTime = anyTimeOfWeek(filter);
  const [filtered, whole] = await Promise.all([
    api.series(layer.id, area, filter, signal),
    sameFilter(filter, anyTime) ? null : api.series(layer.id, area, anyTime, signal),
  ]);
  const countable = countableSources(chosenSources(layer, filter, landing), filter);
  return { filtered: { ...filtered, months: countableMonths(filtered.months, countable) }, anyTime: whole ?? filtered };
}

/** The sum of the months counted; null where none of them was supplied. */
export function totalOf({ months }: Pick<Series, 'months'>, filter: Pick<Filter, 'months'>): number | null {
  const counts = months
    .filter(({ month }) => filter.months === null || holdsMonth(filter.months, month))
    .flatMap(({ count }) => (count === null ? [] : [count]));
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
