import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wardFigures } from '../app/ward_figures';

const layer = { id: 'knife-crime', weight: 'count', records_not_events: false };
const row = {
  code: 'E05000001',
  population: 9163,
  knife_crime_count: 1197,
  knife_crime_rate_per_1000: 21.4999,
  knife_crime_rate_low: 18.66,
  knife_crime_rate_high: 24.64,
  knife_crime_rank: 13,
  violence_count: 5,
};

test('a ward has count, rate with interval, rank and population of the layer shown', () => {
  assert.deepEqual(wardFigures(row, layer, 63), {
    main: '1,197 incidents in the period; 21.5 per 1,000 residents a year (18.7 to 24.6).',
    aside: 'Rank 13 of 63 by count · 9,163 residents',
  });
});

test('records are not called incidents, and one is not many', () => {
  const one = { ...row, knife_crime_count: 1 };
  assert.match(wardFigures(one, { ...layer, records_not_events: true }, 63).main, /^1 record in/);
  assert.match(wardFigures(one, layer, 63).main, /^1 incident in/);
});

test('small rates keep three figures, their interval as many decimals', () => {
  const small = { ...row, knife_crime_rate_per_1000: 0.4686, knife_crime_rate_low: 0.2143, knife_crime_rate_high: 0.8895 };
  assert.match(wardFigures(small, layer, 63).main, /; 0\.469 per 1,000 residents a year \(0\.214 to 0\.890\)\.$/);
  const none = { ...row, knife_crime_count: 0, knife_crime_rate_per_1000: 0, knife_crime_rate_low: 0, knife_crime_rate_high: 0.368 };
  assert.equal(wardFigures(none, layer, 63).main, '0 incidents in the period; 0 per 1,000 residents a year (0 to 0.37).');
});

test('what is absent is left out or said to be absent, never nought', () => {
  assert.deepEqual(wardFigures({ ...row, knife_crime_rate_low: null, knife_crime_count: null }, layer, 63), {
    main: '21.5 per 1,000 residents a year.',
    aside: 'Rank 13 of 63 by count · 9,163 residents',
  });
  assert.deepEqual(wardFigures({ ...row, population: null, knife_crime_rate_per_1000: null, knife_crime_rank: null }, layer, 63), {
    main: '1,197 incidents in the period.',
    aside: 'Number of residents not given',
  });
  assert.deepEqual(wardFigures({ code: 'E05000001', violence_count: 5 }, layer, 63), {
    main: 'No count or rate is given for this ward.',
    aside: 'Number of residents not given',
  });
});
