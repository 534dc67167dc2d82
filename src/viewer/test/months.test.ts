import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  monthAfter, monthCount, monthNumber, monthOf, monthRangeWords, monthsIn, monthsOfPeriod, readMonths, sharedMonths,
} from '../app/months';
import { gapsBySource, keyTarget, movedHandle, readOut } from '../app/month_slider';

test('months count on across the year', () => {
  assert.equal(monthAfter('2024-12'), '2025-01');
  assert.deepEqual(monthsIn({ first: '2024-11', last: '2025-02' }), ['2024-11', '2024-12', '2025-01', '2025-02']);
  assert.equal(monthCount({ first: '2024-01', last: '2025-12' }), 24);
  for (let number = 23_900; number < 24_400; ++number) assert.equal(monthNumber(monthOf(number)), number);
});

test('only months in order are a range', () => {
  assert.deepEqual(readMonths('2025-01/2025-06'), { first: '2025-01', last: '2025-06' });
  assert.deepEqual(readMonths('2025-01'), { first: '2025-01', last: '2025-01' });
  for (const wrong of ['2025-06/2025-01', '2025-13/2025-14', '2025-00', '', '/', '2025-01/..', '2025-01/2025-02/2025-03']) {
    assert.equal(readMonths(wrong), null, wrong);
  }
});

test('a project file’s period touches whole months', () => {
  assert.deepEqual(monthsOfPeriod('2024/2025'), { first: '2024-01', last: '2025-12' });
  assert.deepEqual(monthsOfPeriod('2025-01-15/2025-02-03'), { first: '2025-01', last: '2025-02' });
  assert.equal(monthsOfPeriod('2025-01/..'), null);
});

test('spans share what lies in both', () => {
  const year = { first: '2025-01', last: '2025-12' };
  assert.deepEqual(sharedMonths(year, { first: '2024-06', last: '2025-03' }), { first: '2025-01', last: '2025-03' });
  assert.equal(sharedMonths(year, { first: '2026-01', last: '2026-03' }), null);
  assert.equal(monthRangeWords(year), 'January 2025 to December 2025');
  assert.equal(monthRangeWords({ first: '2025-03', last: '2025-03' }), 'March 2025');
});

test('handles stop at the span’s ends and at each other', () => {
  const span = { first: '2025-01', last: '2025-12' };
  const chosen = { first: '2025-03', last: '2025-06' };
  const to = (month: string) => monthNumber(month);
  assert.deepEqual(movedHandle(chosen, 'first', to('2024-01'), span), { first: '2025-01', last: '2025-06' });
  assert.deepEqual(movedHandle(chosen, 'first', to('2025-09'), span), { first: '2025-06', last: '2025-06' });
  assert.deepEqual(movedHandle(chosen, 'last', to('2025-01'), span), { first: '2025-03', last: '2025-03' });
  assert.deepEqual(movedHandle(chosen, 'last', to('2027-01'), span), { first: '2025-03', last: '2025-12' });
});

test('keys move a handle by a month, a quarter or to an end', () => {
  const span = { first: '2025-01', last: '2025-12' };
  const at = monthNumber('2025-06');
  const after = (key: string) => keyTarget(key, at, span);
  assert.deepEqual(['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp'].map(after), [at - 1, at + 1, at - 3, at + 3]);
  assert.deepEqual([after('Home'), after('End')], [monthNumber('2025-01'), monthNumber('2025-12')]);
  assert.equal(after('Tab'), null);
});

test('the read-out tells months not supplied from those supplied in part', () => {
  const gaps = new Map([
    ['2025-03', { sources: ['police'], isWhole: true }],
    ['2025-05', { sources: ['ambulance'], isWhole: false }],
    ['2025-11', { sources: ['police'], isWhole: true }],
  ]);
  assert.equal(readOut({ first: '2025-01', last: '2025-04' }, gaps), 'January 2025 to April 2025 · 4 months, 1 not supplied');
  assert.equal(
    readOut({ first: '2025-01', last: '2025-06' }, gaps),
    'January 2025 to June 2025 · 6 months, 1 not supplied, 1 supplied in part',
  );
  assert.equal(readOut({ first: '2025-01', last: '2025-01' }, gaps), 'January 2025 · 1 month');
  assert.deepEqual(gapsBySource(gaps), ['police: March 2025, November 2025', 'ambulance: May 2025']);
});
