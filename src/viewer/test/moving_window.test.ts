import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterParameters, noFilter } from '../app/filter';
import { dayNumber, dayOf, daysOf, momentWords, readMoment, writeMoment } from '../app/moments';
import { nextDay } from '../app/moving_window';
import { formatViewState, parseViewState } from '../app/view_state';

test('days are counted across months and leap years', () => {
  assert.equal(dayNumber('1970-01-02'), 1);
  assert.equal(dayNumber('2024-03-01') - dayNumber('2024-02-28'), 2);
  assert.equal(dayOf(dayNumber('2025-12-31') + 1), '2026-01-01');
  const { first, last } = daysOf({ first: '2025-01', last: '2025-12' });
  assert.deepEqual([dayOf(first), dayOf(last)], ['2025-01-01', '2025-12-31']);
});

test('a moment is read as it is written, and nothing else', () => {
  const moment = { day: '2025-06-15', span: 30 };
  assert.deepEqual(readMoment(writeMoment(moment)), moment);
  for (const text of ['', '2025-06-15', '2025-02-30,30', '2025-06-15,0', '2025-06-15,367', '2025-06-15,1.5', '2025-06,30', '2025-06-15,30,1']) {
    assert.equal(readMoment(text), null, text);
  }
  assert.equal(momentWords(moment), '15 June 2025 ± 30 days');
  assert.equal(momentWords({ day: '2025-06-05', span: 1 }), '5 June 2025 ± 1 day');
});

test('tiles are asked for with the window in place of months, and links keep it', () => {
  const filter = { ...noFilter, moment: { day: '2025-06-15', span: 30 }, days: ['fri'] as const };
  assert.deepEqual(filterParameters(filter), [['at', '2025-06-15'], ['span', '30'], ['days', 'fri']]);
  const hash = formatViewState({ filter });
  assert.equal(hash, '#window=2025-06-15,30&days=fri');
  assert.deepEqual(parseViewState(hash).filter, filter);
});

test('play goes on by a tenth of the half-width and ends with the period', () => {
  const last = dayNumber('2025-12-31');
  assert.equal(nextDay({ day: '2025-06-15', span: 30 }, last), '2025-06-18');
  assert.equal(nextDay({ day: '2025-06-15', span: 1 }, last), '2025-06-16');
  assert.equal(nextDay({ day: '2025-12-30', span: 30 }, last), '2025-12-31');
  assert.equal(nextDay({ day: '2025-12-31', span: 30 }, last), null);
});
