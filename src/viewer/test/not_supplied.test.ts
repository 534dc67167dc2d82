import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Map } from 'maplibre-gl';
import { ApiFailure, type Api } from '../app/api';
import type { LandingPage, LayerSummary } from '../app/api_types';
import { DensityLayer } from '../app/density_layer';
import { noFilter } from '../app/filter';
import { leftOutWords } from '../app/filter_words';
import { monthsTouched } from '../app/moments';
import { notSuppliedWords } from '../app/not_supplied';

const source = (id: string, missing_periods: string[]) => ({ id, kind: id, precision: 'day' as const, periods: [], missing_periods });
const layer = {
  id: 'assaults',
  period: '2025',
  months: { first: '2025-01', last: '2025-12' },
  sources: ['police', 'ambulance'],
  not_supplied: 'ambulance: March to April 2025; police: November 2025',
} as unknown as LayerSummary;
const landing = { sources: [source('police', ['2025-11']), source('ambulance', ['2025-03', '2025-04'])] } as unknown as LandingPage;
const about = (day: string, span = 30) => ({ landing, layer, filter: { ...noFilter, moment: { day, span } } });

test('a window touches the months of its first and last day', () => {
  assert.deepEqual(monthsTouched({ day: '2025-03-31', span: 30 }), { first: '2025-03', last: '2025-04' });
  assert.deepEqual(monthsTouched({ day: '2025-03-31', span: 31 }), { first: '2025-02', last: '2025-05' });
  assert.deepEqual(monthsTouched({ day: '2024-12-31', span: 1 }), { first: '2024-12', last: '2025-01' });
});

test('without a filter the whole period counts, by the legend or else the landing page', () => {
  const view = { landing, layer, filter: noFilter };
  assert.equal(notSuppliedWords({}, view), 'Not supplied: ambulance: March to April 2025; police: November 2025');
  assert.equal(notSuppliedWords({ not_supplied: ['2025-11'] }, view), 'Not supplied: November 2025');
});

test('under a window only the months that it touches count, with its legend or before it has come', () => {
  for (const told of [{}, null]) {
    assert.equal(notSuppliedWords(told, about('2025-06-15')), null);
    assert.equal(notSuppliedWords(told, about('2025-05-15')), 'Not supplied: ambulance: April 2025');
    assert.equal(notSuppliedWords(told, about('2025-03-31')), 'Not supplied: ambulance: March to April 2025');
    assert.equal(notSuppliedWords(told, about('2025-07-01', 366)), 'Not supplied: police: November 2025; ambulance: March to April 2025');
    const { filter } = about('2025-04-15');
    assert.equal(notSuppliedWords(told, { landing, layer, filter: { ...filter, sources: ['ambulance'] } }), 'Not supplied: March to April 2025');
  }
  assert.equal(notSuppliedWords({ not_supplied: 'ambulance: April 2025' }, about('2025-05-15')), 'Not supplied: ambulance: April 2025');
});

test('a source that is chosen answers for its own months alone', () => {
  const of = (id: string) => notSuppliedWords({}, { landing, layer, filter: { ...noFilter, sources: [id] } });
  assert.equal(of('police'), 'Not supplied: November 2025');
  assert.equal(of('ambulance'), 'Not supplied: March to April 2025');
  const complete = { sources: [source('police', []), ...(landing.sources ?? []).slice(1)] } as unknown as LandingPage;
  assert.equal(notSuppliedWords({}, { landing: complete, layer, filter: { ...noFilter, sources: ['police'] } }), null);
});

test('months are cut alike, also where sources are not described', () => {
  const filter = { ...noFilter, months: { first: '2025-04', last: '2025-06' } };
  assert.equal(notSuppliedWords({}, { landing, layer, filter }), 'Not supplied: ambulance: April 2025');
  const { sources: _, ...older } = landing;
  assert.equal(notSuppliedWords({ not_supplied: ['2025-03', '2025-04', '2025-11'] }, { landing: older, layer, filter }), 'Not supplied: April 2025');
});

test('a tile that fails does not pass for nothing left out', async () => {
  const map = { getCenter: () => ({ wrap: () => ({ lng: -1, lat: 52 }) }), getZoom: () => 9 } as unknown as Map;
  const filter = { ...noFilter, moment: { day: '2025-03-31', span: 30 } };
  const answers = (leftOutSources: () => Promise<readonly string[]>) => {
    const density = new DensityLayer(map, { leftOutSources } as unknown as Api, 1);
    return density.leftOutSources('assaults', filter, new AbortController().signal);
  };
  Object.assign(globalThis, { window: { devicePixelRatio: 1 } });
  assert.equal(await answers(() => Promise.reject(new ApiFailure('not_ready', 'busy', 503))), null);
  assert.deepEqual(await answers(() => Promise.resolve(['ambulance'])), ['ambulance']);
  assert.deepEqual(await answers(() => Promise.resolve([])), []);
  assert.equal(leftOutWords(null), 'It could not be checked which sources are left out.');
});

test('sources that are left out are named in a sentence', () => {
  assert.equal(leftOutWords([]), null);
  assert.equal(leftOutWords(['ambulance']), 'Ambulance is left out: it supplied too little of this window.');
  assert.equal(leftOutWords(['ambulance', 'hospital']), 'Ambulance and hospital are left out: they supplied too little of this window.');
});
