// The count under the filter and its monthly line, for the whole or for one ward.

import { element } from './element';
import { anyMoment } from './filter';
import { capitalised, formatWhole } from './formats';
import { countedNoun, excludedWords } from './filter_words';
import { isRelativeRisk } from './layer_type';
import { monthlyChart } from './monthly_chart';
import { totalOf, type SeriesPair } from './series_query';
import { wordsOf, type ShownView } from './shown_view';

export type SeriesState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly series: SeriesPair }
  | { readonly kind: 'failed'; readonly reason: string };

/** `title`: of what, "Whole area" or a ward's name; `sayTotal`: whether the count stands above the line. */
export function seriesBlock(state: SeriesState, view: ShownView, title: string, sayTotal: boolean): HTMLElement {
  const block = element('section', { class: 'series', 'data-state': state.kind });
  if (state.kind === 'asking') {
    block.append(element('p', { class: 'place-wait' }, 'Counting by month …'));
    return block;
  }
  if (state.kind === 'failed') {
    block.append(element('p', { class: 'place-failure' }, `Counts by month could not be had: ${state.reason}`));
    return block;
  }
  const { filtered } = state.series;
  const excluded = excludedWords(filtered.excluded, view.layer, filtered.area == null ? '' : ' of this ward');
  block.append(
    ...(sayTotal ? [total(state.series, view)] : []),
    ...(excluded === null ? [] : [element('p', { class: 'excluded' }, excluded)]),
    monthlyChart({ months: filtered.months, chosen: view.filter.months, unit: seriesUnit(view, filtered.unit), title }),
  );
  return block;
}

/** "cases per month": of a relative risk the server counts its cases. */
function seriesUnit({ layer }: ShownView, unit: string): string {
  return isRelativeRisk(layer) ? `${countedNoun(layer, 2)} per month` : unit;
}

function total({ filtered }: SeriesPair, view: ShownView): HTMLElement {
  const { period, filter, kept, noun } = wordsOf({ ...view, filter: anyMoment(view.filter) });
  const count = totalOf(filtered, view.filter);
  return element(
    'div',
    { class: 'total' },
    element('p', { class: 'total-label' }, capitalised(filter === null ? noun : `${noun} under the filter`)),
    element('p', { class: 'total-number' }, count === null ? 'Not supplied' : formatWhole(count)),
    element('p', { class: 'total-period' }, kept === null ? period : `${period} · ${kept}`),
  );
}
