// A ward's own figures: count, rate with its limits, rank. They are of the whole
// layer, and are labelled so where a filter counts fewer rows.

import type { LayerSummary } from './api_types';
import { element } from './element';
import { countedNoun } from './filter_words';
import { formatWhole } from './formats';
import { noFilter } from './filter';
import { wordsOf, type ShownView } from './shown_view';
import { residents, writtenRate, type WardFigures } from './ward_figures';

export type WardState =
  | { readonly kind: 'asking' }
  /** `wards`: how many are ranked. */
  | { readonly kind: 'known'; readonly figures: WardFigures; readonly wards: number }
  /** The ward's figures are not to be had: it is only named. */
  | { readonly kind: 'named' };

export function wardBlock(view: ShownView, state: WardState): HTMLElement[] {
  if (state.kind === 'asking') return [element('p', { class: 'place-wait' }, 'Reading the ward’s figures …')];
  if (state.kind === 'named') return [element('p', { class: 'aside' }, 'The ward’s own figures are not to be had.')];
  const filtered = wordsOf(view).filter !== null;
  const { period } = wordsOf({ ...view, filter: noFilter });
  return [
    element('h3', { class: 'ward-basis' }, filtered ? 'Whole layer, not filtered' : 'The whole ward'),
    element('p', { class: 'aside' }, period),
    element('dl', { class: 'stats' }, ...statistics(view.layer, state.figures, state.wards)),
  ];
}

function statistics(layer: LayerSummary, figures: WardFigures, wards: number): HTMLElement[] {
  const rate = writtenRate(figures);
  const { count, rank } = figures;
  return [
    count === null
      ? statistic('Count', 'Not given')
      : statistic('Count', formatWhole(count), `${countedNoun(layer, count)}`),
    rate === null
      ? statistic('Rate', 'No rate', residents(figures))
      : statistic('Rate', rate.rate, 'per 1,000 residents a year', rate.limits),
    ...(rank === null ? [] : [statistic('Rank', formatWhole(rank), `of ${formatWhole(wards)} wards by ${layer.weight}`)]),
    ...(rate === null ? [] : [statistic('Residents', figures.population === null ? 'Not given' : formatWhole(figures.population))]),
  ];
}

function statistic(term: string, figure: string, ...notes: string[]): HTMLElement {
  return element(
    'div',
    { class: 'stat', 'data-stat': term.toLowerCase() },
    element('dt', {}, term),
    element(
      'dd',
      {},
      element('span', { class: /^\d/.test(figure) ? 'stat-figure' : 'stat-figure in-words' }, figure),
      ...notes.filter((note) => note !== '').map((note) => element('span', { class: 'stat-note' }, note)),
    ),
  );
}

/** The figures in one sentence, for those who hear them. */
export function wardSentence(view: ShownView, figures: WardFigures): string {
  const rate = writtenRate(figures);
  const basis = wordsOf(view).filter === null ? '' : 'Without the filter: ';
  const parts = [
    ...(figures.count === null ? [] : [`${formatWhole(figures.count)} ${countedNoun(view.layer, figures.count)}`]),
    ...(rate === null ? [] : [`${rate.rate} per 1,000 residents a year${rate.limits === '' ? '' : `, ${rate.limits}`}`]),
  ];
  return parts.length === 0 ? 'no count or rate is given.' : `${basis}${parts.join('; ')}.`;
}
