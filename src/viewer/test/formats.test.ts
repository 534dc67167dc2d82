import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatDensity,
  formatMethod,
  formatNotSupplied,
  formatPercentile,
  formatPeriod,
  formatPosition,
  formatReach,
  plainText,
  unbroken,
} from '../app/formats';

test('densities have three figures, and whole numbers from a hundred on', () => {
  assert.equal(formatDensity(0), '0');
  assert.equal(formatDensity(0.004), 'less than 0.01');
  assert.equal(formatDensity(0.45678), '0.457');
  assert.equal(formatDensity(12.345), '12.3');
  assert.equal(formatDensity(123.4), '123');
  assert.equal(formatDensity(1234.5), '1,235');
});

test('a percentile is cut, never rounded up to 100', () => {
  assert.equal(formatPercentile(97.1), '97.1');
  assert.equal(formatPercentile(99.97), '99.9');
  assert.equal(formatPercentile(100), '100.0');
  assert.equal(formatPercentile(0.3), '0.3');
});

test('periods are written out, both ends included', () => {
  assert.equal(formatPeriod('2025-01/2025-12'), 'January to December 2025');
  assert.equal(formatPeriod('2025-04/2026-03'), 'April 2025 to March 2026');
  assert.equal(formatPeriod('2025-06/2025-06'), 'June 2025');
  assert.equal(formatPeriod('2025-06'), 'June 2025');
  assert.equal(formatPeriod('2025-01-05/2025-02-10'), '5 January to 10 February 2025');
  assert.equal(formatPeriod('2024/2025'), '2024 to 2025');
  assert.equal(formatPeriod('2025-03/..'), 'from March 2025');
  assert.equal(formatPeriod('../2025-03'), 'to March 2025');
});

test('a period that cannot be read is shown as it came', () => {
  assert.equal(formatPeriod('2025-13/2025-14'), '2025-13/2025-14');
  assert.equal(formatPeriod('last year'), 'last year');
});

test('the method names what the bandwidth means for its kernel', () => {
  assert.equal(
    formatMethod({ kernel: 'quartic', bandwidth_m: 1200, weight: 'count' }),
    'Quartic kernel, search radius 1,200 m; every record counts once.',
  );
  assert.equal(
    formatMethod({ kernel: 'gaussian', bandwidth_m: 250, weight: 'harm' }),
    'Gaussian kernel, standard deviation 250 m; weighted by harm.',
  );
});

test('where incidents have bandwidths of their own no single one is stated', () => {
  const adaptive = {
    kernel: 'quartic',
    bandwidth_m: 1131.4,
    bandwidth: 'adaptive bandwidth, 1,131 m on average (190 m to 5,657 m, median 1,020 m)',
    bandwidth_range_m: { smallest: 190.2, median: 1020, largest: 5656.9 },
    weight: 'count',
  };
  assert.equal(
    formatMethod(adaptive),
    'Quartic kernel, adaptive bandwidth, 1,131 m on average (190 m to 5,657 m, median 1,020 m); every record counts once.',
  );
  assert.equal(formatReach(adaptive), 'each incident with a reach of its own, 190 to 5,657 m');
  assert.equal(
    formatReach({ ...adaptive, kernel: 'gaussian', bandwidth_range_m: null }),
    'each incident with a standard deviation of its own',
  );
});

test('the reach of a density is an edge, or a spread where there is none', () => {
  assert.equal(formatReach({ kernel: 'quartic', bandwidth_m: 1200 }), 'within 1,200 m around it');
  assert.equal(formatReach({ kernel: 'gaussian', bandwidth_m: 400 }), 'spread with a standard deviation of 400 m');
});

test('months not supplied are listed in order, those in a row as one span', () => {
  assert.equal(
    formatNotSupplied(['2025-07', '2025-03', '2025-05', '2025-06', '2024-12', '2025-01']),
    'Not supplied: December 2024 to January 2025, March 2025, May to July 2025',
  );
  assert.equal(formatNotSupplied(['2025-10']), 'Not supplied: October 2025');
  assert.equal(formatNotSupplied('ambulance: May 2025'), 'Not supplied: ambulance: May 2025');
  assert.equal(formatNotSupplied('Not supplied: May 2025'), 'Not supplied: May 2025');
  for (const nothing of [undefined, null, '', []]) assert.equal(formatNotSupplied(nothing), null);
});

test('a figure keeps its sign beside it', () => {
  assert.equal(unbroken('9 % fewer (adjusted p 0.04)'), '9\u00a0% fewer (adjusted p\u00a00.04)');
  assert.equal(unbroken('p less than 0.001'), 'p less than 0.001');
});

test('positions name their hemispheres', () => {
  assert.equal(formatPosition({ lon: -0.1234567, lat: 52.2 }), '52.20000° N, 0.12346° W');
  assert.equal(formatPosition({ lon: 0.5, lat: -1 }), '1.00000° S, 0.50000° E');
});

test('attributions lose their markup and keep their words', () => {
  assert.equal(plainText('<a href="x">police.uk</a> &amp; others &copy; 2025'), 'police.uk & others © 2025');
  assert.equal(plainText('&amp;lt;'), '&lt;');
});
