// Brings the parts together: one landing page, one map, one view of it shown.

import type { Map } from 'maplibre-gl';
import { ApiFailure, type Api, type LandingPage, type LayerSummary, type Legend, type Position, type TileJson } from './api';
import { wardAreaSet } from './area_sets';
import { renderCompleteness } from './completeness';
import { DisplayControl, usualDisplay, type Display } from './display_control';
import { byId } from './element';
import { noFilter, sameFilter, type Filter } from './filter';
import { FilterBand } from './filter_band';
import { FilterControls } from './filter_controls';
import { countedNoun } from './filter_words';
import { fitFilter } from './fit_filter';
import { LayerChoice } from './layer_choice';
import { renderLegend, sayLeftOut, type ShownLegend } from './legend';
import { connectLinkButton } from './link_button';
import { createMap, fitWhole, keepInSight } from './map';
import { MapLayers } from './map_layers';
import { followMapState, setMapState, type MapState } from './map_state';
import { advise, failureDetail, failureTitle, Notice, type NoticeAction } from './notice';
import { OverviewPanel } from './overview_panel';
import { attributionOf, writeAttribution, writeMasthead } from './page';
import { downloadPicture } from './picture_download';
import { PlacePanel } from './place_panel';
import { PlaceQuery } from './place_query';
import type { SeriesPair } from './series_query';
import { Sheet } from './sheet';
import { wordsOf, type ShownView } from './shown_view';
import { layerMonths, shownSources } from './supply';
import { ViewHistory } from './view_history';
import { readViewState, type ViewState } from './view_state';

/** How long the reader must leave a filter alone before it is asked for. */
const filterRestMs = 250;
/** And a moving window, longer than a step of its play: until then tiles alone follow. */
const windowRestMs = 800;

/** The answers that belong to what is drawn. */
interface Drawn {
  readonly view: ShownView;
  readonly shown: ShownLegend;
  readonly tiles: TileJson;
}

export class Viewer {
  readonly #api: Api;
  readonly #landing: LandingPage;
  readonly #notice: Notice;
  readonly #advice = new Notice(byId('advice'));
  readonly #map: Map;
  readonly #layers: MapLayers;
  readonly #place: PlaceQuery;
  readonly #overview: OverviewPanel;
  readonly #choice: LayerChoice;
  readonly #filters: FilterControls;
  readonly #band: FilterBand;
  readonly #displayControl: DisplayControl;
  readonly #sheet = new Sheet();
  readonly #history: ViewHistory;
  #display: Display = usualDisplay;
  #layer: LayerSummary | null = null;
  #filter: Filter = noFilter;
  #filterTimer = 0;
  #drawing = new AbortController();
  #drawn: Drawn | null = null;
  /** The one that was drawn last, whose classes stand as long as its layer does. */
  #legend: Legend | null = null;
  #excluded: number | null = null;
  /** Whether the map stands where a link or its reader put it, or has been fitted to the study area. */
  #isFitted = false;
  /** How far the shown view's density and legend have come. */
  #state: MapState = 'busy';

  /** Opens the viewer once the map can take layers. Throws where it cannot be drawn. */
  static async open(api: Api, landing: LandingPage, notice: Notice): Promise<Viewer> {
    writeMasthead(landing);
    writeAttribution(landing, null);
    document.documentElement.dataset['ready'] = '';
    const { state } = readViewState(location.hash);
    const map = createMap(byId('map'), landing.bounds, state.camera);
    await map.once('load');
    const viewer = new Viewer(api, landing, notice, map);
    viewer.#follow(location.hash);
    viewer.#history.replace();
    return viewer;
  }

