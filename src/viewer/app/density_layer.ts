// The density tiles of the layer that is shown.

import type { Map } from 'maplibre-gl';
import type { Api, TileJson } from './api';
import type { Filter } from './filter';
import { aboveDensity } from './map';

const id = 'density';

export class DensityLayer {
  readonly #map: Map;
  readonly #api: Api;
  #opacity: number;

  constructor(map: Map, api: Api, opacity: number) {
    this.#map = map;
    this.#api = api;
    this.#opacity = opacity;
  }

  /** Replaces what is shown: one layer's colours never stand under another's legend. */
  show(layer: string, filter: Filter, { minzoom, maxzoom, bounds }: TileJson): void {
    this.clear();
    this.#map.addSource(id, {
      type: 'raster',
      tiles: [this.#api.densityTiles(layer, window.devicePixelRatio > 1.25 ? 2 : 1, filter)],
      tileSize: 256,
      ...(minzoom !== undefined && { minzoom }),
      ...(maxzoom !== undefined && { maxzoom }),
      ...(bounds !== undefined && { bounds: [...bounds] as [number, number, number, number] }),
    });
    this.#map.addLayer(
      {
        id,
        type: 'raster',
        source: id,
        paint: { 'raster-opacity': this.#opacity, 'raster-fade-duration': 0 },
      },
      aboveDensity,
    );
  }

  clear(): void {
    if (this.#map.getLayer(id) !== undefined) this.#map.removeLayer(id);
    if (this.#map.getSource(id) !== undefined) this.#map.removeSource(id);
  }

  setOpacity(opacity: number): void {
    this.#opacity = opacity;
    if (this.#map.getLayer(id) !== undefined) {
      this.#map.setPaintProperty(id, 'raster-opacity', opacity);
    }
  }
}
