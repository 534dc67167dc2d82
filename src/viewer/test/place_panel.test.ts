import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PointAnswer } from '../app/api';
import { spokenAnswer } from '../app/place_panel';

const answer: PointAnswer = {
  density: 12.34,
  unit: 'incidents per km² per year',
  percentile: 97.16,
  inside_study_area: true,
  ward: { code: 'E05000001', name: 'Abbey' },
  district: { code: 'E07000001', name: 'Cambridge' },
};

test('an answer is one sentence with unit, percentile, ward and district', () => {
  assert.equal(
    spokenAnswer(answer),
    '12.3 incidents per km² per year. Denser than 97.1 % of the study area. Abbey, Cambridge.',
  );
});

test('outside the study area no figure is given, not a nought', () => {
  const spoken = spokenAnswer({ ...answer, density: null, percentile: null, inside_study_area: false, ward: null, district: null });
  assert.equal(spoken, 'Outside the study area: no density is computed here.');
  assert.doesNotMatch(spokenAnswer({ ...answer, inside_study_area: false }), /12/);
});

test('nought inside the study area is said', () => {
  assert.match(spokenAnswer({ ...answer, density: 0, percentile: null }), /^0 incidents per km² per year\. Abbey/);
});
