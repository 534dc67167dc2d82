// Asks the server about one place at a time and shows the answer: in the panel,
// as a ring on the map and as a marked ward.

import type { Api, AreaSetSummary, LayerSummary, NamedArea, Position } from './api';
import type { AreaLayers } from './area_layers';
import { failureDetail } from './notice';
import type { PlaceMarker } from './place_marker';
import type { PlacePanel } from './place_panel';
import { wardFigures } from './ward_figures';

export interface PlaceViews {
  readonly panel: PlacePanel;
  readonly marker: PlaceMarker;
  readonly areas: AreaLayers;
}

export class PlaceQuery {
  readonly #api: Api;
  readonly #wards: AreaSetSummary | null;
  readonly #views: PlaceViews;
  #asking = new AbortController();
  #at: Position | null = null;

  /** `wards`: the set whose areas the server names as wards. */
  constructor(api: Api, wards: AreaSetSummary | null, views: PlaceViews) {
    this.#api = api;
    this.#wards = wards;
    this.#views = views;
  }

  /** The place shown, if any. */
  get at(): Position | null {
    return this.#at;
  }

  /** An answer that a later question has overtaken is dropped. */
  async ask(layer: LayerSummary, at: Position): Promise<void> {
    const { panel, marker, areas } = this.#views;
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    this.#at = at;
    marker.moveTo(at);
    panel.show(at, layer, { kind: 'asking' });
    try {
      const answer = await this.#api.point(layer.id, at, asking.signal);
      if (asking.signal.aborted) return;
      panel.show(at, layer, { kind: 'answered', answer });
      areas.select(answer.ward?.code ?? null);
      if (answer.ward !== null) await this.#askWard(layer, answer.ward, asking.signal);
    } catch (failure) {
      if (asking.signal.aborted) return;
      panel.show(at, layer, { kind: 'failed', reason: failureDetail(failure) });
      areas.select(null);
    }
  }

  /** The ward's own figures; without them the place's answer stands as it is. */
  async #askWard(layer: LayerSummary, ward: NamedArea, signal: AbortSignal): Promise<void> {
    const { panel } = this.#views;
    if (this.#wards === null) return panel.showWard(ward, null);
    try {
      const properties = await this.#api.areaProperties(this.#wards.id, ward.code, signal);
      panel.showWard(ward, wardFigures(properties, layer, this.#wards.count));
    } catch {
      if (!signal.aborted) panel.showWard(ward, null);
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
