// Reading one row of an area table, whose columns are named after their layer.

import type { AreaProperties, LayerSummary } from './api_types';

/** A figure that is withheld or missing is null, never nought. */
export function figure(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export interface LayerColumns {
  readonly number: (name: string) => number | null;
  /** Null where it is empty. */
  readonly text: (name: string) => string | null;
}

export function layerColumns(properties: AreaProperties, { id }: Pick<LayerSummary, 'id'>): LayerColumns {
  const value = (name: string) => properties[`${id.replaceAll('-', '_')}_${name}`];
  return {
    number: (name) => figure(value(name)),
    text: (name) => {
      const text = value(name);
      return typeof text === 'string' && text !== '' ? text : null;
    },
  };
}
