// Cuts a filter to what a layer has: links may be old, and layers differ.

import type { LandingPage, LayerSummary } from './api_types';
import type { Filter } from './filter';
import { dayName, dayNumber, daysOf } from './moments';
import { monthRangeWords, sameMonths, sharedMonths } from './months';
import { layerMonths, shownTimeOfWeek } from './supply';

export interface FittedFilter {
  readonly filter: Filter;
  /** What was left out, in words. */
  readonly dropped: readonly string[];
}

type Sources = Pick<LandingPage, 'sources'>;

export function fitFilter(wanted: Filter, layer: LayerSummary, landing: Sources): FittedFilter {
  const dropped: string[] = [];
  const categories = fitIds(wanted.categories, layer.categories ?? [], 'kind of violence', dropped);
  const sources = fitIds(wanted.sources, layer.sources ?? [], 'source', dropped);
  const moment = fitMoment(wanted, layer, dropped);
  const months = moment === null ? fitMonths(wanted, layer, dropped) : null;
  const possible = shownTimeOfWeek(layer, { sources }, landing);
  if (wanted.hours !== null && !possible.hours) dropped.push('the hours of the day');
  if (wanted.days !== null && !possible.days) dropped.push('the days of the week');
  const hours = possible.hours ? wanted.hours : null;
  const days = possible.days ? wanted.days : null;
  return { filter: { categories, sources, months, moment, hours, days }, dropped };
}

function fitIds(wanted: readonly string[] | null, known: readonly string[], what: string, dropped: string[]): readonly string[] | null {
  if (wanted === null) return null;
  for (const id of wanted) if (!known.includes(id)) dropped.push(`the ${what} “${id}”`);
  return idSet(wanted, known);
}

/** The wanted ids in the order of `known`; null where that is all or none of them. */
export function idSet(wanted: readonly string[], known: readonly string[]): readonly string[] | null {
  const kept = known.filter((id) => wanted.includes(id));
  return kept.length === 0 || kept.length === known.length ? null : kept;
}

function fitMoment({ moment }: Filter, layer: LayerSummary, dropped: string[]): Filter['moment'] {
  const span = layerMonths(layer);
  if (moment === null) return null;
  const days = span === null ? null : daysOf(span);
  const at = dayNumber(moment.day);
  if (days !== null && at >= days.first && at <= days.last) return moment;
  dropped.push(`a window outside the layer’s period (${dayName(moment.day)} was asked for)`);
  return null;
}

function fitMonths({ months }: Filter, layer: LayerSummary, dropped: string[]): Filter['months'] {
  const span = layerMonths(layer);
  if (months === null) return null;
  const shared = span === null ? null : sharedMonths(months, span);
  if (shared === null || !sameMonths(shared, months)) dropped.push(`months outside the layer’s period (${monthRangeWords(months)} was asked for)`);
  return shared === null || span === null || sameMonths(shared, span) ? null : shared;
}
