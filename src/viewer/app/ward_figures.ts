// What the run holds of a whole ward: its row of the area table, whose columns
// are named after the layer. These figures are of the layer without any filter.

import type { AreaProperties, LayerSummary } from './api_types';
import { figure, layerColumns } from './area_columns';
import { formatWhole, rateFormat } from './formats';

export interface WardFigures {
  readonly count: number | null;
  readonly rate: number | null;
  /** 95 % limits of the rate. */
  readonly limits: readonly [number, number] | null;
  readonly rank: number | null;
  readonly population: number | null;
}

export function wardFigures(properties: AreaProperties, layer: Pick<LayerSummary, 'id'>): WardFigures {
  const { number: statistic } = layerColumns(properties, layer);
  const [low, high] = [statistic('rate_low'), statistic('rate_high')];
  const rank = statistic('rank');
  return {
    count: statistic('count'),
    rate: statistic('rate_per_1000'),
    limits: low === null || high === null ? null : [low, high],
    rank: rank === null || rank < 1 ? null : rank,
    population: figure(properties['population']),
  };
}

export interface WrittenRate {
  readonly rate: string;
  /** "95 % limits 18.7 to 24.6"; empty where they are not known. */
  readonly limits: string;
}

/** The rate with three significant figures, its limits with as many decimals; null where there is no rate. */
export function writtenRate({ rate, limits }: Pick<WardFigures, 'rate' | 'limits'>): WrittenRate | null {
  if (rate === null) return null;
  const format = rateFormat(rate);
  return { rate: format(rate), limits: limits === null ? '' : `95 % limits ${format(limits[0])} to ${format(limits[1])}` };
}

/** "9,163 residents" */
export function residents({ population }: Pick<WardFigures, 'population'>): string {
  return population === null ? 'number of residents not given' : `${formatWhole(population)} residents`;
}
