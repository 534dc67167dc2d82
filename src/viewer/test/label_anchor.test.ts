import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clipRing, labelAnchor, type Ring } from '../app/label_anchor';

const world = [-100, -100, 100, 100] as const;
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south], [east, south], [east, north], [west, north], [west, south],
];

function near(actual: number | undefined, expected: number): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

test('a square is named at its middle, with its area', () => {
  const anchor = labelAnchor([[box(1, 2, 5, 6)]], world);
  near(anchor?.at[0], 3);
  near(anchor?.at[1], 4);
  near(anchor?.area, 16);
});

test('the winding of the ring does not matter', () => {
  const anchor = labelAnchor([[[...box(1, 2, 5, 6)].reverse()]], world);
  near(anchor?.at[0], 3);
  near(anchor?.at[1], 4);
  near(anchor?.area, 16);
});

test('two tiles’ pieces are named once, where the whole would be', () => {
  const whole = labelAnchor([[box(0, 0, 10, 4)]], world);
  const pieces = labelAnchor([[box(0, 0, 3, 4)], [box(3, 0, 10, 4)]], world);
  near(pieces?.at[0], whole?.at[0] ?? NaN);
  near(pieces?.at[1], whole?.at[1] ?? NaN);
});

test('only the part in view counts', () => {
  const anchor = labelAnchor([[box(0, 0, 10, 10)]], [6, 2, 20, 4]);
  near(anchor?.at[0], 8);
  near(anchor?.at[1], 3);
  near(anchor?.area, 8);
});

test('an area out of view has no name', () => {
  assert.equal(labelAnchor([[box(0, 0, 1, 1)]], [5, 5, 6, 6]), null);
  assert.equal(labelAnchor([], world), null);
});

test('a crescent is named inside itself, not at its centroid', () => {
  // A U: arms of width 1 and height 10 on a base of height 1.
  const crescent: Ring = [[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]];
  const anchor = labelAnchor([[crescent]], world);
  assert.ok(anchor !== null);
  const [x, y] = anchor.at;
  assert.ok(y < 1 || x < 1 || x > 9, `${x},${y} lies in the hollow`);
  assert.ok(x > 0 && x < 10 && y > 0 && y < 10);
});

test('a county around a city is not named in the city', () => {
  const anchor = labelAnchor([[box(0, 0, 12, 12), box(4, 4, 8, 8)]], world);
  assert.ok(anchor !== null);
  near(anchor.area, 128);
  const [x, y] = anchor.at;
  assert.ok(x < 4 || x > 8 || y < 4 || y > 8, `${x},${y} lies in the hole`);
});

test('a hole moves the centroid away from itself', () => {
  // 100 less 4 by 4: x = (100·5 − 16·8) / 84.
  const anchor = labelAnchor([[box(0, 0, 10, 10), box(6, 3, 10, 7)]], world);
  near(anchor?.at[0], (500 - 128) / 84);
  near(anchor?.at[1], 5);
});

test('clipping keeps what is inside and cuts edges at the frame', () => {
  const triangle: Ring = [[0, 0], [4, 0], [0, 4]];
  const clipped = clipRing(triangle, [0, 0, 2, 2]);
  assert.deepEqual(new Set(clipped.map(String)), new Set(['0,0', '2,0', '2,2', '0,2']));
  assert.deepEqual(clipRing(box(1, 1, 2, 2), [0, 0, 3, 3]).length, 5);
});
