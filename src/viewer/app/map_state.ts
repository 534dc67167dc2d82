// What the map is doing, told on the root element (data-map-state) for styles
// and for tests that wait: "busy" until every tile, outline and name in view is
// drawn, then "idle"; "failed" where there is nothing to draw.

import type { Map } from 'maplibre-gl';

export type MapState = 'busy' | 'idle' | 'failed';

export function setMapState(state: MapState): void {
  document.documentElement.dataset['mapState'] = state;
}

/** `atRest` is asked once the map rests; it answers "busy" where more is to come. */
export function followMapState(map: Map, atRest: () => MapState): void {
  map.on('dataloading', () => setMapState('busy'));
  map.on('movestart', () => setMapState('busy'));
  map.on('resize', () => setMapState('busy'));
  map.on('idle', () => setMapState(atRest()));
}
