// The controls that make up a filter, for the layer that is shown.

import { ChoiceGroup, type Option } from './choice_group';
import { byId } from './element';
import type { Filter } from './filter';
import { categoryTitle } from './filter_words';
import { formatNotSupplied } from './formats';
import { isRelativeRisk } from './layer_type';
import { MonthSlider } from './month_slider';
import { MovingWindow } from './moving_window';
import type { ShownView } from './shown_view';
import { gapsOf, layerMonths, precisionOf, shownSources, shownTimeOfWeek } from './supply';
import { WeekPanel, type WeekFigures } from './week_panel';

export class FilterControls {
  readonly #kinds: ChoiceGroup;
  readonly #sources: ChoiceGroup;
  readonly #months: MonthSlider;
  readonly #moving: MovingWindow;
  readonly #week: WeekPanel;

  /** `changed` is told the parts of the filter that the reader changed. */
  constructor(changed: (part: Partial<Filter>) => void) {
    this.#kinds = new ChoiceGroup(byId('kinds'), 'Kinds of violence', 'All kinds', (categories) => changed({ categories }));
    this.#sources = new ChoiceGroup(byId('sources'), 'Sources', 'All sources', (sources) => changed({ sources }));
    this.#months = new MonthSlider(byId('months'), (months) => changed({ months }));
    this.#moving = new MovingWindow(byId('moving'), (moment) => changed({ moment, months: null }));
    this.#week = new WeekPanel(byId('week'), ({ hours, days }) => changed({ hours, days }));
  }

  show(view: ShownView): void {
    const { landing, layer, filter } = view;
    const shown = shownSources(layer, filter, landing);
    const gaps = gapsOf(layer, shown);
    const ofCases = isRelativeRisk(layer) ? ' (cases)' : '';
    this.#kinds.show((layer.categories ?? []).map((id) => ({ id, title: categoryTitle(id, landing) })), filter.categories, ofCases);
    this.#sources.show(sourceOptions(view), filter.sources, ofCases);
    const words = shown.length === 0 ? formatNotSupplied(layer.not_supplied) : null;
    this.#months.show(layerMonths(layer), gaps, filter.months, words);
    byId('months').toggleAttribute('data-moving', filter.moment !== null);
    // Servers that tell a layer's months know moving windows too.
    this.#moving.show(layer.months ?? null, gaps, filter.moment);
    // A server that does not say how finely its sources tell times cannot filter by them.
    this.#week.show(shown.length === 0 ? null : shownTimeOfWeek(layer, filter, landing), filter);
  }

  /** Null while the counts are on their way. */
  shade(figures: WeekFigures | null): void {
    this.#week.shade(figures);
  }
}

function sourceOptions({ layer, landing }: ShownView): Option[] {
  return (layer.sources ?? []).map((id) => {
    const source = landing.sources?.find((candidate) => candidate.id === id);
    if (source === undefined) return { id, title: id };
    const kind = source.kind === id ? '' : `${source.kind}, `;
    return { id, title: id, detail: `${kind}${precisionOf(source)}` };
  });
}
