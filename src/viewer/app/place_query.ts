// Asks the server about one place at a time and shows the answer: in the panel,
// as a ring on the map and as a marked ward.

import type { Api, AreaSetSummary, NamedArea, Position } from './api';
import type { AreaLayers } from './area_layers';
import { failureDetail } from './notice';
import type { PlaceMarker } from './place_marker';
import type { PlacePanel } from './place_panel';
import { askSeries, hasSeries, type SeriesPair } from './series_query';
import type { ShownView } from './shown_view';

export interface PlaceViews {
  readonly panel: PlacePanel;
  readonly marker: PlaceMarker;
  readonly areas: AreaLayers;
}

export interface PlaceListener {
  /** Told the counts of the place's ward; null where there are none. */
  readonly counts: (ward: NamedArea | null, series: SeriesPair | null) => void;
  /** Told how many rows of the whole study area the filter leaves out; null where the server does not say. */
  readonly leftOut: (excluded: number | null) => void;
}

export class PlaceQuery {
  readonly #api: Api;
  readonly #wards: AreaSetSummary | null;
  readonly #views: PlaceViews;
  readonly #told: PlaceListener;
  #asking = new AbortController();
  #at: Position | null = null;

  /** `wards`: the set whose areas the server names as wards. */
  constructor(api: Api, wards: AreaSetSummary | null, views: PlaceViews, told: PlaceListener) {
    this.#api = api;
    this.#wards = wards;
    this.#views = views;
    this.#told = told;
  }

  /** The place shown, if any. */
  get at(): Position | null {
    return this.#at;
  }

  /** An answer that a later question has overtaken is dropped. */
  async ask(view: ShownView, at: Position): Promise<void> {
    const { panel, marker, areas } = this.#views;
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    this.#at = at;
    marker.moveTo(at);
    panel.asking();
    try {
      const answer = await this.#api.point(view.layer.id, at, signal, view.filter);
      if (signal.aborted) return;
      const { ward } = answer.answer;
      panel.answered(view, at, answer.answer);
      this.#told.leftOut(answer.excluded);
      areas.select(ward?.code ?? null);
      if (ward === null) this.#told.counts(null, null);
      else await Promise.all([this.#askWard(view, ward, signal), this.#askSeries(view, ward, signal)]);
    } catch (failure) {
      if (signal.aborted) return;
      panel.failed(failureDetail(failure));
      areas.select(null);
      this.#told.counts(null, null);
    }
  }

  /** The ward's own figures; without them the place's answer stands as it is. */
  async #askWard(view: ShownView, ward: NamedArea, signal: AbortSignal): Promise<void> {
    const { panel } = this.#views;
    if (this.#wards === null) return panel.ward(view, ward, { kind: 'named' });
    panel.ward(view, ward, { kind: 'asking' });
    try {
      const properties = await this.#api.areaProperties(this.#wards.id, ward.code, signal);
      if (signal.aborted) return;
      panel.ward(view, ward, { kind: 'known', properties, wards: this.#wards.count, top: this.#wards.top });
    } catch {
      if (!signal.aborted) panel.ward(view, ward, { kind: 'named' });
    }
  }

  async #askSeries(view: ShownView, ward: NamedArea, signal: AbortSignal): Promise<void> {
    if (!hasSeries(view.landing, view.layer)) return this.#told.counts(ward, null);
    const { panel } = this.#views;
    panel.series(view, ward, { kind: 'asking' });
    try {
      const series = await askSeries(this.#api, view, ward.code, signal);
      if (signal.aborted) return;
      panel.series(view, ward, { kind: 'known', series });
      this.#told.counts(ward, series);
    } catch (failure) {
      if (signal.aborted) return;
      panel.series(view, ward, { kind: 'failed', reason: failureDetail(failure) });
      this.#told.counts(ward, null);
    }
  }

  clear(): void {
    this.#asking.abort();
    this.#at = null;
    this.#views.marker.moveTo(null);
    this.#views.areas.select(null);
    this.#views.panel.hide();
  }
}
