// Names of districts and, closer in, of wards: each once, inside the part of
// the area that is in view.

import type { Feature, FeatureCollection, Point as GeoJsonPoint } from 'geojson';
import type { GeoJSONSource, Map, SymbolLayerSpecification } from 'maplibre-gl';
import type { AreaSetSummary, Bounds } from './api';
import { zoomForSpacing, type DrawnAreaSets } from './area_sets';
import { labelAnchor, type Point, type Polygon } from './label_anchor';

const source = 'area-names';
const innerSpacingPx = 110;
/** Zooms after the first ward names at which one ward fills the view and a district's name would stand in for it. */
const outerNamesLast = 2;
const colours = { outer: '#17212b', inner: '#3a4650' } as const;
/** An area with less than this share of the view in sight goes unnamed. */
const leastShareOfView = 0.0004;

type Level = 'outer' | 'inner';

type Names = FeatureCollection<GeoJsonPoint, { name: string; level: Level; area: number }>;

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
    this.#addNames('inner', 24, {
      'text-font': ['Arial', 'Helvetica'],
      'text-size': 11.5,
      'symbol-sort-key': ['-', 0, ['get', 'area']],
    });
    this.#addNames('outer', sets.inner === null ? 24 : this.#innerMinzoom + outerNamesLast, {
      'text-font': ['Arial Bold', 'Arial', 'Helvetica'],
      'text-size': 14,
      // The smaller first: a larger one finds another place more easily.
      'symbol-sort-key': ['get', 'area'],
    });
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

  show(shown: boolean): void {
    for (const level of ['inner', 'outer'] as const) {
      this.#map.setLayoutProperty(`${level}-names`, 'visibility', shown ? 'visible' : 'none');
    }
  }

  #addNames(level: Level, maxzoom: number, letters: NonNullable<SymbolLayerSpecification['layout']>): void {
    this.#map.addLayer({
      id: `${level}-names`,
      type: 'symbol',
      source,
      maxzoom,
      filter: ['==', ['get', 'level'], level],
      layout: {
        'text-field': ['get', 'name'],
        ...letters,
        'text-max-width': 8,
        'text-padding': 4,
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.9,
      },
      paint: { 'text-color': colours[level], 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.6 },
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

  #namesOf(set: AreaSetSummary, level: Level): Names['features'] {
    const bounds = this.#map.getBounds();
    const view: Bounds = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const least = (view[2] - view[0]) * (view[3] - view[1]) * leastShareOfView;
    const pieces = new globalThis.Map<string, { name: string; polygons: Polygon[] }>();
    for (const feature of this.#map.querySourceFeatures(set.id, { sourceLayer: set.id })) {
      const code = String(feature.properties['code']);
      const area = pieces.get(code) ?? { name: String(feature.properties['name'] ?? code), polygons: [] };
      area.polygons.push(...polygonsOf(feature));
      pieces.set(code, area);
    }
    return [...pieces.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { name, polygons }]) => {
        const anchor = labelAnchor(polygons, view);
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

function polygonsOf({ geometry }: Feature): Polygon[] {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  return polygons.map((rings) => rings.map((ring) => ring.map(asPoint)));
}

function asPoint(position: number[]): Point {
  return [position[0] ?? 0, position[1] ?? 0];
}
