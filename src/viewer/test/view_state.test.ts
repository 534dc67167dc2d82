import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noFilter } from '../app/filter';
import { formatViewState, parseViewState, readViewState, type ViewState } from '../app/view_state';

test('a view survives its own link', () => {
  const view: ViewState = {
    camera: { zoom: 11.25, lat: 52.20512, lon: -0.12345 },
    layer: 'knife-crime',
    at: { lon: 0.123456, lat: 52.2 },
    opacity: 0.65,
  };
  const hash = formatViewState(view);
  assert.equal(hash, '#map=11.25/52.20512/-0.12345&layer=knife-crime&at=0.123456,52.2&opacity=65');
  assert.deepEqual(parseViewState(hash), view);
});

test('a filter and what is drawn survive their own link', () => {
  const view: ViewState = {
    layer: 'violence',
    filter: {
      categories: ['robbery', 'knife-crime'],
      sources: ['ambulance'],
      months: { first: '2025-01', last: '2025-06' }, moment: null,
      hours: { from: 22, to: 4 },
      days: ['fri', 'sat'],
    },
    hotspots: true,
    boundaries: false,
  };
  const hash = formatViewState(view);
  assert.equal(
    hash,
    '#layer=violence&kinds=robbery,knife-crime&sources=ambulance&months=2025-01/2025-06&hours=22-04&days=fri,sat&hotspots=1&boundaries=0',
  );
  assert.deepEqual(readViewState(hash), { state: view, unread: [] });
  assert.equal(formatViewState({ layer: 'violence', filter: noFilter, hotspots: false, boundaries: true }), '#layer=violence');
});

test('what could not be read is named', () => {
  const { state, unread } = readViewState('#layer=violence&hours=22-22&kinds=a,B&colour=red&months=2025-06/2025-01&days=fri,fun&hotspots=yes');
  assert.deepEqual(state, { layer: 'violence' });
  assert.deepEqual(unread, ['hours=22-22', 'kinds=a,B', 'colour=red', 'months=2025-06/2025-01', 'days=fri,fun', 'hotspots=yes']);
});

test('full strength is not written', () => {
  assert.equal(formatViewState({ layer: 'violence', opacity: 1 }), '#layer=violence');
});

test('an empty link says nothing', () => {
  assert.deepEqual(parseViewState(''), {});
  assert.deepEqual(parseViewState('#'), {});
});

test('wrong parts are left out and the others kept', () => {
  for (const part of [
    'map=99/52/0', 'map=9/95/0', 'map=9/52', 'map=a/b/c', 'map=9/52/181', 'map=1e1/52/0', 'map=//',
    'at=0', 'at=181,52', 'at=,', 'at=0,52;drop', 'opacity=101', 'opacity=-1', 'opacity=', 'opacity=NaN',
    'layer=Violence', 'layer=../secret', 'layer=', 'layer=<b>',
  ]) {
    const good = part.startsWith('layer') ? 'opacity=50' : 'layer=violence';
    const expected = part.startsWith('layer') ? { opacity: 0.5 } : { layer: 'violence' };
    assert.deepEqual(parseViewState(`#${part}&${good}`), expected, part);
  }
});
