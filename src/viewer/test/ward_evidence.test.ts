import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layerColumns } from '../app/area_columns';
import { comparedWithAll, monthsMissingWords, overTime, rankNotes, type Evidence } from '../app/ward_evidence';

const columns = (row: Record<string, unknown>) =>
  layerColumns(Object.fromEntries(Object.entries(row).map(([name, value]) => [`knife_crime_${name}`, value])), { id: 'knife-crime' });
const wordsOf = ({ lines }: Evidence, term: string) => lines.find((line) => line.term === term)?.words;

test('the funnel’s position is said in words, with what chance alone does', () => {
  const inside = comparedWithAll(columns({ funnel: 'inside' }), 10);
  assert.deepEqual(inside, { gist: 'as chance has it', lines: [{ term: 'Rate', words: 'Within what chance makes of the rate of all wards.' }] });
  const above = comparedWithAll(columns({ funnel: 'above 99.8 %' }), 10);
  assert.equal(above.gist, 'well above');
  assert.match(wordsOf(above, 'Rate') ?? '', /^Well above the rate of all wards.*99\.8 %.*1 ward in 500/);
  assert.match(wordsOf(comparedWithAll(columns({ funnel: 'below 95 %' }), 10), 'Rate') ?? '', /^Below the rate.*95 %.*1 ward in 20 /);
  assert.deepEqual(comparedWithAll(columns({ funnel: 'sideways' }), 10), { gist: '', lines: [] });
});

test('hot or cold only where the adjusted p-value says so, and always with it', () => {
  const spot = (gi_star_z: number, gi_star_p_bh: number | null) => comparedWithAll(columns({ gi_star_z, gi_star_p_bh }), 10);
  assert.deepEqual(spot(3.4, 0.012), { gist: 'hot spot', lines: [{ term: 'With its neighbours', words: 'Hot spot: high together with its neighbours (adjusted p 0.012).' }] });
  assert.equal(spot(3, 0.05).gist, 'hot spot');
  assert.equal(wordsOf(spot(-3.4, 0.0001), 'With its neighbours'), 'Cold spot: low together with its neighbours (adjusted p less than 0.001).');
  assert.deepEqual(spot(3.4, 0.051), { gist: '', lines: [{ term: 'With its neighbours', words: 'No hot or cold spot (adjusted p 0.051).' }] });
  assert.deepEqual(spot(3.4, null), { gist: '', lines: [] });
});

test('a ward unlike its neighbours is told only where that is no chance', () => {
  const outlier = { local_moran_quadrant: 'high-low', local_moran_p_bh: 0.02 };
  assert.equal(wordsOf(comparedWithAll(columns(outlier), 10), 'Unlike its neighbours'), 'High among low neighbours (adjusted p 0.020).');
  assert.deepEqual(comparedWithAll(columns({ ...outlier, local_moran_p_bh: 0.06 }), 10).lines, []);
  assert.deepEqual(comparedWithAll(columns({ ...outlier, local_moran_quadrant: 'high-high' }), 10).lines, []);
});

test('a change has its counts, its limits, and whether it may be chance', () => {
  const fewer = { count: 412, change_before: 455, change_after: 412, change_ratio: 0.9055, change_low: 0.79, change_high: 1.04, change_p_bh: 0.31 };
  assert.deepEqual(overTime(columns(fewer)), {
    gist: '9 % fewer, may be chance',
    lines: [{
      term: 'Year before',
      words: '412 against 455 in the same months a year before: 9 % fewer, 95 % limits 21 % fewer to 4 % more; may be chance (adjusted p 0.31).',
    }],
  });
  const more = { count: 2300, change_before: 1000, change_after: 2300, change_ratio: 2.3, change_low: 1.95, change_high: 2.7, change_p_bh: 0.00002 };
  assert.equal(overTime(columns(more)).gist, '2.3 times as many');
  assert.match(wordsOf(overTime(columns(more)), 'Year before') ?? '', /95 % limits 95 % more to 2\.7 times as many; more of a change than chance makes \(adjusted p less than 0\.001\)/);
  assert.equal(
    wordsOf(overTime(columns({ count: 3, change_before: 0, change_after: 3, change_low: 0.41, change_p_bh: 0.25 })), 'Year before'),
    '3 against 0 in the same months a year before, 95 % limit 59 % fewer or above; may be chance (adjusted p 0.25).',
  );
  assert.match(wordsOf(overTime(columns({ ...fewer, count: 1300 })), 'Year before') ?? '', /^412 against 455 in the same months a year before \(only months supplied in both years\): 9 % fewer/);
  assert.deepEqual(overTime(columns({ change_before: 4 })).lines, []);
});

