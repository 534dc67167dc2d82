// The whole study area, while no ward is chosen: the count under the filter, the
// monthly line.

import type { Api } from './api';
import { element } from './element';
import { failureDetail } from './notice';
import { askSeries, hasSeries, type SeriesPair } from './series_query';
import { seriesBlock, type SeriesState } from './series_block';
import { wordsOf, type ShownView } from './shown_view';

export class OverviewPanel {
  readonly #api: Api;
  readonly #box: HTMLElement;
  readonly #told: (series: SeriesPair | null) => void;
  #asking = new AbortController();

  /** `told` receives the counts, or null where there are none. */
  constructor(api: Api, box: HTMLElement, told: (series: SeriesPair | null) => void) {
    this.#api = api;
    this.#box = box;
    this.#told = told;
  }

  async show(view: ShownView): Promise<void> {
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    this.#box.hidden = false;
    if (!hasSeries(view.landing, view.layer)) {
      this.#render(view, null);
      this.#told(null);
      return;
    }
    this.#render(view, { kind: 'asking' });
    try {
      const series = await askSeries(this.#api, view, null, asking.signal);
      if (asking.signal.aborted) return;
      this.#render(view, { kind: 'known', series });
      this.#told(series);
    } catch (failure) {
      if (asking.signal.aborted) return;
      this.#render(view, { kind: 'failed', reason: failureDetail(failure) });
      this.#told(null);
    }
  }

  hide(): void {
    this.#asking.abort();
    this.#box.hidden = true;
  }

  #render(view: ShownView, state: SeriesState | null): void {
    const { period } = wordsOf(view);
    // A second rendering of the same block keeps its height, so that nothing jumps.
    const before = this.#box.querySelector('.series')?.clientHeight ?? 0;
    this.#box.replaceChildren(
      element('p', { class: 'eyebrow' }, view.layer.title),
      element('h2', { id: 'overview-heading' }, 'Whole study area'),
      element('p', { class: 'hint' }, 'Select a place on the map for its ward’s figures.'),
      ...(state === null
        ? [element('p', { class: 'aside' }, `${period}. Counts by month and hour are not to be had here.`)]
        : [seriesBlock(state, view, 'Whole study area', true)]),
    );
    const block = this.#box.querySelector<HTMLElement>('.series');
    if (state?.kind === 'asking' && block !== null) block.style.minHeight = `${before}px`;
  }
}
