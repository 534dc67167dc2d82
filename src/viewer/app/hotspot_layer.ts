// Outlines of the layer's hotspots: those of the whole layer, whatever the filter.

import type { Map } from 'maplibre-gl';
import type { Api, Bounds } from './api';

const source = 'hotspots';
export const hotspotColour = '#0b5cad';
const parts = [
  ['casing', '#ffffff', 4.5],
  ['line', hotspotColour, 2.2],
] as const;

export class HotspotLayer {
  readonly #map: Map;

  constructor(map: Map, api: Api, tiles: string, bounds: Bounds) {
    this.#map = map;
    map.addSource(source, {
      type: 'vector',
      tiles: [api.vectorTiles(tiles)],
      maxzoom: 14,
      bounds: [...bounds] as [number, number, number, number],
    });
    for (const [part, colour, width] of parts) {
      map.addLayer({
        id: `${source}-${part}`,
        type: 'line',
        source,
        'source-layer': source,
        layout: { 'line-join': 'round', visibility: 'none' },
        paint: { 'line-color': colour, 'line-width': width },
      });
    }
  }

  /** `layer` null: none are shown. */
  show(layer: string | null): void {
    for (const [part] of parts) {
      const id = `${source}-${part}`;
      if (layer !== null) this.#map.setFilter(id, ['==', ['get', 'layer'], layer]);
      this.#map.setLayoutProperty(id, 'visibility', layer === null ? 'none' : 'visible');
    }
  }
}
