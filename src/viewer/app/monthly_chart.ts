// The monthly line: one point a month, a gap where a month was not supplied, and
// the same figures as a table for those who cannot see the line.

import type { SeriesMonth } from './api_types';
import { countTicks } from './chart_axis';
import { element } from './element';
import { formatWhole } from './formats';
import { holdsMonth, monthName, monthNames, type MonthRange } from './months';
import { hatching, svg } from './svg';

export interface MonthlyFigures {
  readonly months: readonly SeriesMonth[];
  /** The months that are counted; null: all of them. */
  readonly chosen: MonthRange | null;
  /** "incidents per month" */
  readonly unit: string;
  /** Of what: "Whole area", a ward's name. */
  readonly title: string;
}

const width = 348;
const height = 142;
const plot = { left: 38, right: 6, top: 14, bottom: 34 } as const;
const plotWidth = width - plot.left - plot.right;
const plotHeight = height - plot.top - plot.bottom;

/** A point of the line, null where the line has a gap. */
export type LinePoint = { readonly x: number; readonly y: number; readonly month: SeriesMonth } | null;

/** Where the line passes, within the plot; months outside `chosen` and those not supplied are gaps. */
export function linePoints({ months, chosen }: Pick<MonthlyFigures, 'months' | 'chosen'>, top: number): LinePoint[] {
  const step = plotWidth / Math.max(1, months.length);
  return months.map((month, i) => {
    if (month.count === null || (chosen !== null && !holdsMonth(chosen, month.month))) return null;
    return { x: plot.left + (i + 0.5) * step, y: plot.top + plotHeight * (1 - month.count / top), month };
  });
}

