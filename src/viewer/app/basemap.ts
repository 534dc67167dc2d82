// The basemap beneath the density: whichever classes the run has, in its order,
// in colours quiet enough to leave the density the only loud thing.

import type { LayerSpecification, Map } from 'maplibre-gl';
import type { Api, BasemapSummary, Bounds } from './api';
import { aboveDensity, landColour } from './map';

const source = 'basemap';

type Drawing = LayerSpecification & { readonly source: string; readonly 'source-layer': string };

const from = (name: string) => ({ source, 'source-layer': name }) as const;

function fill(name: string, colour: string, minzoom = 0): Drawing {
  return {
    id: `basemap-${name}`,
    type: 'fill',
    ...from(name),
    minzoom,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour },
  };
}

function line(name: string, part: string, colour: string, widths: readonly [number, number], dashes?: number[]): Drawing {
  return {
    id: `basemap-${name}-${part}`,
    type: 'line',
    ...from(name),
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': dashes === undefined ? 'round' : 'butt', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, widths[0], 16, widths[1]],
      ...(dashes !== undefined && { 'line-dasharray': dashes }),
    },
  };
}

const drawings: Readonly<Record<string, (name: string) => readonly Drawing[]>> = {
  land: (name) => [fill(name, landColour)],
  water: (name) => [fill(name, '#d3e0e8'), line(name, 'line', '#a9c5d6', [0.9, 4])],
  green: (name) => [fill(name, '#e6eede')],
  building: (name) => [fill(name, '#e6e3de', 13)],
  road: (name) => [line(name, 'casing', '#c2c0ba', [1.6, 9]), line(name, 'line', '#ffffff', [0.7, 7])],
  rail: (name) => [line(name, 'line', '#a4a8ad', [0.9, 3]), line(name, 'ties', '#f4f4f2', [0.4, 1.8], [3, 3])],
};

/** Places' names would be unreadable under the density, so they lie right above it, beneath all outlines. */
function placeNames(name: string): readonly Drawing[] {
  return [
    {
      id: 'basemap-place',
      type: 'symbol',
      ...from(name),
      layout: {
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': ['Arial Italic', 'Arial', 'Helvetica'],
        'text-size': 11,
        'text-padding': 6,
        'text-max-width': 7,
      },
      paint: { 'text-color': '#5b6772', 'text-halo-color': 'rgba(255,255,255,0.85)', 'text-halo-width': 1.2 },
    },
  ];
}

export function drawsLand(basemap: BasemapSummary | null | undefined): boolean {
  return basemap?.classes.includes('land') ?? false;
}

/** Adds the basemap beneath the density; to be called before the density and the areas are added. */
export function addBasemap(map: Map, api: Api, { tiles, classes }: BasemapSummary, bounds: Bounds): void {
  map.addSource(source, {
    type: 'vector',
    tiles: [api.vectorTiles(tiles)],
    maxzoom: 14,
    bounds: [...bounds] as [number, number, number, number],
  });
  for (const name of classes) for (const drawing of drawings[name]?.(name) ?? []) map.addLayer(drawing, aboveDensity);
  if (classes.includes('place')) for (const drawing of placeNames('place')) map.addLayer(drawing);
}
