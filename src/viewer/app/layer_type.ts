// Which figures a layer has.

import type { LayerSummary } from './api_types';

/** Cases against controls, in place of a density. */
export function isRelativeRisk({ type }: Pick<LayerSummary, 'type'>): boolean {
  return type === 'relative-risk';
}
