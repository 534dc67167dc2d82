// OpenLayers on the scenario that the address names.
import Map from 'ol/Map.js';
import View from 'ol/View.js';
import MVT from 'ol/format/MVT.js';
import WMTSCapabilities from 'ol/format/WMTSCapabilities.js';
import ImageLayer from 'ol/layer/Image.js';
import TileLayer from 'ol/layer/Tile.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import { fromLonLat } from 'ol/proj.js';
import ImageWMS from 'ol/source/ImageWMS.js';
import TileJSON from 'ol/source/TileJSON.js';
import TileWMS from 'ol/source/TileWMS.js';
import VectorTile from 'ol/source/VectorTile.js';
import WMTS, { optionsFromCapabilities } from 'ol/source/WMTS.js';
import XYZ from 'ol/source/XYZ.js';
import Fill from 'ol/style/Fill.js';
import Style from 'ol/style/Style.js';

const asked = new URLSearchParams(location.search);
const layer = asked.get('layer');
const tiles = (source) => new TileLayer({ source });
const tileWms = (version) => tiles(new TileWMS({ url: '/wms', params: { LAYERS: layer, VERSION: version }, interpolate: false }));

async function wmts(url) {
  const capabilities = new WMTSCapabilities().read(await (await fetch(url)).text());
  return tiles(new WMTS({ ...optionsFromCapabilities(capabilities, { layer, matrixSet: 'WebMercatorQuad' }), interpolate: false }));
}

const scenarios = {
  tiles: () => tiles(new XYZ({ url: `/tiles/${layer}/{z}/{x}/{y}.png`, maxZoom: 22, interpolate: false })),
  tilejson: () => tiles(new TileJSON({ url: `/tiles/${layer}.json?datetime=2025-01/2025-06`, interpolate: false })),
  'wms 1.1.1': () => tileWms('1.1.1'),
  'wms 1.3.0': () => tileWms('1.3.0'),
  'wms image': () => new ImageLayer({
    source: new ImageWMS({ url: '/wms', params: { LAYERS: layer }, ratio: 1, interpolate: false }),
  }),
  wmts: () => wmts('/wmts/1.0.0/WMTSCapabilities.xml'),
  'wmts kvp': () => wmts('/wmts?SERVICE=WMTS&REQUEST=GetCapabilities'),
  'vector tiles': () => new VectorTileLayer({
    source: new VectorTile({ format: new MVT(), url: '/tiles/wards/{z}/{x}/{y}.mvt', maxZoom: 14 }),
    style: new Style({ fill: new Fill({ color: 'rgb(0, 102, 204)' }) }),
  }),
};

/** A source that reads a document first: nothing is complete before it has come. */
const ready = (source) => new Promise((done) => {
  const look = () => source.getState() === 'loading' || done();
  source.on('change', look);
  look();
});

const drawn = await scenarios[asked.get('scenario')]();
await ready(drawn.getSource());
for (const event of ['tileloaderror', 'imageloaderror']) {
  drawn.getSource().on(event, () => console.error(`${event} of ${asked.get('scenario')}`));
}
const map = new Map({
  target: 'map',
  controls: [],
  interactions: [],
  pixelRatio: 1,
  layers: [drawn],
  view: new View({ center: fromLonLat([Number(asked.get('lon')), Number(asked.get('lat'))]), zoom: Number(asked.get('zoom')) }),
});
map.once('rendercomplete', () => {
  document.documentElement.dataset.mapState = 'drawn';
});
