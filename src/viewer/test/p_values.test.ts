import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatP, formatShare, isChance, isFinding } from '../app/p_values';

test('p-values have two significant figures, tiny ones none', () => {
  assert.equal(formatP(0.5), '0.50');
  assert.equal(formatP(0.0123), '0.012');
  assert.equal(formatP(0.00123), '0.0012');
  assert.equal(formatP(0.00099), 'less than 0.001');
  assert.equal(formatP(0), 'less than 0.001');
  assert.equal(formatP(1), '1.0');
});

test('0.05 is chance of one place, and a finding where it is adjusted', () => {
  assert.deepEqual([0.0499, 0.05, 0.2, Number.NaN].map(isChance), [false, true, true, true]);
  assert.deepEqual([0.0499, 0.05, 0.0501].map(isFinding), [true, true, false]);
});

test('a share is cut, never rounded up to all or down to nought', () => {
  assert.equal(formatShare(0.999), '99 %');
  assert.equal(formatShare(1), '100 %');
  assert.equal(formatShare(0.29), '29 %');
  assert.equal(formatShare(0.004), 'less than 1 %');
  assert.equal(formatShare(0), '0 %');
});
