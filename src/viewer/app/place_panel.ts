// The answer to "what is it like here?": density, percentile, ward, district.

import type { LayerSummary, NamedArea, PointAnswer, Position } from './api';
import { element } from './element';
import { formatDensity, formatPercentile, formatPeriod, formatPosition } from './formats';

export type PlaceState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly answer: PointAnswer }
  | { readonly kind: 'failed'; readonly reason: string };

const outside = 'Outside the study area: no density is computed here.';

/** The answer in one sentence, for those who hear it. */
export function spokenAnswer(answer: PointAnswer): string {
  const where = [answer.ward?.name, answer.district?.name].filter((name) => name !== undefined).join(', ');
  const place = where === '' ? '' : ` ${where}.`;
  if (!answer.inside_study_area || answer.density === null) return `${outside}${place}`;
  return `${formatDensity(answer.density)} ${answer.unit}.${percentileSentence(answer)}${place}`;
}

function percentileSentence({ percentile }: PointAnswer): string {
  return percentile === null ? '' : ` Denser than ${formatPercentile(percentile)} % of the study area.`;
}

export class PlacePanel {
  readonly #section: HTMLElement;
  readonly #live: HTMLElement;
  readonly #close: () => void;

  /** `live`: an ARIA live region that says the answer; `close`: what the close button does. */
  constructor(section: HTMLElement, live: HTMLElement, close: () => void) {
    this.#section = section;
    this.#live = live;
    this.#close = close;
  }

  show(position: Position, layer: LayerSummary, state: PlaceState): void {
    const button = element('button', { type: 'button', class: 'close', 'aria-label': 'Close figures for this place' }, '×');
    button.addEventListener('click', this.#close);
    this.#section.replaceChildren(
      element('h2', { id: 'place-heading' }, heading(state)),
      button,
      ...body(state),
      element(
        'p',
        { class: 'place-source' },
        `${layer.title}, ${formatPeriod(layer.period)}. ${formatPosition(position)}`,
      ),
    );
    this.#section.dataset['state'] = state.kind;
    this.#section.hidden = false;
    if (state.kind === 'answered') this.#live.textContent = spokenAnswer(state.answer);
    if (state.kind === 'failed') this.#live.textContent = state.reason;
  }

  hide(): void {
    this.#section.hidden = true;
    this.#section.replaceChildren();
    this.#live.textContent = '';
  }
}

function heading(state: PlaceState): string {
  if (state.kind !== 'answered') return 'This place';
  return state.answer.ward?.name ?? state.answer.district?.name ?? 'This place';
}

function body(state: PlaceState): HTMLElement[] {
  if (state.kind === 'asking') return [element('p', { class: 'place-wait' }, 'Reading the density …')];
  if (state.kind === 'failed') return [element('p', { class: 'place-failure' }, state.reason)];
  const { answer } = state;
  const figures =
    !answer.inside_study_area || answer.density === null
      ? [element('p', { class: 'place-outside' }, outside)]
      : [
          element(
            'p',
            { class: 'place-density' },
            element('span', { class: 'place-number' }, formatDensity(answer.density)),
            ' ',
            element('span', { class: 'place-unit' }, answer.unit),
          ),
        ];
  return [...figures, rows(answer)];
}

function rows(answer: PointAnswer): HTMLElement {
  const list = element('dl', {});
  const add = (term: string, ...detail: (Node | string)[]) =>
    list.append(element('div', {}, element('dt', {}, term), element('dd', {}, ...detail)));
  if (answer.percentile !== null) {
    const percentile = formatPercentile(answer.percentile);
    add('Percentile', percentile, element('span', { class: 'aside' }, `denser than ${percentile} % of the study area`));
  }
  add('Ward', ...area(answer.ward));
  add('District', ...area(answer.district));
  return list;
}

function area(named: NamedArea | null): (Node | string)[] {
  return named === null ? ['None here'] : [named.name, element('span', { class: 'aside' }, named.code)];
}
