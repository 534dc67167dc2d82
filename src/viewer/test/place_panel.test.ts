import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerSummary, PointAnswer } from '../app/api';
import { spokenAnswer } from '../app/place_panel';

const layer: LayerSummary = {
  id: 'violence',
  title: 'Violence',
  period: '2025-01/2025-12',
  unit: 'incidents per km² per year',
  kernel: 'quartic',
  bandwidth_m: 400,
  weight: 'count',
  records_not_events: false,
};

const answer: PointAnswer = {
  density: 12.34,
  unit: 'incidents per km² per year',
  percentile: 97.16,
  inside_study_area: true,
  ward: { code: 'E05000001', name: 'Abbey' },
  district: { code: 'E07000001', name: 'Cambridge' },
};

test('an answer says that it is of the place, with unit, reach, percentile, ward and district', () => {
  assert.equal(
    spokenAnswer(answer, layer),
    'At this place: 12.3 incidents per km² per year, within 400 m around it. Denser than 97.1 % of the study area. In Abbey, Cambridge.',
  );
});

test('outside the study area no figure is given, not a nought', () => {
  const spoken = spokenAnswer({ ...answer, density: null, percentile: null, inside_study_area: false, ward: null, district: null }, layer);
  assert.equal(spoken, 'Outside the study area: no density is computed here.');
  assert.doesNotMatch(spokenAnswer({ ...answer, inside_study_area: false }, layer), /12/);
});

test('nought inside the study area is said', () => {
  assert.equal(
    spokenAnswer({ ...answer, density: 0, percentile: 0 }, layer),
    'At this place: 0 incidents per km² per year, within 400 m around it. In Abbey, Cambridge.',
  );
});

test('a missing density is given its reason, not a nought', () => {
  const missing = { ...answer, density: null, percentile: null };
  assert.equal(
    spokenAnswer({ ...missing, reason: 'no source supplied this period' }, layer),
    'No source supplied this period. In Abbey, Cambridge.',
  );
  assert.equal(spokenAnswer({ ...missing, reason: null }, layer), 'No figure for this place. In Abbey, Cambridge.');
  assert.equal(spokenAnswer(missing, layer), 'No figure for this place. In Abbey, Cambridge.');
});
