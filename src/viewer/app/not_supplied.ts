// Which of the shown months sources did not supply, in words.

import type { Legend, LayerSummary, SourceSummary } from './api_types';
import type { Filter } from './filter';
import { formatNotSupplied, uncapitalised } from './formats';
import { monthsTouched } from './moments';
import { holdsMonth, sharedMonths, type MonthRange } from './months';
import type { ShownView } from './shown_view';
import { chosenSources, controlSources, layerMonths } from './supply';

/** The months of the layer that the filter's window touches, or its months; null where it keeps all months of all sources. */
function shownMonths(layer: LayerSummary, { months, moment, sources }: Pick<Filter, 'months' | 'moment' | 'sources'>): MonthRange | null {
  const whole = layerMonths(layer);
  const shown = moment === null ? (months ?? (sources === null ? null : whole)) : monthsTouched(moment);
  return shown === null || whole === null ? shown : (sharedMonths(shown, whole) ?? shown);
}

/** "June 2025" where all of the sources lack the same months, else "police: May 2025; ambulance: June 2025". */
function sourcesWords(sources: readonly SourceSummary[], shown: MonthRange): string {
  const missing = sources.map(({ id, missing_periods }) => ({
    id,
    words: formatNotSupplied(missing_periods.filter((month) => holdsMonth(shown, month)))?.replace(/^Not supplied: /, '') ?? '',
  }));
  const first = missing[0]?.words ?? '';
  if (missing.every(({ words }) => words === first)) return first;
  return missing.flatMap(({ id, words }) => (words === '' ? [] : [`${id}: ${words}`])).join('; ');
}

/**
 * "Not supplied: March 2025" for the months that are shown; null where they lack nothing. `told`: the legend's own words
 * for this filter, which its server leaves out where nothing is missing, or null while they are on their way.
 */
export function notSuppliedWords(told: Pick<Legend, 'not_supplied'> | null, view: ShownView): string | null {
  const { layer } = view;
  const shown = shownMonths(layer, view.filter);
  const listed = told?.not_supplied ?? null;
  if (shown === null) return formatNotSupplied(listed ?? layer.not_supplied);
  if (typeof listed === 'string') return formatNotSupplied(listed);
  if (listed === null && view.landing.sources != null) return formatNotSupplied(sourcesWords(chosenSources(layer, view.filter, view.landing), shown));
  const months = listed ?? layer.not_supplied;
  return formatNotSupplied(Array.isArray(months) ? months.filter((month: string) => holdsMonth(shown, month)) : months);
}

/** "Controls: not supplied: May 2025" for the months that are shown of a relative risk: a season that one side lacks looks like risk. */
export function controlsNotSuppliedWords({ layer, filter, landing }: ShownView): string | null {
  const shown = shownMonths(layer, filter) ?? layerMonths(layer);
  const words = shown === null ? null : formatNotSupplied(sourcesWords(controlSources(layer, landing), shown));
  return words === null ? null : `Controls: ${uncapitalised(words)}`;
}
