import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LandingPage, LayerSummary, Legend, PointAnswer, SourceSummary } from '../app/api';
import { layerColumns } from '../app/area_columns';
import { noFilter } from '../app/filter';
import { countedNoun } from '../app/filter_words';
import { legendNotes, supplyNotes } from '../app/legend';
import { spokenAnswer } from '../app/place_panel';
import { colourWords, groupWords } from '../app/relative_risk';
import type { ShownView } from '../app/shown_view';
import { shownSources, shownTimeOfWeek } from '../app/supply';
import { wardSentence } from '../app/ward_block';
import { riskChance, riskFigure, riskGround, riskLimits, wardRisk } from '../app/ward_risk';

const layer: LayerSummary = {
  id: 'hospital-only',
  type: 'relative-risk',
  title: 'Seen by hospitals',
  period: '2025-01/2025-12',
  months: { first: '2025-01', last: '2025-12' },
  unit: 'times the risk elsewhere',
  kernel: 'gaussian',
  bandwidth_m: 400,
  weight: 'count',
  records_not_events: false,
  categories: ['violence'],
  sources: ['hospital'],
  controls: { categories: ['violence', 'public-order'], sources: ['police'] },
};

const source = (id: string, precision: SourceSummary['precision'], missing_periods: string[]): SourceSummary => ({
  id, kind: id, precision, periods: [], missing_periods: missing_periods as SourceSummary['missing_periods'],
});

const landing = {
  categories: [{ id: 'violence', title: 'Violence and sexual offences' }],
  sources: [source('police', 'month', ['2025-05']), source('ambulance', 'minute', []), source('hospital', 'minute', ['2025-02'])],
} as unknown as LandingPage;

const view: ShownView = { landing, layer, filter: noFilter };

const legend: Legend = {
  layer: layer.id,
  title: layer.title,
  unit: layer.unit,
  period: '',
  note: 'Pale: may be chance (p ≥ 0.05)',
  classes: [
    { from: 0, to: 1 / 3, colour: '#2b5b9e', opacity: 0.9, label: '0 – 0.33' },
    { from: 3, to: null, colour: '#a32035', opacity: 0.9, label: '3 or more' },
  ],
};

test('the legend says what pale, red and blue mean, who cases and controls are, and the method', () => {
  assert.deepEqual(legendNotes(legend, view).map(({ text }) => text), [
    'Pale: may be chance (p ≥ 0.05).',
    'Red: more, blue: less than elsewhere. Of the cases that many times as large a share is here as of the controls. Colours mean the same at every zoom and under every filter.',
    'Each place is judged by itself, and only roughly where few incidents are near.',
    'Cases: Violence and sexual offences (hospital). Controls: Violence and sexual offences, Public order (police).',
    'Gaussian kernel, standard deviation 400 m, for cases and controls alike.',
  ]);
  const other = legend.classes.map((one) => ({ ...one, colour: '#118811' }));
  assert.match(colourWords({ classes: other }), /^Above 1: more, below 1: less/);
});

test('a filter narrows the controls too, where they have any of what is chosen', () => {
  const words = (categories: string[]) => groupWords({ ...view, layer: { ...layer, categories: ['violence', 'robbery'] }, filter: { ...noFilter, categories } });
  assert.match(words(['violence']), /Controls: Violence and sexual offences \(police\)\.$/);
  assert.match(words(['robbery']), /Controls: Violence and sexual offences, Public order \(police\)\.$/);
});

test('of the months supplied both sides are told: a season that one lacks looks like risk', () => {
  assert.deepEqual(supplyNotes({ legend, leftOut: [] }, { ...view, layer: { ...layer, not_supplied: ['2025-02'] } }), [
    'Cases: not supplied: February 2025', 'Controls: not supplied: May 2025',
  ]);
  assert.deepEqual(supplyNotes({ legend: { ...legend, not_supplied: 'emergency: September 2024; police: March 2025' }, leftOut: [] }, view), [
    'Not supplied: emergency: September 2024; police: March 2025',
  ]);
  assert.equal(supplyNotes({ legend: { ...legend, notice: 'No control counts under this filter' }, leftOut: [] }, view)[0], 'No control counts under this filter.');
  assert.deepEqual(supplyNotes({ legend, leftOut: [] }, { ...view, filter: { ...noFilter, months: { first: '2025-06', last: '2025-08' } } }), []);
  assert.deepEqual(shownSources(layer, noFilter, landing).map(({ id }) => id), ['police', 'hospital']);
});

