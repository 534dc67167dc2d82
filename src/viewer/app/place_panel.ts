// The answer to "what is it like here?": the density at the place itself, then
// the figures of the whole ward that it lies in, then the district.

import type { LayerSummary, NamedArea, PointAnswer, Position } from './api';
import { element } from './element';
import { asSentence, formatDensity, formatPercentile, formatPeriod, formatPosition, formatReach } from './formats';
import type { WardFigures } from './ward_figures';

export type PlaceState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly answer: PointAnswer }
  | { readonly kind: 'failed'; readonly reason: string };

const outside = 'Outside the study area: no density is computed here.';

/** The density to show, or in words why there is none. */
function densityOrReason({ density, reason, inside_study_area }: PointAnswer): number | string {
  if (density === null && reason != null && reason !== '') return asSentence(reason);
  if (!inside_study_area) return outside;
  return density ?? 'No figure for this place.';
}

/** The answer in a few words, for those who hear it. */
export function spokenAnswer(answer: PointAnswer, layer: LayerSummary): string {
  const where = [answer.ward?.name, answer.district?.name].filter((name) => name !== undefined).join(', ');
  const place = where === '' ? '' : ` In ${where}.`;
  const density = densityOrReason(answer);
  if (typeof density === 'string') return `${density}${place}`;
  return `At this place: ${formatDensity(density)} ${answer.unit}, ${formatReach(layer)}.${percentileSentence(answer)}${place}`;
}

function percentileSentence({ percentile }: PointAnswer): string {
  return percentile === null || percentile === 0 ? '' : ` Denser than ${formatPercentile(percentile)} % of the study area.`;
}

export class PlacePanel {
  readonly #section: HTMLElement;
  readonly #live: HTMLElement;
  readonly #close: () => void;
  #ward = wardSlot();

  /** `live`: an ARIA live region that says the answer; `close`: what the close button does. */
  constructor(section: HTMLElement, live: HTMLElement, close: () => void) {
    this.#section = section;
    this.#live = live;
    this.#close = close;
  }

  show(position: Position, layer: LayerSummary, state: PlaceState): void {
    const button = element('button', { type: 'button', class: 'close', 'aria-label': 'Close figures for this place' }, '×');
    button.addEventListener('click', this.#close);
    this.#ward = wardSlot();
    this.#section.replaceChildren(
      element('h2', { id: 'place-heading' }, 'At this place'),
      button,
      ...body(state, layer, this.#ward),
      element(
        'p',
        { class: 'place-source' },
        `${layer.title}, ${formatPeriod(layer.period)}. ${formatPosition(position)}`,
      ),
    );
    this.#section.dataset['state'] = state.kind;
    this.#section.hidden = false;
    if (state.kind === 'answered') this.#live.textContent = spokenAnswer(state.answer, layer);
    if (state.kind === 'failed') this.#live.textContent = state.reason;
  }

  /** Adds the figures of the answer's ward; `figures` null: there are none to be had, the ward is only named. */
  showWard(ward: NamedArea, figures: WardFigures | null): void {
    this.#ward.dataset['state'] = figures === null ? 'named' : 'known';
    if (figures === null) {
      this.#ward.replaceChildren(rows(['Ward', ...area(ward)]));
      return;
    }
    this.#ward.replaceChildren(
      ...wardHeading(ward),
      element('p', { class: 'ward-figures' }, figures.main),
      element('p', { class: 'aside' }, figures.aside),
    );
    this.#live.append(element('span', {}, ` Whole ward ${ward.name}: ${figures.main}`));
  }

  hide(): void {
    this.#section.hidden = true;
    this.#section.replaceChildren();
    this.#live.textContent = '';
  }
}

function wardSlot(): HTMLElement {
  return element('section', { id: 'place-ward', class: 'place-ward' });
}

function wardHeading({ code, name }: NamedArea): HTMLElement[] {
  return [element('h3', {}, name), element('p', { class: 'aside' }, `The whole ward, ${code}`)];
}

function body(state: PlaceState, layer: LayerSummary, wardSection: HTMLElement): HTMLElement[] {
  if (state.kind === 'asking') return [element('p', { class: 'place-wait' }, 'Reading the density …')];
  if (state.kind === 'failed') return [element('p', { class: 'place-failure' }, state.reason)];
  const { answer } = state;
  if (answer.ward === null) {
    wardSection.dataset['state'] = 'none';
    wardSection.append(rows(['Ward', 'None here']));
  } else {
    wardSection.dataset['state'] = 'asking';
    wardSection.append(...wardHeading(answer.ward), element('p', { class: 'place-wait' }, 'Reading the ward’s figures …'));
  }
  return [...figuresHere(answer, layer), wardSection, rows(['District', ...area(answer.district)])];
}

function figuresHere(answer: PointAnswer, layer: LayerSummary): HTMLElement[] {
  const density = densityOrReason(answer);
  if (typeof density === 'string') return [element('p', { class: 'place-outside' }, density)];
  const percentile = percentileSentence(answer).trim();
  return [
    element(
      'p',
      { class: 'place-density' },
      element('span', { class: 'place-number' }, formatDensity(density)),
      ' ',
      element('span', { class: 'place-unit' }, `${answer.unit}, ${formatReach(layer)}`),
    ),
    ...(percentile === '' ? [] : [element('p', { class: 'place-percentile' }, percentile)]),
  ];
}

type Row = readonly [term: string, ...detail: (Node | string)[]];

function rows(...wanted: Row[]): HTMLElement {
  return element(
    'dl',
    {},
    ...wanted.map(([term, ...detail]) =>
      element('div', {}, element('dt', {}, term), element('dd', {}, ...detail)),
    ),
  );
}

function area(named: NamedArea | null): (Node | string)[] {
  return named === null ? ['None here'] : [named.name, element('span', { class: 'aside' }, named.code)];
}
