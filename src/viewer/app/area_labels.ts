// Names of districts and, closer in, of wards: each once, inside the part of
// the area that is in view.

import type { Feature, FeatureCollection, Point as GeoJsonPoint } from 'geojson';
import type { GeoJSONSource, Map } from 'maplibre-gl';
import type { AreaSetSummary, Bounds } from './api';
import { zoomForSpacing, type DrawnAreaSets } from './area_sets';
import { labelAnchor, type Point, type Ring } from './label_anchor';

const source = 'area-names';
const innerSpacingPx = 110;
/** An area with less than this share of the view in sight goes unnamed. */
const leastShareOfView = 0.0004;

type Names = FeatureCollection<GeoJsonPoint, { name: string; level: 'outer' | 'inner'; area: number }>;

export class AreaLabels {
  readonly #map: Map;
  readonly #sets: DrawnAreaSets;
  readonly #innerMinzoom: number;
  #written = '';

  constructor(map: Map, sets: DrawnAreaSets, bounds: Bounds) {
    this.#map = map;
    this.#sets = sets;
    this.#innerMinzoom = zoomForSpacing(bounds, sets.inner?.count ?? 1, innerSpacingPx);
    map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    this.#addNames('inner', 11.5, '#3a4650', ['Arial', 'Helvetica']);
    this.#addNames('outer', 14, '#17212b', ['Arial Bold', 'Arial', 'Helvetica']);
  }

  /** Writes the names for the view; answers whether they already stood so. */
  update(): boolean {
    const names = this.#names();
    const text = JSON.stringify(names);
    if (text === this.#written) return true;
    this.#written = text;
    void (this.#map.getSource(source) as GeoJSONSource).setData(names);
    return false;
  }

  #addNames(level: 'outer' | 'inner', size: number, colour: string, font: string[]): void {
    this.#map.addLayer({
      id: `${level}-names`,
      type: 'symbol',
      source,
      filter: ['==', ['get', 'level'], level],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': font,
        'text-size': size,
        'text-max-width': 8,
        'text-padding': 6,
        'symbol-sort-key': ['-', 0, ['get', 'area']],
      },
      paint: { 'text-color': colour, 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.6 },
    });
  }

  #names(): Names {
    const { outer, inner } = this.#sets;
    const near = this.#map.getZoom() >= this.#innerMinzoom;
    return {
      type: 'FeatureCollection',
      features: [
        ...(outer === null ? [] : this.#namesOf(outer, 'outer')),
        ...(inner === null || !near ? [] : this.#namesOf(inner, 'inner')),
      ],
    };
  }

  #namesOf(set: AreaSetSummary, level: 'outer' | 'inner'): Names['features'] {
    const bounds = this.#map.getBounds();
    const view: Bounds = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const least = (view[2] - view[0]) * (view[3] - view[1]) * leastShareOfView;
    const pieces = new globalThis.Map<string, { name: string; rings: Ring[] }>();
    for (const feature of this.#map.querySourceFeatures(set.id, { sourceLayer: set.id })) {
      const code = String(feature.properties['code']);
      const area = pieces.get(code) ?? { name: String(feature.properties['name'] ?? code), rings: [] };
      area.rings.push(...exteriorRings(feature));
      pieces.set(code, area);
    }
    return [...pieces.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { name, rings }]) => {
        const anchor = labelAnchor(rings, view);
        if (anchor === null || anchor.area < least) return [];
        return [
          {
            type: 'Feature' as const,
            geometry: { type: 'Point' as const, coordinates: [...anchor.at] },
            properties: { name, level, area: anchor.area },
          },
        ];
      });
  }
}

function exteriorRings({ geometry }: Feature): Ring[] {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  return polygons.flatMap((rings) => (rings[0] === undefined ? [] : [rings[0].map(asPoint)]));
}

function asPoint(position: number[]): Point {
  return [position[0] ?? 0, position[1] ?? 0];
}
