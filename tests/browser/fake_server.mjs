// A stand-in for heatward's server that can be put into states which the real
// one is hard to bring to at will: no run yet, no layers, tiles that fail, a
// proxy prefix, gone. It answers the same addresses with the same shapes.
//
// Run by itself it serves the fake county to look at:  node fake_server.mjs [PORT]

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areaAt, areas, bounds, classesOf, densityAt, layers, wardProperties } from './fake_county.mjs';
import { riskLayer, riskLegend, riskPoint, withEvidence, withRisk } from './fake_evidence.mjs';
import { basemap, hotspots } from './fake_basemap.mjs';
import { categories, keptRows, keptShare, leftOutSources, notSupplied, readFilter, seriesOf, sources } from './fake_incidents.mjs';
import { encodePng } from './fake_png.mjs';

const viewer = new URL('../../src/viewer/', import.meta.url);
const { GeoJSONVT } = await import(new URL('node_modules/@maplibre/geojson-vt/dist/geojson-vt.mjs', viewer));
const { fromGeojsonVt } = await import(new URL('node_modules/@maplibre/vt-pbf/dist/index.es.js', viewer));

const contentSecurityPolicy =
  "default-src 'self'; worker-src blob:; child-src blob:; img-src 'self' data: blob:; " +
  "style-src 'self' 'unsafe-inline'; connect-src 'self'";

const staticFiles = {
  '': ['index.html', 'text/html; charset=utf-8'],
  'viewer.js': ['viewer.js', 'text/javascript; charset=utf-8'],
  'viewer.css': ['viewer.css', 'text/css; charset=utf-8'],
};

const indexed = (collections) =>
  Object.fromEntries(Object.entries(collections).map(([id, data]) => [id, new GeoJSONVT(data, { maxZoom: 14, buffer: 64 })]));

/** By the tiles' name: the MVT layers that they hold. */
const tileSets = {
  wards: indexed({ wards: areas.wards }),
  districts: indexed({ districts: areas.districts }),
  basemap: indexed(basemap),
  hotspots: indexed({ hotspots }),
};

const json = (value, status = 200) => ({ status, type: 'application/json', body: JSON.stringify(value) });
const problem = (status, title, detail) => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title, status, detail }),
});

function landingPage({ state, run }) {
  if (state === 'no-run') {
    return problem(503, 'No run yet', 'Nothing has been built yet: run heatward build, then load this page again.');
  }
  return json({
    title: 'Serious violence in Doggerland',
    description: 'A made-up county',
    marking: 'OFFICIAL-SENSITIVE',
    run,
    tier: state === 'partner' ? 'partner' : 'analyst',
    generated_by: 'heatward 0.1.0',
    links: [],
    layers: layersOf(state),
    ...(state !== 'older' && {
      categories,
      sources: state === 'partner' ? sources.map(({ by_month: _, ...source }) => source) : sources,
      basemap: { tiles: 'tiles/basemap/{z}/{x}/{y}.mvt', classes: Object.keys(basemap) },
      hotspots: { tiles: 'tiles/hotspots/{z}/{x}/{y}.mvt' },
    }),
    area_sets: [
      { id: 'wards', title: 'wards', parent: 'districts', tiles: 'tiles/wards/{z}/{x}/{y}.mvt', count: 120, top: 10 },
      { id: 'districts', title: 'districts', parent: null, tiles: 'tiles/districts/{z}/{x}/{y}.mvt', count: 6, top: 10 },
    ],
    bounds,
  });
}

function layersOf(state) {
  if (state === 'no-layers') return [];
  if (state === 'older') return layers.map(withoutNewer);
  return state === 'evidence' ? layers.map(withRisk) : layers;
}

const isRisk = (layer, { state }) => state === 'evidence' && layer === riskLayer;

/** A layer as servers before this contract describe it. */
function withoutNewer({ months: _, combine: __, ...layer }) {
  return layer;
}

const layerOf = (wanted) => layers.find(({ id }) => id === wanted);

