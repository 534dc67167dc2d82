import assert from 'node:assert/strict';
import { test } from 'node:test';
import { residents, wardFigures, writtenRate } from '../app/ward_figures';

const layer = { id: 'knife-crime' };
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

test('a ward has count, rate with limits, rank and population of the layer shown', () => {
  const figures = wardFigures(row, layer);
  assert.deepEqual(figures, { count: 1197, rate: 21.4999, limits: [18.66, 24.64], rank: 13, population: 9163 });
  assert.deepEqual(writtenRate(figures), { rate: '21.5', limits: '95 % limits 18.7 to 24.6' });
  assert.equal(residents(figures), '9,163 residents');
});

test('small rates keep three figures, their limits as many decimals', () => {
  assert.deepEqual(writtenRate({ rate: 0.4686, limits: [0.2143, 0.8895] }), { rate: '0.469', limits: '95 % limits 0.214 to 0.890' });
  assert.deepEqual(writtenRate({ rate: 0, limits: [0, 0.368] }), { rate: '0', limits: '95 % limits 0 to 0.37' });
});

test('what is absent is null, never nought', () => {
  assert.deepEqual(wardFigures({ code: 'E05000001', violence_count: 5 }, layer), {
    count: null, rate: null, limits: null, rank: null, population: null,
  });
  assert.equal(wardFigures({ ...row, knife_crime_rate_low: null }, layer).limits, null);
  assert.equal(wardFigures({ ...row, knife_crime_rank: 0 }, layer).rank, null);
  assert.equal(writtenRate({ rate: null, limits: null }), null);
  assert.equal(writtenRate({ rate: 2, limits: null })?.limits, '');
  assert.equal(residents({ population: null }), 'number of residents not given');
});
