import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Api, ApiFailure } from '../app/api';
import { noFilter } from '../app/filter';

let server: Server;
let base: string;
const asked: string[] = [];
let answer: { status: number; body: string } = { status: 200, body: '{}' };

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/heat/`;
});

after(() => server.close());

const never = new AbortController().signal;
const failure = (kind: string, message: RegExp) => (thrown: unknown) =>
  thrown instanceof ApiFailure && thrown.kind === kind && message.test(thrown.message);

test('every address lies under the page’s own folder', async () => {
  const api = new Api(base);
  asked.length = 0;
  answer = { status: 200, body: '{"layers":[],"area_sets":[],"classes":[]}' };
  await api.landingPage();
  await api.tileJson('violence');
  await api.legend('violence');
  await api.point('violence', { lon: -0.12345678, lat: 52.2 }, never);
  assert.deepEqual(asked, [
    '/heat/?f=json',
    '/heat/tiles/violence.json',
    '/heat/legend/violence.json',
    '/heat/point/violence/-0.123457,52.2',
  ]);
  assert.equal(api.densityTiles('violence', 1), `${base}tiles/violence/{z}/{x}/{y}.png`);
  assert.equal(api.densityTiles('violence', 2), `${base}tiles/violence/{z}/{x}/{y}@2x.png`);
  assert.equal(api.areaTiles('wards'), `${base}tiles/wards/{z}/{x}/{y}.mvt`);
});

test('a pinned run stands on every address but the landing page', async () => {
  const api = new Api(base).pinnedTo('0123456789abcdef');
  asked.length = 0;
  answer = { status: 200, body: '{"classes":[],"properties":{}}' };
  await api.areaProperties('wards', 'E05 1/2', never);
  assert.equal(asked[0], '/heat/collections/wards/items/E05%201%2F2?run=0123456789abcdef');
  await api.tileJson('violence');
  await api.legend('violence');
  await api.point('violence', { lon: 0, lat: 52 }, never);
  const addresses = [...asked, api.densityTiles('violence', 2), api.areaTiles('wards')];
  assert.equal(addresses.length, 6);
  for (const address of addresses) assert.match(address, /\?run=0123456789abcdef$/);
});

test('a filter stands on every address that takes it, and leaves the others alone', async () => {
  const api = new Api(base).pinnedTo('0123456789abcdef');
  const filter = { ...noFilter, months: { first: '2025-01', last: '2025-06' }, categories: ['a', 'b'], hours: { from: 22, to: 4 } };
  const query = '?datetime=2025-01/2025-06&category=a,b&hours=22-04&run=0123456789abcdef';
  asked.length = 0;
  answer = { status: 200, body: JSON.stringify({ classes: [], properties: {}, months: [], weekday_hours: new Array(7).fill([]) }) };
  await api.tileJson('violence', filter);
  await api.legend('violence', filter);
  await api.point('violence', { lon: 0, lat: 52 }, never, filter);
  await api.series('violence', null, filter, never);
  await api.series('violence', 'E05 1', filter, never);
  await api.areaProperties('wards', 'E05', never);
  assert.deepEqual(asked, [
    `/heat/tiles/violence.json${query}`,
    `/heat/legend/violence.json${query}`,
    `/heat/point/violence/0,52${query}`,
    `/heat/series/violence${query}`,
    `/heat/series/violence/E05%201${query}`,
    '/heat/collections/wards/items/E05?run=0123456789abcdef',
  ]);
  assert.equal(api.densityTiles('violence', 1, filter), `${base}tiles/violence/{z}/{x}/{y}.png${query}`);
});

test('tiles that a landing page names stay below the page’s folder', () => {
  const api = new Api(base);
  assert.equal(api.vectorTiles('tiles/basemap/{z}/{x}/{y}.mvt'), `${base}tiles/basemap/{z}/{x}/{y}.mvt`);
  for (const path of ['https://elsewhere.invalid/{z}/{x}/{y}.mvt', '//elsewhere.invalid/{z}/{x}/{y}.mvt', '../tiles/a/{z}/{x}/{y}.mvt', '/x']) {
    assert.throws(() => api.vectorTiles(path), ApiFailure, path);
  }
});

test('a tiny longitude is not written with an exponent', async () => {
  asked.length = 0;
  answer = { status: 200, body: '{}' };
  await new Api(base).point('violence', { lon: -1e-7, lat: 51.5 }, never);
  assert.deepEqual(asked, ['/heat/point/violence/0,51.5']);
  asked.length = 0;
  await new Api(base).point('violence', { lon: 0.000002, lat: 51.5 }, never);
  assert.deepEqual(asked, ['/heat/point/violence/0.000002,51.5']);
});

test('a problem’s detail becomes the reason', async () => {
  const api = new Api(base);
  answer = { status: 503, body: '{"title":"No run","detail":"Build first."}' };
  await assert.rejects(api.landingPage(), failure('not_ready', /^Build first\.$/));
  answer = { status: 403, body: '{"title":"Forbidden"}' };
  await assert.rejects(api.legend('violence'), failure('refused', /^Forbidden$/));
  answer = { status: 502, body: '<html>' };
  await assert.rejects(api.tileJson('violence'), failure('rejected', /502/));
});

test('an answer that is not what was agreed is said to be so', async () => {
  const api = new Api(base);
  for (const body of ['', '[', 'null', '3', '{}', '{"layers":{}}']) {
    answer = { status: 200, body };
    await assert.rejects(api.landingPage(), failure('malformed', /./), body);
    await assert.rejects(api.areaProperties('wards', 'E05', never), failure('malformed', /./), body);
  }
});

test('no server is a reason too', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  await assert.rejects(new Api(`http://127.0.0.1:${port}/`).landingPage(), failure('unreachable', /cannot be reached/));
});

test('an abort is passed on as an abort', async () => {
  const asking = new AbortController();
  const reason = new Error('overtaken');
  asking.abort(reason);
  await assert.rejects(new Api(base).point('violence', { lon: 0, lat: 52 }, asking.signal), reason);
});
