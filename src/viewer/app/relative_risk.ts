// Cases against controls in words: who they are, what their colours mean, and
// whether a risk may be chance.

import type { Legend } from './api_types';
import { categoryTitle } from './filter_words';
import { formatP } from './p_values';
import type { ShownView } from './shown_view';

/** "Cases: Violence (hospital). Controls: Violence, Robbery (police)."; both as the filter keeps them. */
export function groupWords({ landing, layer, filter }: ShownView): string {
  const group = (name: string, categories: readonly string[], sources: readonly string[]) =>
    `${name}: ${categories.map((id) => categoryTitle(id, landing)).join(', ')} (${sources.join(', ')}).`;
  const cases = group('Cases', filter.categories ?? layer.categories ?? [], filter.sources ?? layer.sources ?? []);
  if (layer.controls === undefined) return cases;
  const { categories, sources } = layer.controls;
  return `${cases} ${group('Controls', keptOfControls(categories, filter.categories), keptOfControls(sources, filter.sources))}`;
}

/** As the server narrows them: to what is chosen, and not at all where they have none of it. */
function keptOfControls(own: readonly string[], chosen: readonly string[] | null): readonly string[] {
  const kept = own.filter((id) => chosen?.includes(id) !== false);
  return kept.length === 0 ? own : kept;
}

/** Whether a colour, "#rrggbb", has more red than blue. */
function isReddish(colour: string): boolean {
  return parseInt(colour.slice(1, 3), 16) > parseInt(colour.slice(5, 7), 16);
}

/** What the two ends of the colours mean; named only where they are blue and red. */
export function colourWords({ classes }: Pick<Legend, 'classes'>): string {
  const [lowest, highest] = [classes[0], classes.at(-1)];
  const isBlueToRed = lowest !== undefined && highest !== undefined && !isReddish(lowest.colour) && isReddish(highest.colour);
  const ends = isBlueToRed ? 'Red: more, blue: less than elsewhere.' : 'Above 1: more, below 1: less than elsewhere.';
  return `${ends} Of the cases that many times as large a share is here as of the controls.`;
}

export interface Judged {
  readonly p: number;
  readonly kind: 'p' | 'adjusted p';
  readonly isChance: boolean;
  readonly isLess: boolean;
}

/** "may be chance (p 0.21)", "more than chance makes (adjusted p less than 0.001)" */
export function chanceWords({ p, kind, isChance, isLess }: Judged): string {
  const figure = `${kind} ${formatP(p)}`;
  if (isChance) return `may be chance (${figure})`;
  return `${isLess ? 'less' : 'more'} than chance makes (${figure})`;
}
