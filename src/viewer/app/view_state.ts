// What a link to a view holds, written in the address after "#":
//   #map=<zoom>/<lat>/<lon>&layer=<id>&kinds=<id>,<id>&sources=<id>,<id>&months=<YYYY-MM>/<YYYY-MM>
//   &window=<YYYY-MM-DD>,<days>&hours=<from>-<to>&days=<mon>,<tue>&at=<lon>,<lat>&hotspots=1&boundaries=0&opacity=<percent>
// Anyone may have written it, so nothing in it is trusted before it is checked.

import type { Position } from './api_types';
import { noFilter, type Filter } from './filter';
import { readDays, readHours, writeHours } from './hours';
import { readMoment, writeMoment } from './moments';
import { readMonths, writeMonths } from './months';

export interface Camera extends Position {
  readonly zoom: number;
}

export interface ViewState {
  readonly camera?: Camera;
  readonly layer?: string;
  readonly filter?: Filter;
  /** The place whose figures are shown. */
  readonly at?: Position;
  readonly hotspots?: boolean;
  readonly boundaries?: boolean;
  /** Strength of colour, 0 to 1; 1 is what the style says. */
  readonly opacity?: number;
}

export interface ReadViewState {
  readonly state: ViewState;
  /** Parameters that could not be read, as they stand in the link. */
  readonly unread: readonly string[];
}

const decimal = /^-?\d{1,3}(\.\d{1,12})?$/;

function readNumber(text: string | undefined, min: number, max: number): number | null {
  if (text === undefined || !decimal.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value : null;
}

function readPosition(lonText: string | undefined, latText: string | undefined): Position | null {
  const lon = readNumber(lonText, -180, 180);
  const lat = readNumber(latText, -90, 90);
  return lon === null || lat === null ? null : { lon, lat };
}

function readCamera(text: string): Camera | undefined {
  const [zoomText, latText, lonText] = text.split('/');
  const zoom = readNumber(zoomText, 0, 24);
  const centre = readPosition(lonText, latText);
  return zoom === null || centre === null ? undefined : { zoom, ...centre };
}

function readAt(text: string): Position | undefined {
  const [lonText, latText] = text.split(',');
  return readPosition(lonText, latText) ?? undefined;
}

const id = /^[a-z][a-z0-9-]*$/;

function readIds(text: string): readonly string[] | undefined {
  const ids = text.split(',');
  return ids.every((one) => id.test(one)) ? [...new Set(ids)] : undefined;
}

function readSwitch(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined;
}

function readOpacity(text: string): number | undefined {
  const percent = readNumber(text, 0, 100);
  return percent === null ? undefined : percent / 100;
}

type Part = Partial<ViewState> | undefined;

const part = <T>(value: T | undefined, made: (value: T) => Part): Part => (value === undefined ? undefined : made(value));
const ofFilter = (wanted: Partial<Filter>): Part => ({ filter: { ...noFilter, ...wanted } });

const readers: Readonly<Record<string, (text: string) => Part>> = {
  map: (text) => part(readCamera(text), (camera) => ({ camera })),
  layer: (text) => (id.test(text) ? { layer: text } : undefined),
  kinds: (text) => part(readIds(text), (categories) => ofFilter({ categories })),
  sources: (text) => part(readIds(text), (sources) => ofFilter({ sources })),
  months: (text) => part(readMonths(text) ?? undefined, (months) => ofFilter({ months })),
  window: (text) => part(readMoment(text) ?? undefined, (moment) => ofFilter({ moment })),
  hours: (text) => part(readHours(text), (hours) => ofFilter({ hours })),
  days: (text) => part(readDays(text), (days) => ofFilter({ days })),
  at: (text) => part(readAt(text), (at) => ({ at })),
  hotspots: (text) => part(readSwitch(text), (hotspots) => ({ hotspots })),
  boundaries: (text) => part(readSwitch(text), (boundaries) => ({ boundaries })),
  opacity: (text) => part(readOpacity(text), (opacity) => ({ opacity })),
};

const filterParts = ['categories', 'sources', 'months', 'moment', 'hours', 'days'] as const;

function mergedFilter(one: Filter | undefined, other: Filter): Filter {
  const merged: Record<string, unknown> = { ...(one ?? noFilter) };
  for (const name of filterParts) if (other[name] !== null) merged[name] = other[name];
  return merged as unknown as Filter;
}

/** Reads what it can; parts that are missing or wrong are left out, and the wrong ones named. */
export function readViewState(hash: string): ReadViewState {
  let state: ViewState = {};
  const unread: string[] = [];
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ''))) {
    const read = readers[name]?.(text);
    if (read === undefined) {
      unread.push(`${name}=${text}`.slice(0, 60));
    } else {
      const { filter, ...others } = read;
      state = { ...state, ...others, ...(filter !== undefined && { filter: mergedFilter(state.filter, filter) }) };
    }
  }
  return { state, unread };
}

export function parseViewState(hash: string): ViewState {
  return readViewState(hash).state;
}

const trimmed = (value: number, places: number) => String(Number(value.toFixed(places)));

function writeFilter({ categories, sources, months, moment, hours, days }: Filter): string[] {
  return [
    ...(categories === null ? [] : [`kinds=${categories.join(',')}`]),
    ...(sources === null ? [] : [`sources=${sources.join(',')}`]),
    ...(months === null ? [] : [`months=${writeMonths(months)}`]),
    ...(moment === null ? [] : [`window=${writeMoment(moment)}`]),
    ...(hours === null ? [] : [`hours=${writeHours(hours)}`]),
    ...(days === null ? [] : [`days=${days.join(',')}`]),
  ];
}

/** The inverse; what goes without saying (full strength, boundaries, no hotspots, no filter) is not written. */
export function formatViewState({ camera, layer, filter, at, hotspots, boundaries, opacity }: ViewState): string {
  const parts: string[] = [];
  if (camera !== undefined) {
    parts.push(`map=${trimmed(camera.zoom, 2)}/${trimmed(camera.lat, 5)}/${trimmed(camera.lon, 5)}`);
  }
  if (layer !== undefined) parts.push(`layer=${layer}`);
  if (filter !== undefined) parts.push(...writeFilter(filter));
  if (at !== undefined) parts.push(`at=${trimmed(at.lon, 6)},${trimmed(at.lat, 6)}`);
  if (hotspots === true) parts.push('hotspots=1');
  if (boundaries === false) parts.push('boundaries=0');
  if (opacity !== undefined && opacity !== 1) parts.push(`opacity=${Math.round(opacity * 100)}`);
  return `#${parts.join('&')}`;
}
