// The map itself: an empty British-grey sheet with controls, no data yet.

import { Map, NavigationControl, ScaleControl, type StyleSpecification } from 'maplibre-gl';
import type { Bounds, Position } from './api';
import type { Camera } from './view_state';

/** Layers inserted before this one lie under outlines and names. */
export const aboveDensity = 'above-density';

export const landColour = '#f9f8f5';
const seaColour = '#e3e6e8';

/** Room around the study area, in pixels. */
const edge = 24;

// No `glyphs`: MapLibre then draws letters from the reader's own fonts.
const emptyStyle: StyleSpecification = {
  version: 8,
  sources: {},
  layers: [
    { id: 'background', type: 'background', paint: { 'background-color': seaColour } },
    { id: aboveDensity, type: 'background', layout: { visibility: 'none' } },
  ],
};

/** Throws where the browser has no WebGL. */
export function createMap(container: HTMLElement, bounds: Bounds, camera: Camera | undefined): Map {
  const [west, south, east, north] = bounds;
  const map = new Map({
    container,
    style: emptyStyle,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 18,
    fadeDuration: 0,
    ...(camera === undefined
      ? { bounds: [west, south, east, north], fitBoundsOptions: { padding: edge } }
      : { center: [camera.lon, camera.lat], zoom: camera.zoom }),
    locale: {
      'Map.Title': 'Map of density',
      'NavigationControl.ZoomIn': 'Zoom in',
      'NavigationControl.ZoomOut': 'Zoom out',
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-right');
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  map.getCanvas().setAttribute('aria-describedby', 'map-keys');
  return map;
}

/** Once the legend has its height, the map has its own: the study area is fitted to that. */
export function fitWhole(map: Map, [west, south, east, north]: Bounds): void {
  map.resize();
  map.fitBounds([west, south, east, north], { padding: edge, animate: false });
}

/** Moves the map so that a place that a sheet has come to cover is seen again. */
export function keepInSight(map: Map, { lon, lat }: Position): void {
  map.resize();
  const { x, y } = map.project([lon, lat]);
  const { clientWidth, clientHeight } = map.getContainer();
  if (x > 0 && x < clientWidth && y > edge && y < clientHeight - edge) return;
  map.panTo([lon, lat], { animate: false });
}
