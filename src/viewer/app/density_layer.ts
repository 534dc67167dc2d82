// The density tiles of the layer that is shown.

import type { Map, RasterTileSource } from 'maplibre-gl';
import { ApiFailure, type Api, type TileJson } from './api';
import { sameFilter, type Filter } from './filter';
import { aboveDensity } from './map';
import { tileAt } from './tile_at';

const id = 'density';

export class DensityLayer {
  readonly #map: Map;
  readonly #api: Api;
  #opacity: number;
  #shown: { readonly layer: string; readonly filter: Filter } | null = null;

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
      tiles: [this.#tiles(layer, filter)],
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
    this.#shown = { layer, filter };
  }

  /** The same layer's next picture, with what is there left standing until it has come. */
  move(layer: string, filter: Filter): void {
    if (this.#shown?.layer !== layer) return;
    this.#shown = { layer, filter };
    this.#map.getSource<RasterTileSource>(id)?.setTiles([this.#tiles(layer, filter)]);
  }

  shows(layer: string, filter: Filter): boolean {
    return this.#shown?.layer === layer && sameFilter(this.#shown.filter, filter);
  }

  /**
   * Ids of the sources that a moving window's density leaves out, as the tile in the map's middle says, which the map
   * draws itself; null, unknown, where that tile fails.
   */
  async leftOutSources(layer: string, filter: Filter, signal: AbortSignal): Promise<readonly string[] | null> {
    if (filter.moment === null) return [];
    const { lng, lat } = this.#map.getCenter().wrap();
    const z = Math.max(0, Math.round(this.#map.getZoom()) + 1);
    try {
      return await this.#api.leftOutSources(layer, this.#ratio(), filter, tileAt({ lon: lng, lat }, z), signal);
    } catch (failure) {
      if (failure instanceof ApiFailure) return null;
      throw failure;
    }
  }

  #ratio(): 1 | 2 {
    return window.devicePixelRatio > 1.25 ? 2 : 1;
  }

  #tiles(layer: string, filter: Filter): string {
    return this.#api.densityTiles(layer, this.#ratio(), filter);
  }

  clear(): void {
    this.#shown = null;
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