function tileJson(layer) {
  return json({
    tilejson: '3.0.0',
    // Another origin on purpose: the viewer must not follow it.
    tiles: [`http://tiles.invalid/${layer}/{z}/{x}/{y}.png`],
    minzoom: 0,
    maxzoom: 16,
    bounds,
    attribution: 'Sources: police.uk street-level archive, Doggerland Ambulance &amp; Rescue',
  });
}

function legend(layer, server, filter) {
  const { title, period, unit } = layerOf(layer);
  const density = { layer, title, unit, period, not_supplied: notSupplied(layerOf(layer), filter), classes: classesOf(layer), zero: 'transparent' };
  return json(isRisk(layer, server) ? riskLegend(density) : density);
}

function point(layer, lon, lat, server, filter) {
  const { state } = server;
  const district = areaAt('districts', [lon, lat]);
  const share = keptShare(layerOf(layer), filter);
  const density = district === null || state === 'no-density' ? null : densityAt(layer, lon, lat) * share;
  const answer = json({
    density,
    ...(state === 'no-density' && { reason: 'no source supplied this period' }),
    unit: layerOf(layer).unit,
    percentile: density === null ? null : 100 * (1 - Math.exp(-density / 12)),
    inside_study_area: district !== null,
    ward: areaAt('wards', [lon, lat]),
    district,
    ...(isRisk(layer, server) && riskPoint),
  });
  return { ...answer, excluded: keptRows(layerOf(layer), filter).excluded, leftOut: leftOutSources(filter) };
}

function series(layer, code, { state }, filter) {
  if (state === 'partner') return problem(403, 'Forbidden', 'Series are for analysts.');
  const ward = code === undefined ? null : areas.wards.features.find(({ properties }) => properties.code === code)?.properties;
  if (ward === undefined) return problem(404, 'Not found', `No area ${code}; the nearest is E05000001.`);
  const area = ward === null ? null : { set: 'wards', code: ward.code, name: ward.name };
  return json(seriesOf(layer, area, filter));
}

function wardItem(code, { state }) {
  const properties = wardProperties(code);
  if (properties === null) return problem(404, 'Not found', `No ward ${code}.`);
  return json({ type: 'Feature', id: code, geometry: null, properties: state === 'evidence' ? withEvidence(properties) : properties });
}