test('a trend is its word with its adjusted p-value', () => {
  assert.deepEqual(overTime(columns({ trend: 'emerging', trend_p_bh: 0.003 })), {
    gist: 'emerging', lines: [{ term: 'Trend', words: 'Emerging: rising month by month (adjusted p 0.0030).' }],
  });
  assert.deepEqual(overTime(columns({ trend: '', trend_p_bh: 0.4 })), {
    gist: '', lines: [{ term: 'Trend', words: 'Neither rises nor falls beyond chance (adjusted p 0.40).' }],
  });
  assert.deepEqual(overTime(columns({ trend: null, trend_p_bh: null })), { gist: '', lines: [] });
});

test('a rank has its interval and whether it holds', () => {
  assert.deepEqual(rankNotes(columns({ rank_low: 3, rank_high: 9, top_share: 0.984, top_stability: 'firm' }), 10), [
    '95 % interval 3 to 9', 'firmly among the top 10: in 98 % of redrawn samples',
  ]);
  assert.deepEqual(rankNotes(columns({ rank_low: 8, rank_high: 31, top_share: 0.4, top_stability: 'fragile' }), 10), [
    '95 % interval 8 to 31', 'fragile: among the top 10 in 40 % of redrawn samples',
  ]);
  assert.deepEqual(rankNotes(columns({ top_share: 0.984, top_stability: 'firm' }), undefined), ['firmly among the top: in 98 % of redrawn samples']);
  assert.deepEqual(rankNotes(columns({ rank_low: 60, top_share: 0, top_stability: '' }), 10), []);
  assert.equal(wordsOf(comparedWithAll(columns({ top_by: 'count; rate; eb_rate' }), 10), 'Leading'), 'Among the top 10 wards by count, rate and smoothed rate.');
});

test('missing months are marked, and none are not', () => {
  assert.equal(monthsMissingWords(columns({ months_missing: 3 })), '3 source-months of the period are missing; rates use the months supplied.');
  assert.equal(monthsMissingWords(columns({ months_missing: 1 })), '1 source-month of the period is missing; rates use the months supplied.');
  assert.equal(monthsMissingWords(columns({ months_missing: 0 })), null);
  assert.equal(monthsMissingWords(columns({})), null);
});

test('rates are written with their unit, and what a row lacks is not said', () => {
  const evidence = comparedWithAll(columns({ eb_rate_per_1000: 12.345, harm_per_1000: 480.2 }), 10);
  assert.equal(wordsOf(evidence, 'Smoothed rate'), '12.3 per 1,000 residents a year: drawn towards the rate of all wards, the more the fewer its residents (empirical Bayes).');
  assert.equal(wordsOf(evidence, 'Harm rate'), '480 of harm per 1,000 residents a year.');
  for (const empty of [{}, { funnel: null, gi_star_z: null, trend: null, eb_rate_per_1000: null }]) {
    assert.deepEqual([comparedWithAll(columns(empty), 10), overTime(columns(empty)), rankNotes(columns(empty), 10)], [{ gist: '', lines: [] }, { gist: '', lines: [] }, []]);
  }
});
