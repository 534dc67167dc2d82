// The ring around the place whose figures are shown.

import type { GeoJSONSource, Map } from 'maplibre-gl';
import type { Position } from './api';

const id = 'place';

export class PlaceMarker {
  readonly #map: Map;

  constructor(map: Map) {
    this.#map = map;
    map.addSource(id, { type: 'geojson', data: collection(null) });
    for (const [part, radius, colour] of [
      ['casing', 8, '#ffffff'],
      ['ring', 6.5, '#17212b'],
    ] as const) {
      map.addLayer({
        id: `${id}-${part}`,
        type: 'circle',
        source: id,
        paint: {
          'circle-radius': radius,
          'circle-opacity': 0,
          'circle-stroke-color': colour,
          'circle-stroke-width': part === 'casing' ? 3.5 : 2,
        },
      });
    }
  }

  moveTo(position: Position | null): void {
    void (this.#map.getSource(id) as GeoJSONSource).setData(collection(position));
  }
}

function collection(position: Position | null): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features:
      position === null
        ? []
        : [
            {
              type: 'Feature',
              properties: {},
              geometry: { type: 'Point', coordinates: [position.lon, position.lat] },
            },
          ],
  };
}
