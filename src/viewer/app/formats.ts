// How figures, dates and methods are written for people, in British English.

import type { BandwidthRange } from './api_types';
import { monthAfter, monthNames } from './months';

const threeFigures = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** Three significant figures, whole numbers from 100 on; tiny values as "less than 0.01". */
export function formatDensity(value: number): string {
  if (value === 0) return '0';
  if (value < 0.01) return 'less than 0.01';
  return value >= 100 ? whole.format(value) : threeFigures.format(value);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A clause of the server's with a capital and a full stop. */
export function asSentence(clause: string): string {
  return capitalised(/[.!?]$/.test(clause) ? clause : `${clause}.`);
}

/** With how many decimals a rate has three significant figures: none from 100 on, at most three. */
function rateDecimals(rate: number): number {
  if (rate <= 0) return 2;
  return Math.min(3, Math.max(0, 2 - Math.floor(Math.log10(rate))));
}

/** Numbers to as many decimals as give `rate` three significant figures. */
export function rateFormat(rate: number): (value: number) => string {
  const digits = rateDecimals(rate);
  const figures = new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (value) => (value === 0 ? '0' : figures.format(value));
}

/** Keeps a figure with its "%" and a p-value with its "p" where lines break. */
export function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%').replace(/\bp (?=\d)/g, 'p\u00a0');
}

export function formatWhole(value: number): string {
  return whole.format(value);
}

/** One decimal, cut rather than rounded, so that 99.97 never reads as 100. */
export function formatPercentile(value: number): string {
  return (Math.floor(value * 10 + 1e-9) / 10).toFixed(1);
}

export function formatPosition(position: { readonly lon: number; readonly lat: number }): string {
  const northing = `${Math.abs(position.lat).toFixed(5)}° ${position.lat < 0 ? 'S' : 'N'}`;
  const easting = `${Math.abs(position.lon).toFixed(5)}° ${position.lon < 0 ? 'W' : 'E'}`;
  return `${northing}, ${easting}`;
}

interface Instant {
  readonly year: string;
  readonly rest: string; // "", "January" or "3 January"
}

function readInstant(text: string): Instant | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return null;
  const [, year = '', month, day] = match;
  if (month === undefined) return { year, rest: '' };
  const name = monthNames[Number(month) - 1];
  if (name === undefined) return null;
  return { year, rest: day === undefined ? name : `${Number(day)} ${name}` };
}

const written = ({ year, rest }: Instant) => (rest === '' ? year : `${rest} ${year}`);

/**
 * An interval of the project file in words: "2025-01/2025-12" is
 * "January to December 2025". Both ends are included; ".." is an open end.
 * What cannot be read is returned as it came.
 */
export function formatPeriod(period: string): string {
  const [start = '', end = start] = period.split('/');
  const from = readInstant(start);
  const to = readInstant(end);
  if (start === '..' && to !== null) return `to ${written(to)}`;
  if (end === '..' && from !== null) return `from ${written(from)}`;
  if (from === null || to === null) return period;
  if (start === end) return written(from);
  if (from.year === to.year && from.rest !== '') return `${from.rest} to ${written(to)}`;
  return `${written(from)} to ${written(to)}`;
}

/**
 * "Not supplied: March 2025, May to July 2025" from words or a list of YYYY-MM,
 * months in a row as one span; null where nothing is missing.
 */
export function formatNotSupplied(missing: string | readonly string[] | null | undefined): string | null {
  const spans: string[] = [];
  if (typeof missing === 'string') {
    spans.push(missing.trim().replace(/^not supplied:\s*/i, ''));
  } else if (Array.isArray(missing)) {
    let end: string | null = null;
    for (const month of [...new Set(missing)].sort()) {
      if (end !== null && month === monthAfter(end)) {
        const [start] = (spans.pop() ?? '').split('/');
        spans.push(`${start}/${month}`);
      } else {
        spans.push(month);
      }
      end = month;
    }
  }
  const words = spans.filter((span) => span !== '').map(formatPeriod);
  return words.length === 0 ? null : `Not supplied: ${words.join(', ')}`;
}

export interface Method {
  readonly kernel: string;
  readonly bandwidth_m: number;
  /** In words, where incidents have bandwidths of their own. */
  readonly bandwidth?: string;
  readonly bandwidth_range_m?: BandwidthRange | null;
  readonly weight: string;
}

function kernelWords({ kernel, bandwidth_m, bandwidth }: Omit<Method, 'weight'>): string {
  const metres = `${whole.format(bandwidth_m)} m`;
  const reach = bandwidth ?? (kernel === 'gaussian' ? `standard deviation ${metres}` : `search radius ${metres}`);
  return `${capitalised(kernel)} kernel, ${reach}`;
}

/** Kernel, bandwidth and weight in one line, as an analyst would state them. */
export function formatMethod(method: Method): string {
  const weighted = method.weight === 'count' ? 'every record counts once' : `weighted by ${method.weight}`;
  return `${kernelWords(method)}; ${weighted}.`;
}

/** The same of a relative risk, whose two densities are made alike. */
export function formatRiskMethod(method: Omit<Method, 'weight'>): string {
  return `${kernelWords(method)}, for cases and controls alike.`;
}

/** How far around a place its density looks, to follow the unit. */
export function formatReach({ kernel, bandwidth_m, bandwidth, bandwidth_range_m: range }: Omit<Method, 'weight'>): string {
  const metres =
    range == null ? `${whole.format(bandwidth_m)} m` : `${whole.format(range.smallest)} to ${whole.format(range.largest)} m`;
  if (bandwidth !== undefined) {
    const spread = kernel === 'gaussian' ? 'a standard deviation of its own' : 'a reach of its own';
    return range == null ? `each incident with ${spread}` : `each incident with ${spread}, ${metres}`;
  }
  return kernel === 'gaussian' ? `spread with a standard deviation of ${metres}` : `within ${metres} around it`;
}

/** The words of a possibly marked-up line, as TileJSON attributions may be. */
export function plainText(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|copy|nbsp|#39);/g, (whole, name: string) => entities[name] ?? whole)
    .trim();
}

const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', copy: '©', nbsp: ' ', '#39': "'",
};
