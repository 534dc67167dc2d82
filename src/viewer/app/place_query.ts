// Asks the server about one place at a time and shows the answer: in the panel,
// as a ring on the map and as a marked ward.

import type { Api, LayerSummary, Position } from './api';
import type { AreaLayers } from './area_layers';
import { failureDetail } from './notice';
import type { PlaceMarker } from './place_marker';
import type { PlacePanel } from './place_panel';

export interface PlaceViews {
  readonly panel: PlacePanel;
  readonly marker: PlaceMarker;
  readonly areas: AreaLayers;
}

export class PlaceQuery {
  readonly #api: Api;
  readonly #views: PlaceViews;
  #asking = new AbortController();
  #at: Position | null = null;

  constructor(api: Api, views: PlaceViews) {
    this.#api = api;
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
    } catch (failure) {
      if (asking.signal.aborted) return;
      panel.show(at, layer, { kind: 'failed', reason: failureDetail(failure) });
      areas.select(null);
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
