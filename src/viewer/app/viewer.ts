// Brings the parts together: one landing page, one map, one layer shown.

import type { Map } from 'maplibre-gl';
import { ApiFailure, type Api, type LandingPage, type LayerSummary, type Position } from './api';
import { AreaLabels } from './area_labels';
import { AreaLayers } from './area_layers';
import { drawnAreaSets, wardAreaSet } from './area_sets';
import { DensityLayer } from './density_layer';
import { byId } from './element';
import { LayerChoice } from './layer_choice';
import { renderLegend } from './legend';
import { createMap } from './map';
import { followMapState, setMapState, type MapState } from './map_state';
import { failureDetail, failureTitle, Notice, type NoticeAction } from './notice';
import { OpacityControl } from './opacity_control';
import { writeAttribution, writeMasthead } from './page';
import { PlaceMarker } from './place_marker';
import { PlacePanel } from './place_panel';
import { PlaceQuery } from './place_query';
import { Sheet } from './sheet';
import { formatViewState, parseViewState, type ViewState } from './view_state';

export class Viewer {
  readonly #api: Api;
  readonly #landing: LandingPage;
  readonly #notice: Notice;
  readonly #map: Map;
  readonly #density: DensityLayer;
  readonly #place: PlaceQuery;
  readonly #choice: LayerChoice;
  readonly #opacityControl: OpacityControl;
  readonly #sheet = new Sheet();
  #opacity = 1;
  #layer: LayerSummary | null = null;
  /** How far the shown layer's density and legend have come. */
  #drawn: MapState = 'busy';

  /** Opens the viewer once the map can take layers. Throws where it cannot be drawn. */
  static async open(api: Api, landing: LandingPage, notice: Notice): Promise<Viewer> {
    writeMasthead(landing);
    writeAttribution(landing, null);
    const state = parseViewState(location.hash);
    const map = createMap(byId('map'), landing.bounds, state.camera);
    await map.once('load');
    const viewer = new Viewer(api, landing, notice, map);
    document.documentElement.dataset['ready'] = '';
    viewer.#apply(state);
    return viewer;
  }

  private constructor(api: Api, landing: LandingPage, notice: Notice, map: Map) {
    this.#api = api;
    this.#landing = landing;
    this.#notice = notice;
    this.#map = map;
    const sets = drawnAreaSets(landing.area_sets);
    this.#density = new DensityLayer(map, api, this.#opacity);
    const areas = new AreaLayers(map, api, sets, landing.bounds);
    const labels = new AreaLabels(map, sets, landing.bounds);
    const panel = new PlacePanel(byId('place'), byId('live'), () => this.#closePlace());
    this.#place = new PlaceQuery(api, wardAreaSet(landing.area_sets), { panel, marker: new PlaceMarker(map), areas });
    this.#choice = new LayerChoice(byId('layer-choice'), landing.layers, (id) => void this.#show(id));
    this.#opacityControl = new OpacityControl((opacity) => this.#setOpacity(opacity));
    followMapState(map, () => (labels.update() ? this.#drawn : 'busy'));
    this.#followReader();
  }

  #followReader(): void {
    this.#map.on('click', ({ lngLat }) => this.#ask({ lon: lngLat.wrap().lng, lat: lngLat.lat }));
    this.#map.on('moveend', () => this.#writeHash());
    this.#map.on('error', ({ error }) => this.#reportTiles(error));
    window.addEventListener('hashchange', () => this.#apply(parseViewState(location.hash)));
    this.#map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const centre = this.#map.getCenter().wrap();
      this.#ask({ lon: centre.lng, lat: centre.lat });
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#closePlace();
    });
  }

  /** Goes to a linked view; what the link leaves out stays, or is the first layer. */
  #apply({ camera, layer, at, opacity }: ViewState): void {
    if (camera !== undefined) this.#map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
    this.#setOpacity(opacity ?? 1);
    this.#opacityControl.set(this.#opacity);
    const known = this.#landing.layers.find(({ id }) => id === layer);
    const shown = known ?? this.#layer ?? this.#landing.layers[0];
    if (shown === undefined) {
      this.#become('failed');
      this.#notice.show('This run holds no layers.', 'Add a layer to the project file and build it again.');
      return;
    }
    if (at === undefined) this.#place.clear();
    void this.#show(shown.id, at);
  }

  async #show(id: string, at: Position | null = this.#place.at): Promise<void> {
    const layer = this.#landing.layers.find((candidate) => candidate.id === id);
    if (layer === undefined) return;
    if (layer !== this.#layer) {
      this.#layer = layer;
      this.#choice.check(layer.id);
      this.#sheet.summarise(layer.title);
      void this.#draw(layer);
    }
    if (at !== null) await this.#place.ask(layer, at);
    this.#writeHash();
  }

  async #draw(layer: LayerSummary): Promise<void> {
    this.#become('busy');
    this.#density.clear();
    const legendBox = byId('legend');
    legendBox.dataset['pending'] = '';
    try {
      const [tiles, legend] = await Promise.all([this.#api.tileJson(layer.id), this.#api.legend(layer.id)]);
      if (this.#layer !== layer) return;
      this.#notice.hide();
      renderLegend(legendBox, legend, layer);
      legendBox.hidden = false;
      delete legendBox.dataset['pending'];
      writeAttribution(this.#landing, tiles);
      this.#density.show(layer.id, tiles);
      this.#drawn = 'idle'; // said once the map rests with the new tiles
      document.documentElement.dataset['layer'] = layer.id;
    } catch (failure) {
      if (this.#layer !== layer) return;
      this.#layer = null;
      legendBox.hidden = true;
      this.#become('failed');
      this.#notice.show(failureTitle(failure), failureDetail(failure), this.#remedy(failure, layer));
    }
  }

  #remedy(failure: unknown, layer: LayerSummary): NoticeAction {
    // The run that this page was opened with may be kept no longer.
    return failure instanceof ApiFailure && (failure.status === 404 || failure.status === 410)
      ? { label: 'Load the page again', run: () => location.reload() }
      : { label: 'Try again', run: () => void this.#show(layer.id) };
  }

  #become(state: MapState): void {
    this.#drawn = state;
    setMapState(state);
  }

  #ask(at: Position): void {
    if (this.#layer === null) return;
    this.#sheet.fold();
    void this.#place.ask(this.#layer, at);
    this.#writeHash();
  }

  #closePlace(): void {
    if (this.#place.at === null) return;
    const focusWasInside = byId('place').contains(document.activeElement);
    this.#place.clear();
    if (focusWasInside) this.#map.getCanvas().focus();
    this.#writeHash();
  }

  #setOpacity(opacity: number): void {
    this.#opacity = opacity;
    setMapState('busy');
    this.#density.setOpacity(opacity);
    this.#map.triggerRepaint();
    this.#writeHash();
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
    const layer = this.#layer;
    this.#layer = null;
    for (const source of this.#landing.area_sets) {
      if (this.#map.getSource(source.id) !== undefined) this.#map.refreshTiles(source.id);
    }
    if (layer !== null) void this.#show(layer.id);
  }

  #writeHash(): void {
    const centre = this.#map.getCenter().wrap();
    const hash = formatViewState({
      camera: { zoom: this.#map.getZoom(), lon: centre.lng, lat: centre.lat },
      ...(this.#layer !== null && { layer: this.#layer.id }),
      ...(this.#place.at !== null && { at: this.#place.at }),
      opacity: this.#opacity,
    });
    history.replaceState(null, '', hash);
  }
}
