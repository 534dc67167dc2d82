// MapLibre on the scenario that the address names.
import maplibregl from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';

const asked = new URLSearchParams(location.search);
const layer = asked.get('layer');
const origin = location.origin;
const raster = (source) => ({
  sources: { drawn: { type: 'raster', tileSize: 256, ...source } },
  layers: [{ id: 'drawn', type: 'raster', source: 'drawn', paint: { 'raster-fade-duration': 0, 'raster-resampling': 'nearest' } }],
});
const wms = `${origin}/wms?SERVICE=WMS&REQUEST=GetMap&VERSION=1.1.1&LAYERS=${layer}&STYLES=&FORMAT=image/png&TRANSPARENT=TRUE`
  + '&SRS=EPSG:3857&WIDTH=256&HEIGHT=256&BBOX={bbox-epsg-3857}';

const scenarios = {
  tiles: () => raster({ tiles: [`${origin}/tiles/${layer}/{z}/{x}/{y}.png`], maxzoom: 22 }),
  tilejson: () => raster({ url: `${origin}/tiles/${layer}.json?datetime=2025-01/2025-06` }),
  wms: () => raster({ tiles: [wms] }),
  'vector tiles': () => ({
    sources: { wards: { type: 'vector', url: `${origin}/tiles/wards.json` } },
    layers: [{
      id: 'wards', type: 'fill', source: 'wards', 'source-layer': 'wards',
      paint: { 'fill-antialias': false, 'fill-color': ['case', ['has', 'code'], 'rgb(0, 102, 204)', 'rgb(255, 0, 0)'] },
    }],
  }),
};

const map = new maplibregl.Map({
  container: 'map',
  style: { version: 8, ...scenarios[asked.get('scenario')]() },
  center: [Number(asked.get('lon')), Number(asked.get('lat'))],
  zoom: Number(asked.get('zoom')) - 1, // its zooms count tiles of 512 pixels
  attributionControl: false,
  interactive: false,
  canvasContextAttributes: { antialias: false, preserveDrawingBuffer: true },
});
map.on('error', ({ error }) => console.error(String(error)));
map.once('idle', () => {
  document.documentElement.dataset.mapState = 'drawn';
});
