// The legend: what is shown, in which unit, over which period, by which method.

import type { LayerSummary, Legend, LegendClass } from './api';
import { element } from './element';
import { capitalised, formatDensity, formatMethod, formatNotSupplied, formatPeriod } from './formats';

/** Fills `container`; swatches follow the CSS variable --density-opacity. */
export function renderLegend(container: HTMLElement, legend: Legend, layer: LayerSummary): void {
  const first = legend.classes[0];
  const missing = formatNotSupplied(legend.not_supplied ?? layer.not_supplied);
  container.replaceChildren(
    element('h2', { id: 'legend-heading' }, legend.title),
    element('p', { class: 'legend-period' }, formatPeriod(legend.period)),
    ...(missing === null ? [] : [element('p', { class: 'not-supplied' }, missing)]),
    element('p', { class: 'legend-unit' }, capitalised(legend.unit)),
    element('ol', { class: 'legend-classes' }, ...[...legend.classes].reverse().map(classRow)),
    ...(first === undefined
      ? [element('p', { class: 'legend-note' }, 'No incident in this layer: there is nothing to colour.')]
      : [element('p', { class: 'legend-note' }, `Uncoloured: below ${lowerFigure(first)}. Colours mean the same at every zoom.`)]),
    ...(layer.records_not_events
      ? [element('p', { class: 'legend-caution' }, 'Records, not events: one event may have reached several agencies.')]
      : []),
    element('p', { class: 'legend-note' }, formatMethod(layer)),
  );
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
