import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tileAt } from '../app/tile_at';

test('a place lies in the tile whose corners enclose it', () => {
  assert.deepEqual(tileAt({ lon: 0.1218, lat: 52.2053 }, 0), { z: 0, x: 0, y: 0 });
  // Cambridge; 9/256/168 is the tile of the golden pictures.
  assert.deepEqual(tileAt({ lon: 0.1218, lat: 52.2053 }, 9), { z: 9, x: 256, y: 168 });
  for (const [z, x, y] of [[3, 5, 1], [8, 128, 84], [12, 2052, 1351]] as const) {
    const count = 2 ** z;
    const latitude = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / count))) * 180) / Math.PI;
    const inside = { lon: ((x + 0.01) / count) * 360 - 180, lat: latitude(y + 0.99) };
    assert.deepEqual(tileAt(inside, z), { z, x, y });
  }
});

test('places beyond the world’s edge belong to its outer tiles', () => {
  assert.deepEqual(tileAt({ lon: 180, lat: -90 }, 2), { z: 2, x: 3, y: 3 });
  assert.deepEqual(tileAt({ lon: -180, lat: 89.9 }, 2), { z: 2, x: 0, y: 0 });
});
