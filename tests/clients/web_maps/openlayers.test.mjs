// OpenLayers draws tiles, TileJSON, WMS and WMTS pixel by pixel as the tiles are served, and vector tiles where wards are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertShowsTiles, drawingWith, pixelsOf } from './drawn_maps.mjs';

const draw = drawingWith('openlayers');

for (const scenario of ['tiles', 'wms 1.1.1', 'wms 1.3.0', 'wms image', 'wmts', 'wmts kvp']) {
  test(`OpenLayers draws ${scenario}`, async () => {
    await assertShowsTiles(await draw(scenario));
  });
}

test('OpenLayers draws what a TileJSON document with a filter names', async () => {
  await assertShowsTiles(await draw('tilejson'), { query: '?datetime=2025-01/2025-06' });
});

test('OpenLayers draws vector tiles', async () => {
  const picture = await draw('vector tiles');
  const filled = pixelsOf(picture, [0, 102, 204]);
  assert.ok(filled > 0.3 * 512 * 512, `${filled} pixels are filled`);
});
