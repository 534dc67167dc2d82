// Leaflet draws density tiles and WMS pictures, pixel by pixel as they are served.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertShowsTiles, drawingWith } from './drawn_maps.mjs';

const draw = drawingWith('leaflet');

test('Leaflet draws tiles', async () => {
  await assertShowsTiles(await draw('tiles'));
});

test('Leaflet draws filtered tiles', async () => {
  await assertShowsTiles(await draw('filtered'), { query: '?datetime=2025-01/2025-06' });
});

for (const version of ['1.1.1', '1.3.0']) {
  test(`Leaflet draws WMS ${version}`, async () => {
    await assertShowsTiles(await draw(`wms ${version}`));
  });
}

test('Leaflet draws WMS 1.3.0 in degrees, latitude first', async () => {
  const picture = await draw('wms 1.3.0 in degrees');
  let coloured = 0;
  for (let i = 0; i < picture.data.length; i += 4) {
    if (Math.min(picture.data[i], picture.data[i + 1], picture.data[i + 2]) < 240) coloured += 1;
  }
  assert.ok(coloured > 0.03 * 512 * 512, `${coloured} pixels`);
});