  private constructor(api: Api, landing: LandingPage, notice: Notice, map: Map) {
    this.#api = api;
    this.#landing = landing;
    this.#notice = notice;
    this.#map = map;
    this.#layers = new MapLayers(map, api, landing);
    const { marker, areas, labels } = this.#layers;
    const panel = new PlacePanel(byId('place'), byId('live'), () => this.#closePlace());
    this.#place = new PlaceQuery(api, wardAreaSet(landing.area_sets), { panel, marker, areas }, {
      counts: (ward, series) => this.#tellCounts(series, ward?.name ?? null),
      leftOut: (excluded) => this.#tellLeftOut(excluded),
    });
    this.#overview = new OverviewPanel(api, byId('overview'), (series) => {
      this.#tellCounts(series, 'whole study area');
      this.#tellLeftOut(series?.filtered.excluded ?? null);
    });
    this.#choice = new LayerChoice(byId('layer-choice'), landing.layers, (id) => this.#chooseLayer(id));
    this.#filters = new FilterControls((part) => this.#chooseFilter(part));
    this.#band = new FilterBand(byId('filter-band'), () => this.#clearFilter());
    this.#displayControl = new DisplayControl(this.#layers.hotspots !== null, (display) => this.#chooseDisplay(display));
    this.#history = new ViewHistory(() => this.#currentState(), (hash) => this.#follow(hash));
    followMapState(map, () => (labels.update() ? this.#state : 'busy'));
    this.#followReader();
  }

  #followReader(): void {
    this.#map.on('click', ({ lngLat }) => this.#ask({ lon: lngLat.wrap().lng, lat: lngLat.lat }));
    this.#map.on('moveend', () => this.#history.replace());
    this.#map.on('error', ({ error }) => this.#reportTiles(error));
    this.#map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const centre = this.#map.getCenter().wrap();
      this.#ask({ lon: centre.lng, lat: centre.lat });
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#closePlace();
    });
    connectLinkButton(byId<HTMLButtonElement>('copy-link'), byId('live'), this.#advice);
    byId('download-picture').addEventListener('click', () => void this.#download());
  }

  #currentState(): ViewState {
    const centre = this.#map.getCenter().wrap();
    return {
      camera: { zoom: this.#map.getZoom(), lon: centre.lng, lat: centre.lat },
      ...(this.#layer !== null && { layer: this.#layer.id }),
      filter: this.#filter,
      ...(this.#place.at !== null && { at: this.#place.at }),
      ...this.#display,
    };
  }

  /** Goes to a linked view; what the link leaves out stays as it usually is, or is the first layer. */
  #follow(hash: string): void {
    const { state, unread } = readViewState(hash);
    this.#isFitted ||= state.camera !== undefined;
    if (state.camera !== undefined) this.#map.jumpTo({ center: [state.camera.lon, state.camera.lat], zoom: state.camera.zoom });
    const { hotspots, boundaries, opacity } = { ...usualDisplay, ...state };
    this.#setDisplay({ hotspots: hotspots && this.#layers.hotspots !== null, boundaries, opacity });
    const known = this.#landing.layers.find(({ id }) => id === state.layer);
    const layer = known ?? this.#layer ?? this.#landing.layers[0];
    if (layer === undefined) {
      this.#become('failed');
      this.#notice.show('This run holds no layers.', 'Add a layer to the project file and build it again.');
      return;
    }
    const { filter, dropped } = fitFilter(state.filter ?? noFilter, layer, this.#landing);
    const ignored = [
      ...unread.map((part) => `“${part}”`),
      ...(state.layer !== undefined && known === undefined ? [`the layer “${state.layer}”`] : []),
      ...dropped,
    ];
    this.#advice.hide();
    if (ignored.length > 0) advise(this.#advice, 'Part of this link was left out.', `This run does not have ${ignored.join(', ')}.`);
    if (state.at === undefined) this.#place.clear();
    else this.#sheet.open('figures');
    this.#show(layer, filter, state.at ?? null);
  }

  #chooseLayer(id: string): void {
    const layer = this.#landing.layers.find((candidate) => candidate.id === id);
    if (layer === undefined) return;
    const { filter, dropped } = fitFilter(this.#filter, layer, this.#landing);
    this.#adviseOf(dropped, `${layer.title} does not have`);
    this.#show(layer, filter, this.#place.at);
    this.#history.push();
  }

  #adviseOf(dropped: readonly string[], lack: string): void {
    this.#advice.hide();
    if (dropped.length > 0) advise(this.#advice, 'The filter was cut.', `${lack} ${dropped.join(', ')}.`);
  }

  /** The controls show the new filter at once; the figures follow when the reader rests. */
  #chooseFilter(part: Partial<Filter>): void {
    const layer = this.#layer;
    if (layer === null) return;
    const { filter, dropped } = fitFilter({ ...this.#filter, ...part }, layer, this.#landing);
    const isMoved = filter.moment !== null && this.#layers.density.shows(layer.id, this.#filter);
    this.#filter = filter;
    if (isMoved) this.#move({ landing: this.#landing, layer, filter });
    this.#adviseOf(dropped, 'What is chosen now does not have');
    this.#become('busy');
    this.#filters.show({ landing: this.#landing, layer, filter });
    clearTimeout(this.#filterTimer);
    this.#filterTimer = window.setTimeout(() => {
      this.#show(layer, filter, this.#place.at);
      this.#history.push();
    }, isMoved ? windowRestMs : filterRestMs);
  }

  /** Tiles and words follow a moving window at once; what else belongs to it waits until it rests. */
  #move(view: ShownView): void {
    this.#drawing.abort();
    this.#drawn = null;
    this.#layers.density.move(view.layer.id, view.filter);
    this.#band.show(view);
    writeAttribution(this.#landing, null);
    if (this.#legend === null) return;
    const { not_supplied: _, ...legend } = this.#legend;
    renderLegend(byId('legend'), { legend, leftOut: [] }, view);
  }

  #clearFilter(): void {
    this.#chooseFilter(noFilter);
    this.#map.getCanvas().focus();
  }

  #show(layer: LayerSummary, filter: Filter, at: Position | null): void {
    clearTimeout(this.#filterTimer);
    const shown = this.#drawn?.view;
    const view: ShownView = { landing: this.#landing, layer, filter };
    const isShown = shown?.layer === layer && sameFilter(shown.filter, filter) && this.#state !== 'failed';
    this.#layer = layer;
    this.#filter = filter;
    this.#choice.check(layer.id);
    this.#filters.show(view);
    this.#displayControl.fit(view);
    this.#layers.hotspots?.show(this.#display.hotspots ? layer.id : null);
    if (isShown) {
      this.#become('idle');
      this.#map.triggerRepaint();
      setMapState('busy');
    } else {
      void this.#draw(view);
    }
    this.#askFigures(view, at);
  }

  #askFigures(view: ShownView, at: Position | null): void {
    this.#filters.shade(null);
    this.#excluded = null;
    this.#band.show(view);
    this.#showSupply(view, at === null);
    if (at === null) {
      void this.#overview.show(view);
    } else {
      this.#overview.hide();
      void this.#place.ask(view, at);
    }
  }

  /** What was supplied is of the whole, and shown with it. */
  #showSupply({ landing, layer, filter }: ShownView, isWhole: boolean): void {
    renderCompleteness(byId('supplied'), isWhole ? shownSources(layer, filter, landing) : [], layerMonths(layer));
  }

  /** Counts of what the panel shows: they shade the matrix and say what the filter leaves out. */
  #tellCounts(series: SeriesPair | null, of: string | null): void {
    const layer = this.#layer;
    if (layer === null) return;
    const anyTime = series?.anyTime ?? null;
    this.#filters.shade({
      counts: anyTime?.weekday_hours ?? null,
      withoutHour: anyTime?.without_hour ?? 0,
      noun: countedNoun(layer, 2),
      of: of ?? 'this place',
    });
  }

  /** How many rows of the whole study area the map leaves out. */
  #tellLeftOut(excluded: number | null): void {
    const layer = this.#layer;
    if (layer === null) return;
    this.#excluded = excluded;
    this.#band.leftOut(excluded, { landing: this.#landing, layer, filter: this.#filter });
  }

  async #draw(view: ShownView): Promise<void> {
    this.#drawing.abort();
    const { signal } = (this.#drawing = new AbortController());
    this.#become('busy');
    this.#drawn = null;
    const isMoved = view.filter.moment !== null && this.#layers.density.shows(view.layer.id, view.filter);
    if (!isMoved) this.#layers.density.clear();
    sayLeftOut([]);
    const legendBox = byId('legend');
    legendBox.dataset['pending'] = '';
    try {
      const { layer, filter } = view;
      const [tiles, legend, leftOut] = await Promise.all([
        this.#api.tileJson(layer.id, filter),
        this.#api.legend(layer.id, filter),
        this.#layers.density.leftOutSources(layer.id, filter, signal),
      ]);
      if (signal.aborted) return;
      this.#notice.hide();
      const shown = { legend, leftOut };
      renderLegend(legendBox, shown, view);
      legendBox.hidden = false;
      delete legendBox.dataset['pending'];
      writeAttribution(this.#landing, tiles);
      if (isMoved) this.#map.triggerRepaint(); // its tiles may long be there, and the map at rest
      else this.#layers.density.show(layer.id, filter, tiles);
      if (!this.#isFitted) fitWhole(this.#map, this.#landing.bounds);
      this.#isFitted = true;
      this.#drawn = { view, shown, tiles };
      this.#legend = legend;
      if (this.#place.at === null) byId('live').textContent = `Map of ${layer.title}, ${wordsOf(view).filter ?? wordsOf(view).period}.`;
      this.#state = 'idle'; // said once the map rests with the new tiles
      document.documentElement.dataset['layer'] = layer.id;
    } catch (failure) {
      if (signal.aborted) return;
      legendBox.hidden = true;
      this.#become('failed');
      this.#notice.show(failureTitle(failure), failureDetail(failure), this.#remedy(failure, view));
    }
  }

  #remedy(failure: unknown, { layer, filter }: ShownView): NoticeAction {
    // The run that this page was opened with may be kept no longer.
    return failure instanceof ApiFailure && (failure.status === 404 || failure.status === 410)
      ? { label: 'Load the page again', run: () => location.reload() }
      : { label: 'Try again', run: () => this.#show(layer, filter, this.#place.at) };
  }

  #become(state: MapState): void {
    this.#state = state;
    setMapState(state);
  }

  #ask(at: Position): void {
    if (this.#layer === null) return;
    this.#sheet.open('figures');
    keepInSight(this.#map, at);
    this.#askFigures({ landing: this.#landing, layer: this.#layer, filter: this.#filter }, at);
    this.#history.push();
  }

  #closePlace(): void {
    if (this.#place.at === null || this.#layer === null) return;
    const focusWasInside = byId('place').contains(document.activeElement);
    this.#place.clear();
    if (focusWasInside) this.#map.getCanvas().focus();
    this.#sheet.open(null);
    this.#askFigures({ landing: this.#landing, layer: this.#layer, filter: this.#filter }, null);
    this.#history.push();
  }

  #chooseDisplay(display: Display): void {
    this.#setDisplay(display);
    this.#history.replace();
  }

  #setDisplay(display: Display): void {
    this.#display = display;
    this.#displayControl.set(display);
    setMapState('busy');
    this.#layers.density.setOpacity(display.opacity);
    this.#layers.showBoundaries(display.boundaries);
    this.#layers.hotspots?.show(display.hotspots && this.#layer !== null ? this.#layer.id : null);
    this.#map.triggerRepaint();
  }

  #reportTiles(error: Error): void {
    // MapLibre comes to rest only after a frame, and a failed tile asks for none.
    this.#map.triggerRepaint();
    this.#notice.show('Part of the map could not be loaded.', error.message, {
      label: 'Try again',
      run: () => this.#reload(),
    });
  }

  #reload(): void {
    this.#layers.refresh();
    this.#layers.density.clear();
    if (this.#layer === null) return;
    this.#drawn = null;
    this.#show(this.#layer, this.#filter, this.#place.at);
  }

  async #download(): Promise<void> {
    const drawn = this.#drawn;
    if (drawn === null) {
      advise(this.#advice, 'There is no picture yet.', 'Wait until the map is drawn, then ask again.');
      return;
    }
    try {
      await downloadPicture(this.#map, {
        view: drawn.view,
        shown: drawn.shown,
        display: this.#display,
        excluded: this.#excluded,
        attribution: attributionOf(drawn.tiles),
      });
      byId('live').textContent = 'The picture of this view was made.';
    } catch (failure) {
      advise(this.#advice, 'The picture could not be made.', failureDetail(failure));
    }
  }
}
