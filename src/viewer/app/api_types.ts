// The shapes of heatward's answers. Members that older servers lack are optional:
// the part of the page that needs them is then not shown.

import type { Month, MonthRange } from './months';

export interface BandwidthRange {
  readonly smallest: number;
  readonly median: number;
  readonly largest: number;
}

/** Which incidents one side of a relative risk is made of, by ids. */
export interface IncidentGroup {
  readonly categories: readonly string[];
  readonly sources: readonly string[];
}

export interface LayerSummary {
  readonly id: string;
  /** Absent from layers that are densities. */
  readonly type?: 'relative-risk';
  /** What a relative risk sets its cases against; its own `categories` and `sources` are those of the cases. */
  readonly controls?: IncidentGroup;
  readonly title: string;
  readonly period: string;
  readonly unit: string;
  readonly kernel: string;
  readonly bandwidth_m: number;
  /** Where incidents have bandwidths of their own: in words, and what they are drawn with. */
  readonly bandwidth?: string;
  readonly bandwidth_range_m?: BandwidthRange | null;
  readonly weight: string;
  readonly records_not_events: boolean;
  /** Months that no source supplied: words, or a list of YYYY-MM. */
  readonly not_supplied?: string | readonly string[] | null;
  /** Ids of its kinds of violence and of its sources; absent from servers before 0.1.0. */
  readonly categories?: readonly string[];
  readonly sources?: readonly string[];
  /** The months that its figures span; without it there are no series. */
  readonly months?: MonthRange;
}

export interface CategorySummary {
  readonly id: string;
  readonly title: string;
}

/** How finely a source tells times, finest first. */
export type Precision = 'minute' | 'hour' | 'day' | 'month';

export interface SourceMonth {
  readonly month: Month;
  readonly rows: number;
  readonly located: number;
}

export interface SourceSummary {
  readonly id: string;
  readonly kind: string;
  readonly precision: Precision;
  readonly periods: readonly Month[];
  readonly missing_periods: readonly Month[];
  /** Rows of each month and how many have a place; for analysts only. */
  readonly by_month?: readonly SourceMonth[];
}

export interface TileSource {
  /** Address below the page's folder, with {z}, {x} and {y}. */
  readonly tiles: string;
}

export interface BasemapSummary extends TileSource {
  /** Names of the MVT layers present, in drawing order. */
  readonly classes: readonly string[];
}

export interface AreaSetSummary {
  readonly id: string;
  readonly title: string;
  readonly parent?: string | null;
  readonly count: number;
  /** N of "among the top N" of its rankings; older servers do not say it. */
  readonly top?: number;
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface LandingPage {
  readonly title: string;
  readonly description?: string;
  readonly marking?: string;
  readonly run: string;
  readonly tier: string;
  readonly generated_by: string;
  readonly layers: readonly LayerSummary[];
  readonly area_sets: readonly AreaSetSummary[];
  readonly bounds: Bounds;
  readonly categories?: readonly CategorySummary[];
  readonly sources?: readonly SourceSummary[];
  readonly basemap?: BasemapSummary | null;
  readonly hotspots?: TileSource | null;
}

/** The part of TileJSON 3.0.0 that the viewer takes; addresses are its own. */
export interface TileJson {
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly bounds?: Bounds;
  readonly attribution?: string;
}

export interface LegendClass {
  readonly from: number;
  readonly to: number | null;
  readonly colour: string;
  readonly opacity: number;
  readonly label: string;
}

export interface Legend {
  readonly layer: string;
  readonly title: string;
  readonly unit: string;
  readonly period: string;
  readonly classes: readonly LegendClass[];
  readonly marking?: string;
  /** What its colours say beside their classes. */
  readonly note?: string;
  /** Why nothing is coloured. */
  readonly notice?: string;
  readonly not_supplied?: string | readonly string[] | null;
}

export interface NamedArea {
  readonly code: string;
  readonly name: string;
}

export interface PointAnswer {
  readonly density: number | null;
  /** Why there is no density. */
  readonly reason?: string | null;
  readonly unit: string;
  readonly percentile: number | null;
  readonly inside_study_area: boolean;
  /** Of a relative risk: two-sided, where risk is equal everywhere. */
  readonly p?: number | null;
  /** Of a relative risk: how many there are in the whole study area. */
  readonly cases?: number;
  readonly controls?: number;
  readonly ward: NamedArea | null;
  readonly district: NamedArea | null;
}

/** An answer, and how many rows it leaves out for want of a precise time; null where the server does not say. */
export interface Counted<T> {
  readonly answer: T;
  readonly excluded: number | null;
}

export interface SeriesMonth {
  readonly month: Month;
  /** Null where no chosen source supplied the month. */
  readonly count: number | null;
  /** Ids of the chosen sources that did not supply it. */
  readonly missing: readonly string[];
}

/** Counts of the whole study area, or of one area, under a filter. */
export interface Series {
  readonly layer: string;
  readonly area: (NamedArea & { readonly set: string }) | null;
  readonly unit: string;
  readonly months: readonly SeriesMonth[];
  /** 7 days, Monday first, of 24 hours. */
  readonly weekday_hours: readonly (readonly number[])[];
  /** Rows whose time is known less finely than the hour. */
  readonly without_hour: number;
  /** Rows that the filter leaves out for want of a precise time. */
  readonly excluded: number;
}

/** One row of an area table, as a GeoJSON feature's properties. */
export type AreaProperties = Readonly<Record<string, unknown>>;

export interface Position {
  readonly lon: number;
  readonly lat: number;
}
