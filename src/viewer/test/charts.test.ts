import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Series, SourceSummary } from '../app/api';
import { countTicks } from '../app/chart_axis';
import { locatedShare, supplyOf } from '../app/completeness';
import { linePath, linePoints } from '../app/monthly_chart';
import { wrapped } from '../app/picture_text';
import { scaleBar } from '../app/scale_bar';
import { countableMonths, totalOf } from '../app/series_query';

test('ticks are whole, start at nought and reach the largest count', () => {
  assert.deepEqual(countTicks(485), [0, 200, 400, 600]);
  assert.deepEqual(countTicks(1), [0, 1]);
  assert.deepEqual(countTicks(0), [0, 1]);
  for (let max = 1; max < 3000; ++max) {
    const ticks = countTicks(max);
    assert.ok(ticks.every(Number.isInteger) && (ticks.at(-1) ?? 0) >= max && ticks.length <= 5, `${max}: ${ticks}`);
  }
});

const months: Series['months'] = [
  { month: '2025-01', count: 4, missing: [] },
  { month: '2025-02', count: null, missing: ['police'] },
  { month: '2025-03', count: 8, missing: [] },
  { month: '2025-04', count: 0, missing: ['ambulance'] },
];

test('the line breaks where a month is missing or not chosen', () => {
  const points = linePoints({ months, chosen: null }, 8);
  assert.deepEqual(points.map((point) => point !== null), [true, false, true, true]);
  assert.ok((points[0]?.y ?? 0) > (points[2]?.y ?? 0) && (points[3]?.y ?? 0) > (points[0]?.y ?? 0));
  assert.match(linePath(points), /^M[\d. ]+M[\d. ]+L[\d. ]+$/);
  assert.deepEqual(linePoints({ months, chosen: { first: '2025-03', last: '2025-03' } }, 8).map((point) => point !== null), [false, false, true, false]);
});

test('a month that no source with times supplied is absent under a choice of hours, not nought', () => {
  const ambulance = [{ id: 'ambulance' }];
  assert.deepEqual(countableMonths(months, ambulance).map(({ count }) => count), [4, null, 8, null]);
  assert.deepEqual(countableMonths(months, [...ambulance, { id: 'hospital' }]), months);
  assert.deepEqual(countableMonths(months, []), months);
});

test('a total adds supplied months of the filter; where none is there is no total', () => {
  assert.equal(totalOf({ months }, { months: null }), 12);
  assert.equal(totalOf({ months }, { months: { first: '2025-02', last: '2025-03' } }), 8);
  assert.equal(totalOf({ months }, { months: { first: '2025-02', last: '2025-02' } }), null);
});

test('a missing month has no figures, and a share is cut, never rounded up', () => {
  const source: SourceSummary = {
    id: 'police', kind: 'police', precision: 'month', periods: ['2025-01'], missing_periods: ['2025-02'],
    by_month: [{ month: '2025-01', rows: 200, located: 199 }],
  };
  assert.deepEqual(supplyOf(source, { first: '2025-01', last: '2025-03' }).map(({ isMissing, figures }) => [isMissing, figures?.rows ?? null]), [
    [false, 200], [true, null], [false, null],
  ]);
  assert.equal(locatedShare(200, 199), '99 %');
  assert.equal(locatedShare(1, 1), '100 %');
  assert.equal(locatedShare(0, 0), '–');
});

test('a scale bar is round and fits', () => {
  assert.deepEqual(scaleBar(10, 120), { length: 100, label: '1 km' });
  assert.deepEqual(scaleBar(2, 120), { length: 100, label: '200 m' });
  for (const resolution of [0.3, 0.9, 4.2, 77, 951]) {
    const { length } = scaleBar(resolution, 120);
    assert.ok(length <= 120 + 1e-6 && length > 40, `${resolution}: ${length}`);
  }
});

test('text is wrapped at words', () => {
  const measure = (text: string) => text.length;
  assert.deepEqual(wrapped('one two  three four', 9, measure), ['one two', 'three', 'four']);
  assert.deepEqual(wrapped('unbreakable', 3, measure), ['unbreakable']);
  assert.deepEqual(wrapped('', 3, measure), []);
});
