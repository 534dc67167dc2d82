// What a layer's sources supply: which months, and how finely they tell times.

import type { LandingPage, LayerSummary, Precision, SourceSummary } from './api_types';
import type { Filter } from './filter';
import { isRelativeRisk } from './layer_type';
import { holdsMonth, monthsIn, monthsOfPeriod, type Month, type MonthRange } from './months';

/** The months that the layer's slider spans; null where its period has an open end. */
export function layerMonths(layer: LayerSummary): MonthRange | null {
  return layer.months ?? monthsOfPeriod(layer.period);
}

/** The layer's sources that the filter keeps; none where the server does not describe its sources. */
export function chosenSources(
  layer: LayerSummary,
  filter: Pick<Filter, 'sources'>,
  landing: Pick<LandingPage, 'sources'>,
): readonly SourceSummary[] {
  const ids = filter.sources ?? layer.sources ?? [];
  return (landing.sources ?? []).filter(({ id }) => ids.includes(id));
}

/** The sources of a relative risk's controls, whatever the filter; none of other layers. */
export function controlSources({ controls }: LayerSummary, landing: Pick<LandingPage, 'sources'>): readonly SourceSummary[] {
  return (landing.sources ?? []).filter(({ id }) => controls?.sources.includes(id) === true);
}

/** Every source that what is shown is made of, in the landing page's order. */
export function shownSources(layer: LayerSummary, filter: Pick<Filter, 'sources'>, landing: Pick<LandingPage, 'sources'>): readonly SourceSummary[] {
  const shown = [...chosenSources(layer, filter, landing), ...controlSources(layer, landing)];
  return (landing.sources ?? []).filter((source) => shown.includes(source));
}

export interface Gap {
  /** Sources that did not supply the month; empty where only the month is known to be missing. */
  readonly sources: readonly string[];
  /** Whether nobody supplied it. */
  readonly isWhole: boolean;
}

/** Months of the layer that sources did not supply. */
export function gapsOf(layer: LayerSummary, sources: readonly SourceSummary[]): ReadonlyMap<Month, Gap> {
  const span = layerMonths(layer);
  const gaps = new Map<Month, Gap>();
  if (span === null) return gaps;
  if (sources.length === 0) {
    const listed = Array.isArray(layer.not_supplied) ? (layer.not_supplied as readonly string[]) : [];
    for (const month of listed) gaps.set(month, { sources: [], isWhole: true });
    return gaps;
  }
  for (const month of monthsIn(span)) {
    const missing = sources.filter(({ missing_periods }) => missing_periods.includes(month)).map(({ id }) => id);
    if (missing.length > 0) gaps.set(month, { sources: missing, isWhole: missing.length === sources.length });
  }
  return gaps;
}

/** ", 1 not supplied, 2 supplied in part" for the months of a span; empty where all are supplied. */
export function gapWords(gaps: ReadonlyMap<Month, Gap>, span: MonthRange): string {
  const within = [...gaps].filter(([month]) => holdsMonth(span, month)).map(([, gap]) => gap);
  const whole = within.filter(({ isWhole }) => isWhole).length;
  const part = within.length - whole;
  return `${whole === 0 ? '' : `, ${whole} not supplied`}${part === 0 ? '' : `, ${part} supplied in part`}`;
}

const finestFirst: readonly Precision[] = ['minute', 'hour', 'day', 'month'];

export function tellsTimes({ precision }: SourceSummary, needed: 'hour' | 'day'): boolean {
  return finestFirst.indexOf(precision) <= finestFirst.indexOf(needed);
}

/** Those of the sources whose rows can be counted under the filter's hours and days. */
export function countableSources(sources: readonly SourceSummary[], { hours, days }: Pick<Filter, 'hours' | 'days'>): readonly SourceSummary[] {
  return sources.filter((source) => (hours === null || tellsTimes(source, 'hour')) && (days === null || tellsTimes(source, 'day')));
}

export interface TimeOfWeek {
  readonly hours: boolean;
  readonly days: boolean;
  /** Why hours cannot be chosen, or which rows they leave out; null where all is well. */
  readonly remark: string | null;
}

const known: Readonly<Record<Precision, string>> = { minute: 'minutes', hour: 'hours', day: 'days', month: 'months' };

/** Which times of the week can be chosen from these sources. */
export function timeOfWeek(sources: readonly SourceSummary[]): TimeOfWeek {
  const coarse = sources.filter((source) => !tellsTimes(source, 'hour'));
  const limits = coarse.map(({ id, precision }) => `${id} knows ${known[precision]} only`).join(', ');
  const hours = coarse.length < sources.length;
  const days = sources.some((source) => tellsTimes(source, 'day'));
  if (!hours) return { hours, days, remark: `Hours cannot be chosen here: ${limits}.` };
  return { hours, days, remark: coarse.length === 0 ? null : `A choice of hours leaves out rows without an hour: ${limits}.` };
}

/** The same of what is shown: of a relative risk both cases and controls must tell such times. */
export function shownTimeOfWeek(layer: LayerSummary, filter: Pick<Filter, 'sources'>, landing: Pick<LandingPage, 'sources'>): TimeOfWeek {
  const cases = timeOfWeek(chosenSources(layer, filter, landing));
  if (!isRelativeRisk(layer)) return cases;
  const controls = timeOfWeek(controlSources(layer, landing));
  return {
    hours: cases.hours && controls.hours,
    days: cases.days && controls.days,
    remark: cases.hours && !controls.hours ? controls.remark : (cases.remark ?? controls.remark),
  };
}

const precisionWords: Readonly<Record<Precision, string>> = {
  minute: 'times to the minute',
  hour: 'times to the hour',
  day: 'dates, no times',
  month: 'months, no dates',
};

export function precisionOf({ precision }: SourceSummary): string {
  return precisionWords[precision];
}