/** SVG path data: a line a run of points, each gap a new start. */
export function linePath(points: readonly LinePoint[]): string {
  let isOpen = false;
  return points
    .map((point) => {
      if (point === null) {
        isOpen = false;
        return '';
      }
      const command = isOpen ? 'L' : 'M';
      isOpen = true;
      return `${command}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    })
    .join('');
}

export function monthlyChart(figures: MonthlyFigures): HTMLElement {
  const notes = gapNotes(figures.months);
  return element(
    'figure',
    { class: 'monthly' },
    element('figcaption', { class: 'chart-title' }, `${figures.unit.charAt(0).toUpperCase()}${figures.unit.slice(1)}`),
    drawing(figures),
    ...(notes === '' ? [] : [element('p', { class: 'not-supplied chart-note' }, element('span', { class: 'hatch-key', 'aria-hidden': 'true' }), `Not supplied: ${notes}`)]),
    table(figures),
  );
}

function drawing(figures: MonthlyFigures): SVGSVGElement {
  const counts = figures.months.flatMap(({ count }) => (count === null ? [] : [count]));
  const ticks = countTicks(Math.max(0, ...counts));
  const top = ticks.at(-1) ?? 1;
  const points = linePoints(figures, top);
  const hatch = hatching();
  return svg(
    'svg',
    { class: 'monthly-line', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary(figures) },
    hatch.definition,
    ...bands(figures, hatch.fill),
    ...ticks.flatMap((tick) => gridLine(tick, top)),
    ...monthLabels(figures.months),
    svg('path', { class: 'line', d: linePath(points) }),
    ...points.flatMap((point) => (point === null ? [] : [dot(point, figures.months.length)])),
    ...peakLabel(points),
  );
}

function summary({ months, chosen, unit, title }: MonthlyFigures): string {
  const counted = months.filter(({ month, count }) => count !== null && (chosen === null || holdsMonth(chosen, month)));
  if (counted.length === 0) return `${title}: no month was supplied.`;
  const counts = counted.map(({ count }) => count ?? 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `${title}, ${unit}: between ${formatWhole(least)} and ${formatWhole(most)} in ${counted.length} months. The figures follow as a table.`;
}

function gapNotes(months: readonly SeriesMonth[]): string {
  return months
    .filter(({ missing }) => missing.length > 0)
    .map(({ month, missing }) => `${monthName(month)} (${missing.join(', ')})`)
    .join('; ');
}

function bands({ months, chosen }: MonthlyFigures, hatch: string): SVGElement[] {
  const step = plotWidth / Math.max(1, months.length);
  return months.flatMap(({ month, count, missing }, i) => {
    const box = { x: plot.left + i * step, width: step };
    if (chosen !== null && !holdsMonth(chosen, month)) {
      return [svg('rect', { ...box, y: plot.top, height: plotHeight, class: 'not-chosen' })];
    }
    if (missing.length === 0) return [];
    const isWhole = count === null;
    return [svg('rect', { ...box, y: isWhole ? plot.top : plot.top + plotHeight - 7, height: isWhole ? plotHeight : 7, fill: hatch })];
  });
}

function gridLine(tick: number, top: number): SVGElement[] {
  const y = plot.top + plotHeight * (1 - tick / top);
  return [
    svg('line', { class: tick === 0 ? 'base' : 'grid', x1: plot.left, x2: width - plot.right, y1: y, y2: y }),
    svg('text', { class: 'tick', x: plot.left - 6, y: y + 3.5, 'text-anchor': 'end' }, formatWhole(tick)),
  ];
}

function monthLabels(months: readonly SeriesMonth[]): SVGElement[] {
  const step = plotWidth / Math.max(1, months.length);
  const base = plot.top + plotHeight;
  const wide = step >= 14;
  return months.flatMap(({ month }, i) => {
    const x = plot.left + (i + 0.5) * step;
    const number = Number(month.slice(5, 7));
    const isYearStart = number === 1 || (i === 0 && (wide || number <= 7));
    const edge = plot.left + i * step;
    return [
      ...(wide ? [svg('text', { class: 'tick', x, y: base + 14, 'text-anchor': 'middle' }, (monthNames[number - 1] ?? '').charAt(0))] : []),
      ...(!wide && number === 1 ? [svg('line', { class: 'base', x1: edge, x2: edge, y1: base, y2: base + 6 })] : []),
      ...(isYearStart ? [svg('text', { class: 'tick year', x: wide ? x - 3 : edge + 2, y: base + (wide ? 28 : 16) }, month.slice(0, 4))] : []),
    ];
  });
}

function dot({ x, y, month }: NonNullable<LinePoint>, count: number): SVGElement {
  const note = month.missing.length === 0 ? '' : `, without ${month.missing.join(', ')}`;
  return svg(
    'circle',
    { class: month.missing.length === 0 ? 'dot' : 'dot in-part', cx: x.toFixed(1), cy: y.toFixed(1), r: count > 30 ? 1.6 : 2.8 },
    svg('title', {}, `${monthName(month.month)}: ${formatWhole(month.count ?? 0)}${note}`),
  );
}

function peakLabel(points: readonly LinePoint[]): SVGElement[] {
  const peak = points.reduce<LinePoint>((best, point) => (point !== null && (best === null || point.y < best.y) ? point : best), null);
  if (peak === null || peak.month.count === 0) return [];
  const x = Math.min(width - 14, Math.max(plot.left + 12, peak.x));
  return [svg('text', { class: 'peak', x, y: peak.y - 6, 'text-anchor': 'middle' }, formatWhole(peak.month.count ?? 0))];
}

function table({ months, chosen, unit, title }: MonthlyFigures): HTMLElement {
  const rows = months
    .filter(({ month }) => chosen === null || holdsMonth(chosen, month))
    .map(({ month, count, missing }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, monthName(month)),
        element('td', {}, count === null ? 'not supplied' : formatWhole(count)),
        element('td', {}, count === null || missing.length === 0 ? '' : `without ${missing.join(', ')}`),
      ),
    );
  return element(
    'details',
    { class: 'chart-table' },
    element('summary', {}, 'Figures as a table'),
    element(
      'table',
      {},
      element('caption', { class: 'visually-hidden' }, `${title}, ${unit}`),
      element('thead', {}, element('tr', {}, ...['Month', 'Count', 'Remark'].map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, ...rows),
    ),
  );
}
