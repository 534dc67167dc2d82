// Outlines of districts and wards from vector tiles, the one under the pointer
// and the one whose figures are shown standing out.

import { Popup, type ExpressionSpecification, type Map, type MapGeoJSONFeature } from 'maplibre-gl';
import type { Api, AreaSetSummary, Bounds } from './api';
import { zoomForSpacing, type DrawnAreaSets } from './area_sets';
import { aboveDensity, landColour } from './map';

const inkColour = '#22303c';
const innerSpacingPx = 26;

type Mark = 'hover' | 'selected';

export class AreaLayers {
  readonly #map: Map;
  readonly #inner: AreaSetSummary | null;
  readonly #caption = new Popup({
    closeButton: false,
    closeOnClick: false,
    offset: 14,
    className: 'area-caption',
  });
  readonly #marked: Record<Mark, string | null> = { hover: null, selected: null };

  /** `hasLand`: whether a basemap draws the land, which the outer areas stand for otherwise. */
  constructor(map: Map, api: Api, { outer, inner }: DrawnAreaSets, bounds: Bounds, hasLand: boolean) {
    this.#map = map;
    this.#inner = inner;
    for (const set of [outer, inner]) {
      if (set === null) continue;
      map.addSource(set.id, {
        type: 'vector',
        tiles: [api.areaTiles(set.id)],
        promoteId: { [set.id]: 'code' },
        maxzoom: 14,
        bounds: [...bounds] as [number, number, number, number],
      });
    }
    if (outer !== null && !hasLand) this.#addLand(outer);
    const innerMinzoom = zoomForSpacing(bounds, inner?.count ?? 1, innerSpacingPx);
    if (inner !== null) this.#addInner(inner, innerMinzoom);
    if (outer !== null) this.#addOuter(outer);
    if (inner !== null) this.#addMarked(inner, innerMinzoom);
    if (inner !== null) this.#followPointer();
  }

  /** Shows or hides outlines; areas can still be pointed at and marked. */
  showOutlines(shown: boolean): void {
    for (const id of ['inner-outline', 'outer-casing', 'outer-outline']) {
      if (this.#map.getLayer(id) !== undefined) this.#map.setLayoutProperty(id, 'visibility', shown ? 'visible' : 'none');
    }
  }

  /** Marks the inner area with that code as the one whose figures are shown. */
  select(code: string | null): void {
    this.#mark('selected', code);
  }

  #addLand(set: AreaSetSummary): void {
    this.#map.addLayer(
      {
        id: 'land',
        type: 'fill',
        source: set.id,
        'source-layer': set.id,
        paint: { 'fill-color': landColour, 'fill-antialias': false },
      },
      aboveDensity,
    );
  }

  #addInner(set: AreaSetSummary, minzoom: number): void {
    const source = { source: set.id, 'source-layer': set.id, minzoom } as const;
    this.#map.addLayer({ id: 'inner-area', type: 'fill', ...source, paint: { 'fill-opacity': 0 } });
    this.#map.addLayer({
      id: 'inner-outline',
      type: 'line',
      ...source,
      paint: {
        'line-color': '#52606c',
        'line-width': ['interpolate', ['linear'], ['zoom'], minzoom, 0.5, minzoom + 4, 1.2],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], minzoom, 0.35, minzoom + 2, 0.8],
      },
    });
  }

  #addOuter(set: AreaSetSummary): void {
    const source = { source: set.id, 'source-layer': set.id } as const;
    this.#map.addLayer({
      id: 'outer-casing',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': 3.6, 'line-opacity': 0.75 },
    });
    this.#map.addLayer({
      id: 'outer-outline',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': inkColour, 'line-width': 1.5 },
    });
  }

  /** Above all outlines: a district's line must not hide the ward that is meant. */
  #addMarked(set: AreaSetSummary, minzoom: number): void {
    const source = { source: set.id, 'source-layer': set.id, minzoom } as const;
    const marked: ExpressionSpecification = [
      'any',
      ['boolean', ['feature-state', 'hover'], false],
      ['boolean', ['feature-state', 'selected'], false],
    ];
    this.#map.addLayer({
      id: 'inner-marked',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': inkColour,
        'line-width': ['case', ['boolean', ['feature-state', 'selected'], false], 3, 2],
        'line-opacity': ['case', marked, 1, 0],
      },
    });
  }

  #followPointer(): void {
    // A finger has no hover, and a caption beneath it would only cover the map.
    if (!window.matchMedia('(hover: hover)').matches) return;
    this.#map.on('mousemove', 'inner-area', (event) => {
      const feature = event.features?.[0] as MapGeoJSONFeature | undefined;
      const code = feature?.properties['code'];
      if (feature === undefined || typeof code !== 'string') return;
      this.#mark('hover', code);
      this.#caption
        .setLngLat(event.lngLat)
        .setText(String(feature.properties['name'] ?? code))
        .addTo(this.#map);
    });
    this.#map.on('mouseleave', 'inner-area', () => {
      this.#mark('hover', null);
      this.#caption.remove();
    });
    this.#map.on('movestart', () => this.#caption.remove());
  }

  #mark(mark: Mark, code: string | null): void {
    const set = this.#inner;
    const before = this.#marked[mark];
    if (set === null || before === code) return;
    const feature = (id: string) => ({ source: set.id, sourceLayer: set.id, id });
    if (before !== null) this.#map.setFeatureState(feature(before), { [mark]: false });
    if (code !== null) this.#map.setFeatureState(feature(code), { [mark]: true });
    this.#marked[mark] = code;
  }
}
