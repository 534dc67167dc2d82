import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerFigure } from '../app/legend';

test('the lower bound is written as the class’s own label writes it', () => {
  assert.equal(lowerFigure({ from: 8.5519, label: '8.6 – 17' }), '8.6');
  assert.equal(lowerFigure({ from: 1412.3, label: '1,412–2,824' }), '1,412');
  assert.equal(lowerFigure({ from: 539.1, label: '539 or more' }), '539');
});

test('a label without a figure leaves the bound’s own', () => {
  assert.equal(lowerFigure({ from: 8.5519, label: 'low' }), '8.55');
});