test('times of the week are chosen only where cases and controls both tell them', () => {
  const { hours, days, remark } = shownTimeOfWeek(layer, noFilter, landing);
  assert.deepEqual([hours, days], [false, false]);
  assert.match(remark ?? '', /police knows months only/);
  const { controls: _, type: __, ...density } = layer;
  assert.equal(shownTimeOfWeek(density, noFilter, landing).hours, true);
});

const answer: PointAnswer = {
  density: 2.134,
  unit: layer.unit,
  percentile: null,
  p: 0.0123,
  cases: 120,
  controls: 3400,
  inside_study_area: true,
  ward: { code: 'E05000001', name: 'Abbey' },
  district: null,
};

test('a place has its risk and whether that may be chance, and no percentile', () => {
  const begin = 'At this place: 2.13 times the risk elsewhere, spread with a standard deviation of 400 m.';
  assert.equal(spokenAnswer(answer, layer), `${begin} More than chance makes (p 0.012). In Abbey.`);
  assert.equal(spokenAnswer({ ...answer, p: 0.21 }, layer), `${begin} May be chance (p 0.21). In Abbey.`);
  assert.match(spokenAnswer({ ...answer, density: 0.4, p: 0.0002 }, layer), /Less than chance makes \(p less than 0\.001\)/);
  assert.equal(spokenAnswer({ ...answer, p: null }, layer), `${begin} In Abbey.`);
  assert.equal(spokenAnswer({ ...answer, density: null, p: null }, layer), 'No risk can be told here: too few cases and controls are near. In Abbey.');
  const none = { ...answer, density: null, p: null };
  assert.match(spokenAnswer({ ...none, controls: 0 }, layer), /^No risk can be told: what is chosen holds no controls\./);
  assert.match(spokenAnswer({ ...none, cases: 0 }, layer), /^No risk can be told: what is chosen holds no cases\./);
});

const row = {
  hospital_only_cases: 12,
  hospital_only_controls: 1040,
  hospital_only_risk: 2.1349,
  hospital_only_risk_low: 1.054,
  hospital_only_risk_high: 3.9,
  hospital_only_risk_p_bh: 0.0461,
  hospital_only_raised_share: 0.129,
  hospital_only_lowered_share: 0,
};
const riskOf = (changed: Record<string, unknown> = {}) => wardRisk(layerColumns({ ...row, ...changed }, layer));

test('a ward has cases, controls and a risk with limits and adjusted p-value', () => {
  assert.deepEqual([riskFigure(riskOf()), riskLimits(riskOf()), riskChance(riskOf())], [
    '2.13', '95 % limits 1.05 to 3.90', 'more than chance makes (adjusted p 0.046)',
  ]);
  assert.equal(riskGround(riskOf()), 'Raised on 12 % of the ward’s ground, lowered on 0 %, judged place by place.');
  assert.equal(riskChance(riskOf({ hospital_only_risk_p_bh: 0.3 })), 'may be chance (adjusted p 0.30)');
  assert.equal(riskChance(riskOf({ hospital_only_risk: 0.2, hospital_only_risk_p_bh: 0.0002 })), 'less than chance makes (adjusted p less than 0.001)');
  assert.equal(
    wardSentence(view, row),
    '12 cases; 1,040 controls; relative risk 2.13; 95 % limits 1.05 to 3.90; more than chance makes (adjusted p 0.046).',
  );
});

test('without controls a ward has no risk but its lower limit, and without both nothing is made up', () => {
  const without = riskOf({ hospital_only_controls: 0, hospital_only_risk: null, hospital_only_risk_low: 1.2, hospital_only_risk_high: null });
  assert.deepEqual([riskFigure(without), riskLimits(without)], ['No controls', '95 % limit 1.20 or above']);
  const empty = wardRisk(layerColumns({ hospital_only_cases: 0, hospital_only_controls: 0 }, layer));
  assert.deepEqual([riskFigure(empty), riskLimits(empty), riskChance(empty), riskGround(empty)], ['No cases, no controls', '', '', null]);
  assert.equal(riskFigure(wardRisk(layerColumns({}, layer))), 'Not given');
});

test('what is counted over time are cases', () => {
  assert.equal(countedNoun(layer, 2), 'cases');
  assert.equal(countedNoun(layer, 1), 'case');
});
