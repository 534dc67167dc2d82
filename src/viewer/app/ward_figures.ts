// What the run holds of a whole ward, in words. The ward's figures come from
// its row of the area table, whose columns are named after the layer.

import type { AreaProperties, LayerSummary } from './api';
import { formatWhole, rateFormat } from './formats';

export interface WardFigures {
  /** Count and rate, the ward's answer. */
  readonly main: string;
  /** Rank and population, what the answer rests on; may be empty. */
  readonly aside: string;
}

/** A figure that is withheld or missing is null, never nought. */
function figure(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `wardCount`: how many wards are ranked. */
export function wardFigures(
  properties: AreaProperties,
  layer: Pick<LayerSummary, 'id' | 'weight' | 'records_not_events'>,
  wardCount: number,
): WardFigures {
  const statistic = (name: string) => figure(properties[`${layer.id.replaceAll('-', '_')}_${name}`]);
  const count = statistic('count');
  const rate = statistic('rate_per_1000');
  const rank = statistic('rank');
  const population = figure(properties['population']);

  const main = [
    ...(count === null ? [] : [`${counted(count, layer.records_not_events)} in the period`]),
    ...(rate === null ? [] : [ratePhrase(rate, statistic('rate_low'), statistic('rate_high'))]),
  ];
  const aside = [
    ...(rank === null || rank < 1 ? [] : [`Rank ${rank} of ${wardCount} by ${layer.weight}`]),
    population === null ? 'Number of residents not given' : `${formatWhole(population)} residents`,
  ];
  return {
    main: main.length === 0 ? 'No count or rate is given for this ward.' : `${main.join('; ')}.`,
    aside: aside.join(' · '),
  };
}

function counted(count: number, recordsNotEvents: boolean): string {
  const noun = recordsNotEvents ? 'record' : 'incident';
  return `${formatWhole(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function ratePhrase(rate: number, low: number | null, high: number | null): string {
  const format = rateFormat(rate);
  const interval = low === null || high === null ? '' : ` (${format(low)} to ${format(high)})`;
  return `${format(rate)} per 1,000 residents a year${interval}`;
}
