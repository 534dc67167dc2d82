// Leaflet on the scenario that the address names.
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';

const asked = new URLSearchParams(location.search);
const layer = asked.get('layer');
const wms = (options) => L.tileLayer.wms('/wms', { layers: layer, format: 'image/png', transparent: true, ...options });

const scenarios = {
  tiles: () => L.tileLayer(`/tiles/${layer}/{z}/{x}/{y}.png`, { maxZoom: 22 }),
  filtered: () => L.tileLayer(`/tiles/${layer}/{z}/{x}/{y}.png?datetime={months}`, { maxZoom: 22, months: '2025-01/2025-06' }),
  'wms 1.1.1': () => wms({ version: '1.1.1' }),
  'wms 1.3.0': () => wms({ version: '1.3.0' }),
  'wms 1.3.0 in degrees': () => wms({ version: '1.3.0' }),
};
const scenario = asked.get('scenario');
const isInDegrees = scenario.endsWith('degrees');

const map = L.map('map', {
  zoomControl: false,
  attributionControl: false,
  fadeAnimation: false,
  zoomAnimation: false,
  crs: isInDegrees ? L.CRS.EPSG4326 : L.CRS.EPSG3857,
});
const drawn = scenarios[scenario]();
drawn.on('tileerror', ({ tile }) => console.error(`tile failed: ${tile.src}`));
// "load": all tiles in view have come.
drawn.on('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  document.documentElement.dataset.mapState = 'drawn';
})));
map.setView([Number(asked.get('lat')), Number(asked.get('lon'))], Number(asked.get('zoom')) - (isInDegrees ? 1 : 0), { animate: false });
drawn.addTo(map);
