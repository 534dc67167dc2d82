import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawnAreaSets, wardAreaSet, zoomForSpacing } from '../app/area_sets';

const wards = { id: 'wards', title: 'wards', parent: 'districts', count: 120, top: 10 };
const districts = { id: 'districts', title: 'districts', parent: null, count: 6, top: 10 };
const cells = { id: 'cells', title: 'cells', count: 100_000, top: 10 };

test('the set with children is drawn around the set that has it as parent', () => {
  assert.deepEqual(drawnAreaSets([cells, wards, districts]), { outer: districts, inner: wards });
});

test('without a hierarchy the first set is drawn alone', () => {
  assert.deepEqual(drawnAreaSets([districts, cells]), { outer: districts, inner: null });
  assert.deepEqual(drawnAreaSets([{ ...wards, parent: 'missing' }]).inner, null);
});

test('wards are the set of that name, or else the first with a parent', () => {
  const parishes = { id: 'parishes', title: 'parishes', parent: 'districts', count: 300, top: 10 };
  assert.equal(wardAreaSet([districts, parishes, wards]), wards);
  assert.equal(wardAreaSet([districts, cells, parishes]), parishes);
  assert.equal(wardAreaSet([districts, cells]), null);
});

test('without area sets nothing is drawn', () => {
  assert.deepEqual(drawnAreaSets([]), { outer: null, inner: null });
});

test('areas stand the wanted number of pixels apart at the zoom', () => {
  // One area of a degree squared at the equator: 111.32 km; 78271.517 / 2^z metres a pixel.
  const zoom = zoomForSpacing([0, -0.5, 1, 0.5], 1, 100);
  assert.ok(Math.abs((100 * 78_271.517) / 2 ** zoom - 111_320) < 1);
  // Four times as many areas stand half as far apart: one zoom later.
  assert.ok(Math.abs(zoomForSpacing([0, -0.5, 1, 0.5], 4, 100) - zoom - 1) < 1e-9);
});

test('the zoom stays in a useful range', () => {
  assert.equal(zoomForSpacing([0, 0, 1e-6, 1e-6], 1000, 100), 14);
  assert.equal(zoomForSpacing([-180, -80, 180, 80], 1, 1), 4);
});
