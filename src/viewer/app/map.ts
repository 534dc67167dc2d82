// The map itself: an empty British-grey sheet with controls, no data yet.

import { Map, NavigationControl, ScaleControl, type PaddingOptions, type StyleSpecification } from 'maplibre-gl';
import type { Bounds } from './api';
import type { Camera } from './view_state';

/** Layers inserted before this one lie under outlines and names. */
export const aboveDensity = 'above-density';

export const landColour = '#fcfcfb';
const seaColour = '#e3e6e8';

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
      ? { bounds: [west, south, east, north], fitBoundsOptions: { padding: clearOfPanels(container) } }
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

/** Room at the edges, so that no panel covers the study area where the window is wide enough. */
function clearOfPanels({ clientWidth }: HTMLElement): PaddingOptions {
  const edge = 28;
  return { top: edge, right: edge, bottom: edge, left: clientWidth > 900 ? 318 + edge : edge };
}
