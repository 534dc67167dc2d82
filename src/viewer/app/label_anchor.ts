// Where an area's name stands: inside the part of the area that is in view.
// Vector tiles hold an area in pieces, so the label layer of the map library
// would write a name once a tile; this finds one place for all pieces.

import type { Bounds } from './api';

export type Point = readonly [number, number];
export type Ring = readonly Point[];

export interface Anchor {
  readonly at: Point;
  /** Area of the part in view, in squared units of the input. */
  readonly area: number;
}

/** Sutherland and Hodgman 1974: a ring cut by an upright rectangle. */
export function clipRing(ring: Ring, [west, south, east, north]: Bounds): Ring {
  let clipped = ring;
  for (const [axis, limit, sign] of [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]] as const) {
    const inside = (point: Point) => (point[axis] - limit) * sign >= 0;
    const next: Point[] = [];
    clipped.forEach((end, index) => {
      const start = clipped[(index + clipped.length - 1) % clipped.length] as Point;
      if (inside(start) !== inside(end)) {
        const share = (limit - start[axis]) / (end[axis] - start[axis]);
        next.push([start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])]);
      }
      if (inside(end)) next.push(end);
    });
    clipped = next;
  }
  return clipped;
}

/** Unsigned area and centroid; null for a ring without area. */
function measure(ring: Ring): Anchor | null {
  const origin = ring[0];
  if (origin === undefined) return null;
  let doubled = 0;
  let x = 0;
  let y = 0;
  ring.forEach((end, index) => {
    const start = ring[(index + ring.length - 1) % ring.length] as Point;
    const ax = start[0] - origin[0];
    const ay = start[1] - origin[1];
    const bx = end[0] - origin[0];
    const by = end[1] - origin[1];
    const cross = ax * by - bx * ay;
    doubled += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  if (Math.abs(doubled) < 1e-14) return null;
  return {
    at: [origin[0] + x / (3 * doubled), origin[1] + y / (3 * doubled)],
    area: Math.abs(doubled) / 2,
  };
}

/** The x at which the horizontal line through `y` crosses the ring, ascending. */
function crossings(ring: Ring, y: number): number[] {
  const found: number[] = [];
  ring.forEach((end, index) => {
    const start = ring[(index + ring.length - 1) % ring.length] as Point;
    if (start[1] > y !== end[1] > y) {
      found.push(start[0] + ((y - start[1]) / (end[1] - start[1])) * (end[0] - start[0]));
    }
  });
  return found.sort((a, b) => a - b);
}

function contains(ring: Ring, [x, y]: Point): boolean {
  return crossings(ring, y).filter((crossing) => crossing > x).length % 2 === 1;
}

/** The middle of the widest stretch inside the ring, over seven level lines. */
function widestMiddle(ring: Ring): Point {
  const heights = ring.map((point) => point[1]);
  const south = Math.min(...heights);
  const north = Math.max(...heights);
  let best: Point = ring[0] ?? [0, 0];
  let widest = -1;
  for (let line = 1; line <= 7; ++line) {
    const y = south + ((north - south) * line) / 8;
    const xs = crossings(ring, y);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const left = xs[i] as number;
      const right = xs[i + 1] as number;
      if (right - left > widest) {
        widest = right - left;
        best = [(left + right) / 2, y];
      }
    }
  }
  return best;
}

/**
 * The anchor for an area given as the exterior rings of its pieces, within
 * `view`: the centroid of all that is in view where that lies inside the area,
 * else a place well inside the largest piece. Null where nothing is in view.
 */
export function labelAnchor(pieces: readonly Ring[], view: Bounds): Anchor | null {
  const inView = pieces
    .map((piece) => clipRing(piece, view))
    .flatMap((ring) => {
      const measured = measure(ring);
      return measured === null ? [] : [{ ring, ...measured }];
    })
    .sort((a, b) => b.area - a.area);
  const largest = inView[0];
  if (largest === undefined) return null;
  const area = inView.reduce((sum, piece) => sum + piece.area, 0);
  const centroid: Point = [
    inView.reduce((sum, piece) => sum + piece.at[0] * piece.area, 0) / area,
    inView.reduce((sum, piece) => sum + piece.at[1] * piece.area, 0) / area,
  ];
  const at = inView.some(({ ring }) => contains(ring, centroid)) ? centroid : widestMiddle(largest.ring);
  return { at, area };
}
