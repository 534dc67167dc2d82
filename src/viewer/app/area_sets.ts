// Which area sets the map draws, and from which zoom.

import type { AreaSetSummary, Bounds } from './api';

export interface DrawnAreaSets {
  /** Sets with children (districts), or the first set where none has a parent. */
  readonly outer: AreaSetSummary | null;
  /** The set whose parent is `outer` (wards). */
  readonly inner: AreaSetSummary | null;
}

export function drawnAreaSets(areaSets: readonly AreaSetSummary[]): DrawnAreaSets {
  for (const inner of areaSets) {
    const outer = areaSets.find((candidate) => candidate.id === inner.parent);
    if (outer !== undefined) return { outer, inner };
  }
  return { outer: areaSets[0] ?? null, inner: null };
}

/** The set that the server names a place's ward from: "wards", else the first that has a parent. */
export function wardAreaSet(areaSets: readonly AreaSetSummary[]): AreaSetSummary | null {
  return areaSets.find(({ id }) => id === 'wards') ?? areaSets.find(({ parent }) => parent != null) ?? null;
}

const metresPerDegree = 111_320;
const equatorMetresPerPixelAtZoom0 = 78_271.517; // MapLibre's world is 512 pixels at zoom 0

/**
 * The zoom from which `count` areas that fill `bounds` stand `spacing` pixels
 * apart on average, between 4 and 14.
 */
export function zoomForSpacing(bounds: Bounds, count: number, spacing: number): number {
  const [west, south, east, north] = bounds;
  const cosLatitude = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const width = (east - west) * metresPerDegree * cosLatitude;
  const height = (north - south) * metresPerDegree;
  const side = Math.sqrt((width * height) / Math.max(count, 1));
  const zoom = Math.log2((equatorMetresPerPixelAtZoom0 * cosLatitude * spacing) / side);
  return Math.min(14, Math.max(4, zoom));
}
