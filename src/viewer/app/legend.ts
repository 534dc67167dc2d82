// The legend: what is shown, in which unit, over which period, by which method.

import type { Legend, LegendClass } from './api_types';
import { byId, element } from './element';
import { leftOutWords } from './filter_words';
import { asSentence, capitalised, formatDensity, formatMethod, formatRiskMethod, uncapitalised } from './formats';
import { isRelativeRisk } from './layer_type';
import { controlsNotSuppliedWords, notSuppliedWords } from './not_supplied';
import { colourWords, groupWords } from './relative_risk';
import { wordsOf, type ShownView } from './shown_view';

/** A legend, and what is known of the density that it stands for. */
export interface ShownLegend {
  readonly legend: Legend;
  /** Ids of the sources that a moving window leaves out; null where that could not be checked. */
  readonly leftOut: readonly string[] | null;
}

/** What the legend says of data that are not there, a sentence each. */
export function supplyNotes({ legend, leftOut }: ShownLegend, view: ShownView): string[] {
  const missing = notSuppliedWords(legend, view);
  const uncoloured = isRelativeRisk(view.layer) && legend.notice !== undefined ? [asSentence(legend.notice)] : [];
  // A server that tells of cases and controls together has said it all.
  if (isRelativeRisk(view.layer) && typeof legend.not_supplied === 'string') {
    return [...uncoloured, missing, leftOutWords(leftOut)].flatMap((words) => (words === null ? [] : [words]));
  }
  const ofCases = missing === null || !isRelativeRisk(view.layer) ? missing : `Cases: ${uncapitalised(missing)}`;
  return [...uncoloured, ofCases, controlsNotSuppliedWords(view), leftOutWords(leftOut)].flatMap((words) => (words === null ? [] : [words]));
}

/** What the legend says beside its classes, a sentence each; the map's picture says the same. */
export function legendNotes(legend: Legend, view: ShownView): { readonly text: string; readonly isCaution: boolean }[] {
  const { layer } = view;
  const note = legend.note ?? '';
  const plain = [
    ...(note === '' ? [] : [asSentence(note)]),
    ...(isRelativeRisk(layer) ? riskNotes(legend, view) : [uncolouredNote(legend, view)]),
    isRelativeRisk(layer) ? formatRiskMethod(layer) : formatMethod(layer),
  ];
  return [
    ...(layer.records_not_events
      ? [{ text: 'Records, not events: one event may have reached several agencies.', isCaution: true }]
      : []),
    ...plain.map((text) => ({ text, isCaution: false })),
  ];
}

function scaleWords(view: ShownView): string {
  return wordsOf(view).filter === null
    ? 'Colours mean the same at every zoom and under every filter.'
    : 'Colours keep the layer’s own scale: a filter does not change what they mean.';
}

function uncolouredNote({ classes }: Legend, view: ShownView): string {
  const first = classes[0];
  return first === undefined
    ? 'No incident in this layer: there is nothing to colour.'
    : `Uncoloured: below ${lowerFigure(first)}. ${scaleWords(view)}`;
}

function riskNotes(legend: Legend, view: ShownView): string[] {
  return [`${colourWords(legend)} ${scaleWords(view)}`, 'Each place is judged by itself, and only roughly where few incidents are near.', groupWords(view)];
}

/** Fills `container`; swatches follow the CSS variable --density-opacity. What is left out is also said aloud. */
export function renderLegend(container: HTMLElement, shown: ShownLegend, view: ShownView): void {
  const { legend, leftOut } = shown;
  const { period, kept } = wordsOf(view);
  container.replaceChildren(
    element(
      'div',
      { class: 'legend-scale' },
      element('h2', { id: 'legend-heading' }, capitalised(legend.unit)),
      element('p', { class: 'legend-period' }, kept === null ? period : `${period} · ${kept}`),
      ...supplyNotes(shown, view).map((words) => element('p', { class: 'not-supplied' }, words)),
      element('ol', { class: 'legend-classes' }, ...legend.classes.map(classRow)),
    ),
    element(
      'div',
      { class: 'legend-notes' },
      ...legendNotes(legend, view).map(({ text, isCaution }) =>
        element('p', { class: isCaution ? 'legend-caution' : 'legend-note' }, text),
      ),
    ),
  );
  sayLeftOut(leftOut);
}

/** Tells screen readers, wherever the legend is hidden or the reader is. */
export function sayLeftOut(sources: readonly string[] | null): void {
  byId('live-sources').textContent = leftOutWords(sources) ?? '';
}

/** The class's lower bound as its own label rounds it, so that the legend names one figure only. */
export function lowerFigure({ from, label }: Pick<LegendClass, 'from' | 'label'>): string {
  return /^\d[^\s–-]*/.exec(label)?.[0] ?? formatDensity(from);
}

function classRow({ colour, opacity, label }: LegendClass): HTMLLIElement {
  const fill = element('span', { class: 'swatch-fill' });
  fill.style.backgroundColor = /^#[0-9a-f]{3,8}$/i.test(colour) ? colour : 'transparent';
  fill.style.setProperty('--class-opacity', String(opacity));
  return element('li', {}, element('span', { class: 'swatch', 'aria-hidden': 'true' }, fill), label);
}
