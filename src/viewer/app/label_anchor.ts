// Where an area's name stands: inside the part of the area that is in view.
// Vector tiles hold an area in pieces, so the label layer of the map library
// would write a name once a tile; this finds one place for all pieces.

import type { Bounds } from './api';

export type Point = readonly [number, number];
export type Ring = readonly Point[];
/** An outer ring and its holes. */
export type Polygon = readonly Ring[];

export interface Anchor {
  readonly at: Point;
  /** Area of the part in view, in squared units of the input. */
  readonly area: number;
}

const leastArea = 1e-14; // what clipping leaves of an area that only touches the view

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

interface Moments {
  readonly area: number;
  readonly x: number; // first moments: area times centroid
  readonly y: number;
}

/** Unsigned area and first moments of one ring; the closing point may be there or not. */
function ringMoments(ring: Ring): Moments {
  const origin = ring[0] ?? [0, 0];
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
  const sign = doubled < 0 ? -1 : 1;
  const area = (sign * doubled) / 2;
  return { area, x: (sign * x) / 6 + area * origin[0], y: (sign * y) / 6 + area * origin[1] };
}

/** A polygon's moments: its first ring's less those of its holes. */
function polygonMoments(polygon: Polygon): Moments {
  return polygon.map(ringMoments).reduce((outer, hole) => ({
    area: outer.area - hole.area,
    x: outer.x - hole.x,
    y: outer.y - hole.y,
  }));
}

/** The x at which the level line through `y` crosses the polygon's rings, ascending. */
function crossings(polygon: Polygon, y: number): number[] {
  const found: number[] = [];
  for (const ring of polygon) {
    ring.forEach((end, index) => {
      const start = ring[(index + ring.length - 1) % ring.length] as Point;
      if (start[1] > y !== end[1] > y) {
        found.push(start[0] + ((y - start[1]) / (end[1] - start[1])) * (end[0] - start[0]));
      }
    });
  }
  return found.sort((a, b) => a - b);
}

function contains(polygon: Polygon, [x, y]: Point): boolean {
  return crossings(polygon, y).filter((crossing) => crossing > x).length % 2 === 1;
}

/** The middle of the widest stretch inside the polygon, over fifteen level lines. */
function widestMiddle(polygon: Polygon): Point {
  const heights = polygon.flatMap((ring) => ring.map((point) => point[1]));
  const south = Math.min(...heights);
  const north = Math.max(...heights);
  let best: Point = polygon[0]?.[0] ?? [0, 0];
  let widest = -1;
  for (let line = 1; line <= 15; ++line) {
    const y = south + ((north - south) * line) / 16;
    const xs = crossings(polygon, y);
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

function clipPolygon(polygon: Polygon, view: Bounds): Polygon {
  return polygon.map((ring) => clipRing(ring, view)).filter((ring) => ring.length > 2);
}

/**
 * The anchor for an area given as the polygons of its pieces, within `view`:
 * the centroid of all that is in view where that lies inside the area and not
 * in a hole of it, else a place well inside the largest piece. Null where
 * nothing is in view.
 */
export function labelAnchor(pieces: readonly Polygon[], view: Bounds): Anchor | null {
  const inView = pieces
    .map((piece) => clipPolygon(piece, view))
    .filter((polygon) => polygon.length > 0)
    .map((polygon) => ({ polygon, ...polygonMoments(polygon) }))
    .filter(({ area }) => area > leastArea)
    .sort((a, b) => b.area - a.area);
  const largest = inView[0];
  if (largest === undefined) return null;
  const sum = (of: 'area' | 'x' | 'y') => inView.reduce((total, piece) => total + piece[of], 0);
  const area = sum('area');
  const centroid: Point = [sum('x') / area, sum('y') / area];
  const at = inView.some(({ polygon }) => contains(polygon, centroid))
    ? centroid
    : widestMiddle(largest.polygon);
  return { at, area };
}
