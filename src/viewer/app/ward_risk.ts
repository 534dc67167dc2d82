// A ward's relative risk: its share of all cases over its share of all controls.

import type { LayerColumns } from './area_columns';
import { rateFormat } from './formats';
import { formatShare, isFinding } from './p_values';
import { chanceWords } from './relative_risk';

export interface WardRisk {
  readonly cases: number | null;
  readonly controls: number | null;
  readonly risk: number | null;
  readonly low: number | null;
  /** Null where it is infinite. */
  readonly high: number | null;
  /** Adjusted for the number of wards. */
  readonly adjusted: number | null;
  /** Shares of its ground. */
  readonly raised: number | null;
  readonly lowered: number | null;
}

export function wardRisk({ number }: LayerColumns): WardRisk {
  return {
    cases: number('cases'),
    controls: number('controls'),
    risk: number('risk'),
    low: number('risk_low'),
    high: number('risk_high'),
    adjusted: number('risk_p_bh'),
    raised: number('raised_share'),
    lowered: number('lowered_share'),
  };
}

/** "2.13", or why there is none. */
export function riskFigure({ cases, controls, risk }: WardRisk): string {
  if (risk !== null) return rateFormat(risk)(risk);
  if (cases === 0 && controls === 0) return 'No cases, no controls';
  return controls === 0 ? 'No controls' : 'Not given';
}

/** "95 % limits 1.05 to 3.90", "95 % limit 1.2 or above"; empty where they are not known. */
export function riskLimits({ risk, low, high }: WardRisk): string {
  if (low === null) return '';
  const format = rateFormat(risk ?? low);
  return high === null ? `95 % limit ${format(low)} or above` : `95 % limits ${format(low)} to ${format(high)}`;
}

/** "more than chance makes (adjusted p 0.012)"; empty where that is not known. */
export function riskChance({ risk, adjusted }: WardRisk): string {
  if (adjusted === null) return '';
  return chanceWords({ isLess: risk !== null && risk < 1, p: adjusted, kind: 'adjusted p', isChance: !isFinding(adjusted) });
}

/** "Raised on 12 % of the ward’s ground, lowered on 0 %, judged place by place."; null where neither is given. */
export function riskGround({ raised, lowered }: WardRisk): string | null {
  if (raised === null || lowered === null) return null;
  return `Raised on ${formatShare(raised)} of the ward’s ground, lowered on ${formatShare(lowered)}, judged place by place.`;
}
