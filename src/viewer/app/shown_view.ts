// What is on the screen: the layer, the filter that fits it, and the words for both.

import type { LandingPage, LayerSummary } from './api_types';
import { isFiltered, type Filter } from './filter';
import { countedNoun, filterWords, periodWords } from './filter_words';

export interface ShownView {
  readonly landing: LandingPage;
  readonly layer: LayerSummary;
  readonly filter: Filter;
}

export interface ViewWords {
  /** "January 2025 to June 2025" */
  readonly period: string;
  /** What the filter keeps; null without a filter. */
  readonly filter: string | null;
  /** The same without its months, which the period names; null where nothing else is chosen. */
  readonly kept: string | null;
  /** "incidents", or "records". */
  readonly noun: string;
}

export function wordsOf({ landing, layer, filter }: ShownView): ViewWords {
  const kept = filterWords({ ...filter, months: null, moment: null }, landing).join(' · ');
  return {
    period: periodWords(layer, filter),
    filter: isFiltered(filter) ? filterWords(filter, landing).join(' · ') : null,
    kept: kept === '' ? null : kept,
    noun: countedNoun(layer, 2),
  };
}
