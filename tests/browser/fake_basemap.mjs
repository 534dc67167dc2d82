// Basemap and hotspots of the made-up county, as GeoJSON by class.

import { areas, bounds, bumps } from './fake_county.mjs';

const [west, south, east, north] = bounds;
const at = (x, y) => [west + x * (east - west), south + y * (north - south)];

const feature = (type, coordinates, properties = {}) => ({ type: 'Feature', geometry: { type, coordinates }, properties });
const collection = (...features) => ({ type: 'FeatureCollection', features });

function ellipse([x, y], wide, high) {
  const ring = Array.from({ length: 41 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 40;
    return [x + wide * Math.cos(angle) * (1 + 0.12 * Math.sin(3 * angle)), y + high * Math.sin(angle)];
  });
  return [[...ring.slice(0, -1), ring[0]]];
}

function winding(from, to, bend) {
  return Array.from({ length: 31 }, (_, i) => {
    const share = i / 30;
    return at(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]) + bend * Math.sin(share * 9));
  });
}

export const basemap = {
  land: collection(...areas.districts.features.map(({ geometry }) => feature(geometry.type, geometry.coordinates))),
  water: collection(
    feature('Polygon', ellipse(at(0.74, 0.72), 0.05, 0.022), { name: 'Silver Mere' }),
    feature('LineString', winding([0.02, 0.3], [0.98, 0.55], 0.06), { name: 'River Dogger' }),
  ),
  green: collection(
    feature('Polygon', ellipse(at(0.2, 0.75), 0.06, 0.035)),
    feature('Polygon', ellipse(at(0.62, 0.22), 0.05, 0.03)),
  ),
  road: collection(
    feature('LineString', winding([0.02, 0.5], [0.98, 0.4], 0.03)),
    feature('LineString', winding([0.35, 0.02], [0.45, 0.98], 0.02)),
    feature('LineString', winding([0.75, 0.03], [0.6, 0.97], 0.02)),
  ),
  rail: collection(feature('LineString', winding([0.05, 0.1], [0.95, 0.9], 0.01))),
  place: collection(
    ...[['Outer Gabbard', 0.35, 0.5], ['Sandettie', 0.68, 0.68], ['Varne', 0.86, 0.24], ['Galloper', 0.24, 0.88]].map(
      ([name, x, y]) => feature('Point', at(x, y), { name }),
    ),
  ),
};

export const hotspots = collection(
  ...Object.entries(bumps).flatMap(([layer, places]) =>
    places
      .filter(([, , , height]) => height > 5)
      .map(([lon, lat, size, height], i) => feature('Polygon', ellipse([lon, lat], size * 0.75, size * 0.42), { layer, rank: i + 1, count: Math.round(height) })),
  ),
);
