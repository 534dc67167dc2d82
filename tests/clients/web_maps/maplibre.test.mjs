// MapLibre draws density tiles, by template, TileJSON and WMS, and vector tiles with their attributes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertShowsTiles, drawingWith, pixelsOf } from './drawn_maps.mjs';

const draw = drawingWith('maplibre');
// Drawn by WebGL: textures may be taken half a pixel off where classes meet.
const drawnByWebGl = { step: 6, share: 0.002 };

for (const scenario of ['tiles', 'wms']) {
  test(`MapLibre draws ${scenario}`, async () => {
    await assertShowsTiles(await draw(scenario), drawnByWebGl);
  });
}

test('MapLibre draws what a TileJSON document with a filter names', async () => {
  await assertShowsTiles(await draw('tilejson'), { query: '?datetime=2025-01/2025-06', ...drawnByWebGl });
});

test('MapLibre draws vector tiles and finds their attributes', async () => {
  const picture = await draw('vector tiles');
  const filled = pixelsOf(picture, [0, 102, 204]);
  assert.ok(filled > 0.3 * 512 * 512, `${filled} pixels are filled`);
  assert.equal(pixelsOf(picture, [255, 0, 0]), 0, 'every area has its code');
});
