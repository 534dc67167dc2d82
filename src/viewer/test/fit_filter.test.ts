import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerSummary, SourceSummary } from '../app/api';
import { filterParameters, isFiltered, noFilter, sameFilter, type Filter } from '../app/filter';
import { excludedWords, filterWords } from '../app/filter_words';
import { fitFilter, idSet } from '../app/fit_filter';
import { gapsOf, timeOfWeek } from '../app/supply';

const layer: LayerSummary = {
  id: 'violence',
  title: 'Violence',
  period: '2025-01/2025-12',
  unit: 'incidents per km² per year',
  kernel: 'quartic',
  bandwidth_m: 400,
  weight: 'count',
  records_not_events: true,
  categories: ['violence', 'robbery', 'weapons'],
  sources: ['police', 'ambulance'],
  months: { first: '2025-01', last: '2025-12' },
};
const police: SourceSummary = { id: 'police', kind: 'police', precision: 'month', periods: [], missing_periods: ['2025-03'] };
const ambulance: SourceSummary = { id: 'ambulance', kind: 'ambulance', precision: 'minute', periods: [], missing_periods: ['2025-03', '2025-05'] };
const landing = { sources: [police, ambulance] };

const wanted: Filter = {
  categories: ['weapons', 'robbery'],
  sources: ['ambulance'],
  months: { first: '2025-01', last: '2025-06' }, moment: null,
  hours: { from: 22, to: 4 },
  days: ['fri', 'sat'],
};

test('what the layer has is kept, in its order', () => {
  const { filter, dropped } = fitFilter(wanted, layer, landing);
  assert.deepEqual(filter, { ...wanted, categories: ['robbery', 'weapons'] });
  assert.deepEqual(dropped, []);
  assert.deepEqual(filterParameters(filter), [
    ['datetime', '2025-01/2025-06'],
    ['category', 'robbery,weapons'],
    ['source', 'ambulance'],
    ['hours', '22-04'],
    ['days', 'fri,sat'],
  ]);
});

test('what it does not have is dropped, and named', () => {
  const strange: Filter = { ...wanted, categories: ['arson'], sources: ['police', 'navy'], months: { first: '2024-06', last: '2025-02' } };
  const { filter, dropped } = fitFilter(strange, layer, landing);
  assert.deepEqual(filter, { categories: null, sources: ['police'], months: { first: '2025-01', last: '2025-02' }, moment: null, hours: null, days: null });
  assert.deepEqual(dropped, [
    'the kind of violence “arson”',
    'the source “navy”',
    'months outside the layer’s period (June 2024 to February 2025 was asked for)',
    'the hours of the day',
    'the days of the week',
  ]);
});

test('everything is no filter', () => {
  const everything: Filter = { ...noFilter, categories: ['violence', 'robbery', 'weapons'], months: { first: '2025-01', last: '2025-12' } };
  assert.equal(isFiltered(fitFilter(everything, layer, landing).filter), false);
  assert.equal(idSet([], ['a', 'b']), null);
  assert.ok(sameFilter(noFilter, { ...noFilter }));
  assert.ok(!sameFilter(noFilter, wanted));
});

test('months are missing in part, or for everyone', () => {
  const gaps = gapsOf(layer, [police, ambulance]);
  assert.deepEqual([...gaps], [
    ['2025-03', { sources: ['police', 'ambulance'], isWhole: true }],
    ['2025-05', { sources: ['ambulance'], isWhole: false }],
  ]);
  assert.deepEqual([...gapsOf({ ...layer, not_supplied: ['2025-08'] }, [])], [['2025-08', { sources: [], isWhole: true }]]);
});

test('hours can be chosen where one source tells them, and it is said which do not', () => {
  assert.deepEqual(timeOfWeek([police]), { hours: false, days: false, remark: 'Hours cannot be chosen here: police knows months only.' });
  assert.deepEqual(timeOfWeek([ambulance]), { hours: true, days: true, remark: null });
  const both = timeOfWeek([police, ambulance]);
  assert.ok(both.hours && both.days);
  assert.match(both.remark ?? '', /leaves out rows without an hour: police knows months only/);
  assert.deepEqual(timeOfWeek([{ ...police, precision: 'day' }]).days, true);
});

test('filter and left-out rows are said in words', () => {
  const categories = [{ id: 'robbery', title: 'Robbery' }];
  assert.deepEqual(filterWords({ ...wanted, categories: ['robbery', 'knife-crime'] }, { categories }), [
    'Robbery, Knife crime',
    'source ambulance',
    'January 2025 to June 2025',
    'Fri–Sat, 22:00–04:00',
  ]);
  assert.equal(excludedWords(1204, layer), '1,204 records are left out: their time is not known finely enough for this filter.');
  assert.match(excludedWords(1, { records_not_events: false }) ?? '', /^1 incident is left out: its time/);
  assert.match(excludedWords(2, layer, ' of this ward') ?? '', /^2 records of this ward are left out: their time/);
  const risk = { type: 'relative-risk', records_not_events: false } as const;
  assert.match(excludedWords(250, risk) ?? '', /^250 cases and controls are left out: their time/);
  assert.match(excludedWords(1, risk) ?? '', /^1 case or control is left out: its time/);
  assert.equal(excludedWords(0, layer), null);
  assert.equal(excludedWords(null, layer), null);
});
