// The answer to "what is it like here?": the figures of the ward that the place
// lies in, its monthly line, and the density at the place itself.

import type { LayerSummary, NamedArea, PointAnswer, Position } from './api_types';
import { element } from './element';
import { isFiltered } from './filter';
import { asSentence, capitalised, formatDensity, formatPercentile, formatPosition, formatReach, formatWhole, unbroken } from './formats';
import { isRelativeRisk } from './layer_type';
import { isChance } from './p_values';
import { chanceWords } from './relative_risk';
import { seriesBlock, type SeriesState } from './series_block';
import { totalOf } from './series_query';
import type { ShownView } from './shown_view';
import { wardBlock, wardSentence, type WardState } from './ward_block';

const outside = 'Outside the study area: no density is computed here.';

/** The density to show, or in words why there is none. */
function densityOrReason({ density, reason, inside_study_area, cases, controls }: PointAnswer, layer: LayerSummary): number | string {
  if (density === null && reason != null && reason !== '') return asSentence(reason);
  if (!inside_study_area) return outside;
  return density ?? (isRelativeRisk(layer) ? noRisk(cases, controls) : 'No figure for this place.');
}

/** A ratio needs both sides. */
function noRisk(cases: number | undefined, controls: number | undefined): string {
  if (cases === 0) return 'No risk can be told: what is chosen holds no cases.';
  if (controls === 0) return 'No risk can be told: what is chosen holds no controls.';
  return 'No risk can be told here: too few cases and controls are near.';
}

/** The answer in a few words, for those who hear it. */
export function spokenAnswer(answer: PointAnswer, layer: LayerSummary): string {
  const where = [answer.ward?.name, answer.district?.name].filter((name) => name !== undefined).join(', ');
  const place = where === '' ? '' : ` In ${where}.`;
  const density = densityOrReason(answer, layer);
  if (typeof density === 'string') return `${density}${place}`;
  const standing = standingSentence(answer, layer);
  return `At this place: ${formatDensity(density)} ${answer.unit}, ${formatReach(layer)}.${standing === '' ? '' : ` ${standing}`}${place}`;
}

/** How the figure stands among others: of a density its percentile, of a risk whether it may be chance. Empty where that is not known. */
function standingSentence(answer: PointAnswer, layer: LayerSummary): string {
  const { density, percentile, p } = answer;
  if (!isRelativeRisk(layer)) return percentile === null || percentile === 0 ? '' : `Denser than ${formatPercentile(percentile)} % of the study area.`;
  if (density === null || p == null) return '';
  return capitalised(`${chanceWords({ p, kind: 'p', isChance: isChance(p), isLess: density < 1 })}.`);
}

/** "Of 120 cases and 3,400 controls in the study area; rough where few of them are near."; null of other layers. */
function groupSizes({ cases, controls }: PointAnswer): string | null {
  if (cases === undefined || controls === undefined) return null;
  const [ofCases, ofControls] = [cases === 1 ? 'case' : 'cases', controls === 1 ? 'control' : 'controls'];
  return `Of ${formatWhole(cases)} ${ofCases} and ${formatWhole(controls)} ${ofControls} in the study area; rough where few of them are near.`;
}

export class PlacePanel {
  readonly #box: HTMLElement;
  readonly #live: HTMLElement;
  readonly #close: () => void;
  readonly #ward = element('div', { id: 'place-ward' });
  readonly #series = element('div', { id: 'place-series' });
  readonly #here = element('section', { id: 'place-here', 'aria-labelledby': 'here-heading' });

  /** `live`: an ARIA live region that says the answer; `close`: what the close button does. */
  constructor(box: HTMLElement, live: HTMLElement, close: () => void) {
    this.#box = box;
    this.#live = live;
    this.#close = close;
  }

  asking(): void {
    this.#begin('asking', 'Place', 'Selected place');
    this.#box.append(element('p', { class: 'place-wait' }, 'Reading the figures …'));
  }

  failed(reason: string): void {
    this.#begin('failed', 'Place', 'Selected place');
    this.#box.append(element('p', { class: 'place-failure' }, reason));
    this.#live.textContent = reason;
  }

  answered(view: ShownView, at: Position, answer: PointAnswer): void {
    const { ward, district } = answer;
    const named = ward ?? district;
    this.#begin('answered', eyebrow(ward, district), named?.name ?? 'Outside every area');
    this.#ward.replaceChildren();
    this.#ward.dataset['state'] = ward === null ? 'none' : 'asking';
    this.#series.replaceChildren();
    this.#here.replaceChildren(...here(view, at, answer));
    const codes = [ward, district].flatMap((area) => (area === null ? [] : [area.code]));
    this.#box.append(
      ...(codes.length === 0 ? [] : [element('p', { class: 'aside codes' }, codes.join(' · '))]),
      // What the filter counts comes before what it does not touch.
      ...(isFiltered(view.filter) ? [this.#series, this.#ward] : [this.#ward, this.#series]),
      this.#here,
    );
    this.#live.textContent = spokenAnswer(answer, view.layer);
  }

  ward(view: ShownView, ward: NamedArea, state: WardState): void {
    this.#ward.dataset['state'] = state.kind;
    this.#ward.replaceChildren(...wardBlock(view, state));
    if (state.kind === 'known') this.#say(` Whole ward ${ward.name}: ${wardSentence(view, state.properties)}`);
  }

  series(view: ShownView, ward: NamedArea, state: SeriesState): void {
    this.#series.replaceChildren(seriesBlock(state, view, ward.name, isFiltered(view.filter)));
    if (state.kind !== 'known' || !isFiltered(view.filter)) return;
    const count = totalOf(state.series.filtered, view.filter);
    if (count !== null) this.#say(` Under the filter: ${count}.`);
  }

  hide(): void {
    this.#box.hidden = true;
    this.#box.replaceChildren();
    this.#live.textContent = '';
  }

  #say(words: string): void {
    this.#live.append(element('span', {}, words));
  }

  #begin(state: string, above: string, heading: string): void {
    const button = element('button', { type: 'button', class: 'close', 'aria-label': 'Close figures for this place' }, '×');
    button.addEventListener('click', this.#close);
    const hadFocus = this.#box.contains(document.activeElement);
    this.#box.replaceChildren(element('p', { class: 'eyebrow' }, above), element('h2', { id: 'place-heading' }, heading), button);
    this.#box.dataset['state'] = state;
    this.#box.hidden = false;
    if (hadFocus) button.focus();
  }
}

function eyebrow(ward: NamedArea | null, district: NamedArea | null): string {
  if (ward !== null) return district === null ? 'Ward' : `Ward in ${district.name}`;
  return district === null ? 'Place' : 'District';
}

function here({ layer }: ShownView, at: Position, answer: PointAnswer): HTMLElement[] {
  const density = densityOrReason(answer, layer);
  const standing = standingSentence(answer, layer);
  const sizes = groupSizes(answer);
  return [
    element('h3', { id: 'here-heading' }, 'At this place'),
    ...(typeof density === 'string'
      ? [element('p', { class: 'place-outside' }, density)]
      : [
          element(
            'p',
            { class: 'place-density' },
            element('span', { class: 'place-number' }, formatDensity(density)),
            ' ',
            element('span', { class: 'place-unit' }, `${answer.unit}, ${formatReach(layer)}`),
          ),
          ...(standing === '' ? [] : [element('p', { class: 'place-percentile' }, unbroken(standing))]),
          ...(sizes === null ? [] : [element('p', { class: 'place-source' }, sizes)]),
        ]),
    element('p', { class: 'place-source' }, formatPosition(at)),
  ];
}
