import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  daySet, days, daysBetween, daysWords, holdsHour, hourRange, hoursBetween, hoursForward, midnightCaution, presets, readDays, readHours,
  toggledDay, weekWords, writeHours,
} from '../app/hours';
import { shadeOf } from '../app/hour_matrix';
import { dragged, pressed } from '../app/matrix_input';

test('a range of hours includes its start and not its end, and may pass midnight', () => {
  const held = (text: string) => Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => holdsHour(readHours(text) ?? null, hour));
  assert.deepEqual(held('22-04'), [0, 1, 2, 3, 22, 23]);
  assert.deepEqual(held('15-17'), [15, 16]);
  assert.deepEqual(held('23-24'), [23]);
  assert.equal(held('0-24').length, 24);
});

test('hours are read strictly and written with two digits', () => {
  for (const wrong of ['', '22', '5-5', '24-3', '3-25', 'a-b', '-1-4', '1-2-3']) assert.equal(readHours(wrong), undefined, wrong);
  assert.equal(readHours('00-24'), null);
  for (let from = 0; from < 24; ++from) {
    for (let to = 1; to <= 24; ++to) {
      const range = hourRange(from, to);
      if (range !== null) assert.deepEqual(readHours(writeHours(range)), range);
    }
  }
});

test('a range between two hours does not depend on their order; going forward it does', () => {
  assert.deepEqual(hoursBetween(17, 15), { from: 15, to: 18 });
  assert.equal(hoursBetween(0, 23), null);
  assert.deepEqual(hoursForward(22, 3), { from: 22, to: 4 });
  assert.deepEqual(hoursForward(22, 23), { from: 22, to: 24 });
  assert.equal(hoursForward(5, 4), null);
});

test('days keep the week’s order, and all of them are no choice', () => {
  assert.deepEqual(daySet(['sun', 'mon', 'sun']), ['mon', 'sun']);
  assert.equal(daySet(days), null);
  assert.deepEqual(daysBetween('sat', 'thu'), ['thu', 'fri', 'sat']);
  assert.deepEqual(toggledDay(null, 'fri'), ['fri']);
  assert.deepEqual(toggledDay(['fri'], 'mon'), ['mon', 'fri']);
  assert.equal(toggledDay(['fri'], 'fri'), null);
  assert.equal(readDays('fri,caturday'), undefined);
});

test('a drag takes a rectangle, a head takes its axis alone', () => {
  const before = { hours: { from: 9, to: 10 }, days: ['mon'] as const };
  assert.deepEqual(dragged(before, { hour: 20, day: 'fri' }, { hour: 18, day: 'thu' }), { hours: { from: 18, to: 21 }, days: ['thu', 'fri'] });
  assert.deepEqual(dragged(before, { hour: 20, day: null }, { hour: 22, day: 'tue' }), { hours: { from: 20, to: 23 }, days: ['mon'] });
  assert.deepEqual(dragged(before, { hour: null, day: 'sat' }, { hour: 3, day: 'sun' }), { hours: { from: 9, to: 10 }, days: ['sat', 'sun'] });
  assert.deepEqual(pressed(before, { hour: null, day: 'tue' }), { hours: { from: 9, to: 10 }, days: ['mon', 'tue'] });
  assert.deepEqual(pressed(before, { hour: 23, day: null }), { hours: { from: 23, to: 24 }, days: ['mon'] });
});

test('presets and selections read as words', () => {
  assert.deepEqual(presets.map(weekWords), ['every hour, every day', 'Fri–Sat, 22:00–04:00', 'Mon–Fri, 15:00–17:00']);
  assert.equal(daysWords(['mon', 'wed']), 'Mon, Wed');
  assert.match(midnightCaution({ hours: { from: 22, to: 4 }, days: ['fri'] }) ?? '', /00:00–04:00 is the early morning of the day named/);
  assert.equal(midnightCaution({ hours: { from: 22, to: 4 }, days: null }), null);
  assert.equal(midnightCaution({ hours: { from: 15, to: 17 }, days: ['fri'] }), null);
});

test('shades rise in equal steps, and nought has its own', () => {
  assert.deepEqual([0, 1, 20, 21, 99, 100].map((count) => shadeOf(count, 100)), [0, 1, 1, 2, 5, 5]);
  assert.equal(shadeOf(0, 0), 0);
});
