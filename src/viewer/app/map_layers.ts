// Everything that is drawn on the map, in its order from below: land and
// basemap, density, hotspots, outlines, names, the ring around a place.

import type { Map } from 'maplibre-gl';
import type { Api, LandingPage } from './api';
import { AreaLabels } from './area_labels';
import { AreaLayers } from './area_layers';
import { drawnAreaSets } from './area_sets';
import { addBasemap, drawsLand } from './basemap';
import { DensityLayer } from './density_layer';
import { HotspotLayer } from './hotspot_layer';
import { PlaceMarker } from './place_marker';

export class MapLayers {
  readonly density: DensityLayer;
  readonly areas: AreaLayers;
  readonly labels: AreaLabels;
  /** Null where the run has none. */
  readonly hotspots: HotspotLayer | null;
  readonly marker: PlaceMarker;
  readonly #map: Map;
  readonly #vectorSources: readonly string[];

  constructor(map: Map, api: Api, landing: LandingPage) {
    const { area_sets, basemap, bounds, hotspots } = landing;
    const sets = drawnAreaSets(area_sets);
    this.#map = map;
    if (basemap != null) addBasemap(map, api, basemap, bounds);
    this.density = new DensityLayer(map, api, 1);
    this.hotspots = hotspots == null ? null : new HotspotLayer(map, api, hotspots.tiles, bounds);
    this.areas = new AreaLayers(map, api, sets, bounds, drawsLand(basemap));
    this.labels = new AreaLabels(map, sets, bounds);
    this.marker = new PlaceMarker(map);
    this.#vectorSources = [...area_sets.map(({ id }) => id), 'basemap', 'hotspots'];
  }

  showBoundaries(shown: boolean): void {
    this.areas.showOutlines(shown);
    this.labels.show(shown);
  }

  /** Asks again for tiles that may have failed. */
  refresh(): void {
    for (const id of this.#vectorSources) if (this.#map.getSource(id) !== undefined) this.#map.refreshTiles(id);
  }
}
