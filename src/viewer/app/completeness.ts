// What each source supplied, month by month: rows, how many have a place, and
// months that are missing. As small bars, and in full as a table.

import type { SourceMonth, SourceSummary } from './api_types';
import { element } from './element';
import { formatWhole } from './formats';
import { monthName, monthsIn, type Month, type MonthRange } from './months';
import { hatching, svg } from './svg';

export interface MonthSupply {
  readonly month: Month;
  readonly isMissing: boolean;
  /** Null where the source supplies no such month, or the server does not say. */
  readonly figures: SourceMonth | null;
}

export function supplyOf(source: SourceSummary, span: MonthRange): MonthSupply[] {
  const figures = new Map((source.by_month ?? []).map((one) => [one.month, one]));
  return monthsIn(span).map((month) => ({
    month,
    isMissing: source.missing_periods.includes(month),
    figures: source.missing_periods.includes(month) ? null : (figures.get(month) ?? null),
  }));
}

/** "97 %", cut, so that 100 % is every row; a dash where there are no rows. */
export function locatedShare(rows: number, located: number): string {
  return rows === 0 ? '–' : `${Math.floor((100 * located) / rows + 1e-9)} %`;
}

/** Fills `box`, or hides it where no source says what it supplied. */
export function renderCompleteness(box: HTMLElement, sources: readonly SourceSummary[], span: MonthRange | null): void {
  const told = sources.filter(({ by_month }) => by_month !== undefined);
  box.hidden = told.length === 0 || span === null;
  if (span === null) return;
  box.replaceChildren(
    element('h3', { id: 'supplied-heading' }, 'What was supplied'),
    element(
      'p',
      { class: 'aside' },
      'Rows of each month, all kinds. Dark: with a place, drawn on the map; pale: without.',
    ),
    ...told.map((source) => sourceRow(source, span)),
    table(told, span),
  );
}

function sourceRow(source: SourceSummary, span: MonthRange): HTMLElement {
  const supply = supplyOf(source, span);
  const rows = supply.reduce((sum, { figures }) => sum + (figures?.rows ?? 0), 0);
  const located = supply.reduce((sum, { figures }) => sum + (figures?.located ?? 0), 0);
  const missing = supply.filter(({ isMissing }) => isMissing).length;
  return element(
    'div',
    { class: 'supply-row' },
    element('span', { class: 'supply-name' }, source.id),
    element('span', { class: 'supply-figures' }, `${formatWhole(rows)} rows, ${locatedShare(rows, located)} with a place`),
    bars(source.id, supply),
    ...(missing === 0 ? [] : [element('span', { class: 'not-supplied' }, `${missing} ${missing === 1 ? 'month' : 'months'} not supplied`)]),
  );
}

const width = 348;
const height = 30;

function bars(id: string, supply: readonly MonthSupply[]): SVGSVGElement {
  const most = Math.max(1, ...supply.map(({ figures }) => figures?.rows ?? 0));
  const step = width / Math.max(1, supply.length);
  const gap = Math.min(2, step / 5);
  const hatch = hatching();
  const bar = (i: number, share: number, shape: Record<string, string>, label: string) => {
    const tall = height * share;
    return svg('rect', { x: i * step, y: height - tall, width: step - gap, height: tall, ...shape }, svg('title', {}, label));
  };
  return svg(
    'svg',
    { class: 'supply-bars', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `Rows of ${id} by month; the figures follow as a table.` },
    hatch.definition,
    ...supply.flatMap(({ month, isMissing, figures }, i) => {
      if (isMissing) return [bar(i, 1, { fill: hatch.fill }, `${monthName(month)}: not supplied`)];
      if (figures === null) return [];
      const label = `${monthName(month)}: ${formatWhole(figures.rows)} rows, ${formatWhole(figures.located)} with a place`;
      return [
        bar(i, figures.rows / most, { class: 'unlocated' }, label),
        bar(i, figures.located / most, { class: 'located' }, label),
      ];
    }),
    svg('line', { class: 'base', x1: 0, x2: width, y1: height, y2: height }),
  );
}

function table(sources: readonly SourceSummary[], span: MonthRange): HTMLElement {
  const supplies = sources.map((source) => supplyOf(source, span));
  const heading = (text: string) => element('th', { scope: 'col' }, text);
  const rows = monthsIn(span).map((month, i) =>
    element('tr', {}, element('th', { scope: 'row' }, monthName(month)), ...supplies.flatMap((supply) => cells(supply[i]))),
  );
  return element(
    'details',
    { class: 'chart-table' },
    element('summary', {}, 'Figures as a table'),
    element(
      'div',
      { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'What was supplied, as a table' },
      element(
        'table',
        {},
        element('caption', { class: 'visually-hidden' }, 'Rows by source and month, and how many have a place'),
        element('thead', {}, element('tr', {}, heading('Month'), ...sources.flatMap(({ id }) => [heading(`${id}, rows`), heading('with a place')]))),
        element('tbody', {}, ...rows),
      ),
    ),
  );
}

function cells(supply: MonthSupply | undefined): HTMLElement[] {
  if (supply?.isMissing === true) return [element('td', { colspan: '2', class: 'missing' }, 'not supplied')];
  if (supply === undefined || supply.figures === null) return [element('td', {}, '–'), element('td', {}, '–')];
  const { rows, located } = supply.figures;
  return [element('td', {}, formatWhole(rows)), element('td', {}, `${formatWhole(located)} (${locatedShare(rows, located)})`)];
}
