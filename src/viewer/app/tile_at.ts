// Which tile of the world's square holds a place.

import type { Position } from './api_types';

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Of WebMercatorQuad, whose row 0 is north; places beyond its edge belong to the tiles along it. */
export function tileAt({ lon, lat }: Position, z: number): TileAddress {
  const count = 2 ** z;
  const northing = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI;
  const cell = (share: number) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  return { z, x: cell((lon + 180) / 360), y: cell((1 - northing) / 2) };
}
