// A filter in words, for the band over the map, the panels and the picture.

import type { LandingPage, LayerSummary } from './api_types';
import type { Filter } from './filter';
import { capitalised, formatPeriod, formatWhole } from './formats';
import { weekWords } from './hours';
import { isRelativeRisk } from './layer_type';
import { momentWords } from './moments';
import { monthRangeWords } from './months';
import { layerMonths } from './supply';

export function categoryTitle(id: string, landing: Pick<LandingPage, 'categories'>): string {
  return landing.categories?.find((category) => category.id === id)?.title ?? capitalised(id.replaceAll('-', ' '));
}

/** What the filter keeps, a part for each control that is set; empty without a filter. */
export function filterWords({ categories, sources, months, moment, hours, days }: Filter, landing: Pick<LandingPage, 'categories'>): string[] {
  return [
    ...(categories === null ? [] : [categories.map((id) => categoryTitle(id, landing)).join(', ')]),
    ...(sources === null ? [] : [`${sources.length === 1 ? 'source' : 'sources'} ${sources.join(', ')}`]),
    ...(months === null ? [] : [monthRangeWords(months)]),
    ...(moment === null ? [] : [momentWords(moment)]),
    ...(hours === null && days === null ? [] : [weekWords({ hours, days })]),
  ];
}

/** The period that is drawn: the filter's window or months, or else the layer's. */
export function periodWords(layer: LayerSummary, { months, moment }: Pick<Filter, 'months' | 'moment'>): string {
  if (moment !== null) return momentWords(moment);
  if (months !== null) return monthRangeWords(months);
  const span = layer.months == null ? null : layerMonths(layer);
  return span === null ? formatPeriod(layer.period) : monthRangeWords(span);
}

export type Counted = Pick<LayerSummary, 'records_not_events' | 'type'>;

/** What is counted: "incident", or "record" where several sources may tell of one event; of a relative risk "case". */
export function countedNoun(layer: Counted, count: number): string {
  const one = isRelativeRisk(layer) ? 'case' : layer.records_not_events ? 'record' : 'incident';
  return `${one}${count === 1 ? '' : 's'}`;
}

/**
 * "Ambulance is left out: it supplied too little of this window."; null where no source is left out. Sources that are
 * null are not known.
 */
export function leftOutWords(sources: readonly string[] | null): string | null {
  if (sources === null) return 'It could not be checked which sources are left out.';
  if (sources.length === 0) return null;
  const named = capitalised(new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(sources));
  return sources.length === 1
    ? `${named} is left out: it supplied too little of this window.`
    : `${named} are left out: they supplied too little of this window.`;
}

/** What is left out: of a relative risk its controls too. */
function excludedNoun(layer: Counted, count: number): string {
  if (isRelativeRisk(layer)) return count === 1 ? 'case or control' : 'cases and controls';
  return countedNoun(layer, count);
}

/**
 * "1,204 records are left out: their time is not known finely enough for this filter."; null where none are.
 * `of`: " of this ward", where it is not the whole.
 */
export function excludedWords(excluded: number | null, layer: Counted, of = ''): string | null {
  if (excluded === null || excluded === 0) return null;
  const verb = excluded === 1 ? 'is left out: its time is' : 'are left out: their time is';
  return `${formatWhole(excluded)} ${excludedNoun(layer, excluded)}${of} ${verb} not known finely enough for this filter.`;
}
