// What a link to a view holds, written in the address after "#":
//   #map=<zoom>/<lat>/<lon>&layer=<id>&at=<lon>,<lat>&opacity=<percent>
// Anyone may have written it, so nothing in it is trusted before it is checked.

import type { Position } from './api';

export interface Camera extends Position {
  readonly zoom: number;
}

export interface ViewState {
  readonly camera?: Camera;
  readonly layer?: string;
  /** The place whose figures are shown. */
  readonly at?: Position;
  /** Strength of colour, 0 to 1; 1 is what the style says. */
  readonly opacity?: number;
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

/** Reads what it can; parts that are missing or wrong are left out. */
export function parseViewState(hash: string): ViewState {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const [zoomText, latText, cameraLonText] = (parameters.get('map') ?? '').split('/');
  const zoom = readNumber(zoomText, 0, 24);
  const centre = readPosition(cameraLonText, latText);
  const [lonText, atLatText] = (parameters.get('at') ?? '').split(',');
  const at = readPosition(lonText, atLatText);
  const layer = parameters.get('layer');
  const percent = readNumber(parameters.get('opacity') ?? undefined, 0, 100);
  return {
    ...(zoom !== null && centre !== null && { camera: { zoom, ...centre } }),
    ...(layer !== null && /^[a-z][a-z0-9-]*$/.test(layer) && { layer }),
    ...(at !== null && { at }),
    ...(percent !== null && { opacity: percent / 100 }),
  };
}

const trimmed = (value: number, places: number) => String(Number(value.toFixed(places)));

/** The inverse; opacity 1 goes without saying. */
export function formatViewState({ camera, layer, at, opacity }: ViewState): string {
  const parts: string[] = [];
  if (camera !== undefined) {
    parts.push(`map=${trimmed(camera.zoom, 2)}/${trimmed(camera.lat, 5)}/${trimmed(camera.lon, 5)}`);
  }
  if (layer !== undefined) parts.push(`layer=${layer}`);
  if (at !== undefined) parts.push(`at=${trimmed(at.lon, 6)},${trimmed(at.lat, 6)}`);
  if (opacity !== undefined && opacity !== 1) parts.push(`opacity=${Math.round(opacity * 100)}`);
  return `#${parts.join('&')}`;
}
