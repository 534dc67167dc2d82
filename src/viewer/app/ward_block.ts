// A ward's own figures: count, rate with its limits, rank, and what tells them
// from chance; of a relative risk cases, controls and risk. They are of the whole
// layer, and are labelled so where a filter counts fewer rows.

import type { AreaProperties, LayerSummary } from './api_types';
import { layerColumns } from './area_columns';
import { element } from './element';
import { evidenceBlock } from './evidence_block';
import { countedNoun } from './filter_words';
import { formatWhole, unbroken } from './formats';
import { noFilter } from './filter';
import { isRelativeRisk } from './layer_type';
import { wordsOf, type ShownView } from './shown_view';
import { comparedWithAll, monthsMissingWords, overTime, rankNotes } from './ward_evidence';
import { residents, wardFigures, writtenRate } from './ward_figures';
import { riskChance, riskFigure, riskGround, riskLimits, wardRisk } from './ward_risk';

export type WardState =
  | { readonly kind: 'asking' }
  /** `wards`: how many are ranked; `top`: how many of them count as the top. */
  | { readonly kind: 'known'; readonly properties: AreaProperties; readonly wards: number; readonly top: number | undefined }
  /** The ward's figures are not to be had: it is only named. */
  | { readonly kind: 'named' };

type Known = Extract<WardState, { kind: 'known' }>;

export function wardBlock(view: ShownView, state: WardState): HTMLElement[] {
  if (state.kind === 'asking') return [element('p', { class: 'place-wait' }, 'Reading the ward’s figures …')];
  if (state.kind === 'named') return [element('p', { class: 'aside' }, 'The ward’s own figures are not to be had.')];
  const filtered = wordsOf(view).filter !== null;
  const { period } = wordsOf({ ...view, filter: noFilter });
  const missing = monthsMissingWords(layerColumns(state.properties, view.layer));
  return [
    element('h3', { class: 'ward-basis' }, filtered ? 'Whole layer, not filtered' : 'The whole ward'),
    element('p', { class: 'aside' }, period),
    ...(missing === null ? [] : [element('p', { class: 'not-supplied' }, missing)]),
    ...(isRelativeRisk(view.layer) ? riskFigures(view.layer, state) : densityFigures(view.layer, state)),
  ];
}

function densityFigures(layer: LayerSummary, state: Known): HTMLElement[] {
  const columns = layerColumns(state.properties, layer);
  return [
    element('dl', { class: 'stats' }, ...statistics(layer, state)),
    ...evidenceBlock('Compared with all wards', comparedWithAll(columns, state.top)),
    ...evidenceBlock('Change over time', overTime(columns)),
  ];
}

function statistics(layer: LayerSummary, { properties, wards, top }: Known): HTMLElement[] {
  const figures = wardFigures(properties, layer);
  const rate = writtenRate(figures);
  const { count, rank } = figures;
  const ranked = rankNotes(layerColumns(properties, layer), top);
  return [
    count === null
      ? statistic('Count', 'Not given')
      : statistic('Count', formatWhole(count), `${countedNoun(layer, count)}`),
    rate === null
      ? statistic('Rate', 'No rate', residents(figures))
      : statistic('Rate', rate.rate, 'per 1,000 residents a year', rate.limits),
    ...(rank === null ? [] : [statistic('Rank', formatWhole(rank), `of ${formatWhole(wards)} wards by ${layer.weight}`, ...ranked)]),
    ...(rate === null ? [] : [statistic('Residents', figures.population === null ? 'Not given' : formatWhole(figures.population))]),
  ];
}

function riskFigures(layer: LayerSummary, { properties }: Known): HTMLElement[] {
  const risk = wardRisk(layerColumns(properties, layer));
  const counted = (count: number | null) => (count === null ? 'Not given' : formatWhole(count));
  const ground = riskGround(risk);
  return [
    element(
      'dl',
      { class: 'stats' },
      statistic('Cases', counted(risk.cases)),
      statistic('Controls', counted(risk.controls)),
      statistic('Relative risk', riskFigure(risk), 'its share of all cases over its share of all controls', riskLimits(risk), riskChance(risk)),
    ),
    ...(ground === null ? [] : [element('p', { class: 'aside risk-ground' }, unbroken(ground))]),
  ];
}

function statistic(term: string, figure: string, ...notes: string[]): HTMLElement {
  return element(
    'div',
    { class: 'stat', 'data-stat': term.toLowerCase().replaceAll(' ', '-') },
    element('dt', {}, term),
    element(
      'dd',
      {},
      element('span', { class: /^\d/.test(figure) ? 'stat-figure' : 'stat-figure in-words' }, figure),
      ...notes.filter((note) => note !== '').map((note) => element('span', { class: 'stat-note' }, unbroken(note))),
    ),
  );
}

/** The figures in one sentence, for those who hear them. */
export function wardSentence(view: ShownView, properties: AreaProperties): string {
  const parts = isRelativeRisk(view.layer) ? riskParts(view, properties) : densityParts(view, properties);
  const basis = wordsOf(view).filter === null ? '' : 'Without the filter: ';
  const missing = monthsMissingWords(layerColumns(properties, view.layer));
  const said = parts.length === 0 ? 'no count or rate is given.' : `${basis}${parts.join('; ')}.`;
  return missing === null ? said : `${said} ${missing}`;
}

function densityParts({ layer }: ShownView, properties: AreaProperties): string[] {
  const figures = wardFigures(properties, layer);
  const rate = writtenRate(figures);
  return [
    ...(figures.count === null ? [] : [`${formatWhole(figures.count)} ${countedNoun(layer, figures.count)}`]),
    ...(rate === null ? [] : [`${rate.rate} per 1,000 residents a year${rate.limits === '' ? '' : `, ${rate.limits}`}`]),
  ];
}

function riskParts({ layer }: ShownView, properties: AreaProperties): string[] {
  const risk = wardRisk(layerColumns(properties, layer));
  const ratio = risk.risk === null ? [] : [`relative risk ${riskFigure(risk)}`];
  return [
    ...(risk.cases === null ? [] : [`${formatWhole(risk.cases)} ${countedNoun(layer, risk.cases)}`]),
    ...(risk.controls === null ? [] : [`${formatWhole(risk.controls)} ${risk.controls === 1 ? 'control' : 'controls'}`]),
    ...[...ratio, riskLimits(risk), riskChance(risk)].filter((part) => part !== ''),
  ];
}