function densityTile(layer, z, x, y, size, filter) {
  const leftOut = leftOutSources(filter);
  const share = keptShare(layerOf(layer), { ...filter, source: filter.source.filter((id) => !leftOut.includes(id)) });
  const classes = classesOf(layer).map(({ from, colour, opacity }) => ({
    from,
    rgba: [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(Math.round(opacity * 255)),
  }));
  const rgba = new Uint8Array(size * size * 4);
  const world = 2 ** z;
  for (let row = 0; row < size; ++row) {
    const mercator = Math.PI * (1 - (2 * (y + (row + 0.5) / size)) / world);
    const lat = (Math.atan(Math.sinh(mercator)) * 180) / Math.PI;
    for (let column = 0; column < size; ++column) {
      const lon = ((x + (column + 0.5) / size) / world) * 360 - 180;
      const density = share * densityAt(layer, lon, lat);
      const found = classes.filter(({ from }) => density >= from).at(-1);
      if (found) rgba.set(found.rgba, (row * size + column) * 4);
    }
  }
  return { status: 200, type: 'image/png', body: encodePng(rgba, size), leftOut };
}

function vectorTile(name, z, x, y, { state }) {
  const parts = Object.entries(tileSets[name]).flatMap(([id, index]) => {
    const tile = index.getTile(z, x, y);
    if (!tile || tile.features.length === 0) return [];
    const features = tile.features.map((feature) =>
      state === 'nameless' ? { ...feature, tags: { ...feature.tags, name: '' } } : feature,
    );
    return [[id, { ...tile, features }]];
  });
  if (parts.length === 0) return { status: 204, type: null, body: '' };
  const body = fromGeojsonVt(Object.fromEntries(parts), { version: 2, extent: 4096 });
  return { status: 200, type: 'application/vnd.mapbox-vector-tile', body: Buffer.from(body) };
}

const layerIds = layers.map(({ id }) => id).join('|');
const routes = [
  [new RegExp(`^tiles/(${layerIds})\\.json$`), (m) => tileJson(m[1])],
  [new RegExp(`^legend/(${layerIds})\\.json$`), (m, server, filter) => legend(m[1], server, filter)],
  [
    new RegExp(`^point/(${layerIds})/([-\\d.]+),([-\\d.]+)$`),
    (m, server, filter) => point(m[1], Number(m[2]), Number(m[3]), server, filter),
  ],
  [new RegExp(`^series/(${layerIds})(?:/(\\w+))?$`), (m, server, filter) => series(m[1], m[2], server, filter)],
  [/^collections\/(wards)\/items\/(\w+)$/, (m, server) => wardItem(m[2], server)],
  [
    new RegExp(`^tiles/(${layerIds})/(\\d+)/(\\d+)/(\\d+)(@2x)?\\.png$`),
    (m, server, filter) => densityTile(m[1], Number(m[2]), Number(m[3]), Number(m[4]), m[5] ? 512 : 256, filter),
  ],
  [
    /^tiles\/(wards|districts|basemap|hotspots)\/(\d+)\/(\d+)\/(\d+)\.mvt$/,
    (m, server) => vectorTile(m[1], Number(m[2]), Number(m[3]), Number(m[4]), server),
  ],
];

/** The route's answer under the query's filter, which is refused where it is wrong. */
function filtered(match, answer, server, parameters) {
  const layer = layerOf(match[1]);
  if (layer === undefined) return answer(match, server, null);
  // Counts have no instant, as the server's contract says.
  const filter = match[0].startsWith('series/') && parameters.has('at') ? 'at' : readFilter(parameters, layer);
  if (typeof filter === 'string') return problem(400, 'Bad request', `The parameter ${filter} is wrong.`);
  return answer(match, server, filter);
}

export class FakeServer {
  /**
   * "ready", "no-run", "no-layers", "nameless" (areas without names), "no-density" (at any place), "older" (a landing
   * page without the newer members), "partner" (a tier that has no series) or "evidence" (wards told from chance, and a
   * layer of relative risk).
   */
  state = 'ready';
  run = '5f3c9a0172b4d8e6';
  /** Requests whose path matches are answered 500. */
  failing = null;
  #server;
  #prefix;
  #dist;

  constructor({ prefix = '/', dist = process.env.HEATWARD_VIEWER_DIST || fileURLToPath(new URL('dist/', viewer)) } = {}) {
    this.#prefix = prefix;
    this.#dist = dist;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Listens on loopback and answers the page's address. */
  async start(port = 0) {
    await new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.#server.address().port}${this.#prefix}`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request, response) {
    const { status, type, body, excluded, leftOut = [] } = await this.#answer(new URL(request.url, 'http://127.0.0.1'));
    response.writeHead(status, {
      ...(type && { 'Content-Type': type }),
      ...(excluded !== undefined && { 'X-Heatward-Excluded': String(excluded) }),
      ...(leftOut.length > 0 && { 'X-Heatward-Left-Out-Sources': leftOut.join(', ') }),
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    response.end(body);
  }

  async #answer({ pathname, searchParams }) {
    if (!pathname.startsWith(this.#prefix)) return problem(404, 'Not found', pathname);
    const path = decodeURIComponent(pathname.slice(this.#prefix.length));
    if (this.failing?.test(path)) return problem(500, 'Internal error', 'This answer fails on purpose.');
    if (path === '' && searchParams.get('f') === 'json') return landingPage(this);
    if (path in staticFiles) {
      const [name, type] = staticFiles[path];
      return { status: 200, type, body: await readFile(join(this.#dist, name)) };
    }
    const pinned = searchParams.get('run');
    if (pinned !== null && pinned !== this.run) return problem(404, 'Not found', `Run ${pinned} is kept no longer.`);
    for (const [pattern, answer] of routes) {
      const match = pattern.exec(path);
      if (match) return filtered(match, answer, this, searchParams);
    }
    return problem(404, 'Not found', `Nothing is served at ${path}.`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`serving ${await new FakeServer().start(Number(process.argv[2] ?? 0))}`);
}
