// The parts of the page that say what it is: title, marking, attribution.

import type { LandingPage, TileJson } from './api_types';
import { byId } from './element';
import { plainText } from './formats';

export function writeMasthead({ title, marking }: LandingPage): void {
  byId('project-title').textContent = title;
  document.title = marking === undefined ? `${title} – Heatward` : `${marking}: ${title} – Heatward`;
  const badge = byId('marking');
  badge.textContent = marking ?? '';
  badge.hidden = marking === undefined || marking === '';
}

/** "Sources: …", as a layer's tiles are to be attributed; empty where they say nothing. */
export function attributionOf(tiles: TileJson | null): string {
  const sources = plainText(tiles?.attribution ?? '');
  return sources === '' || /^sources?\b/i.test(sources) ? sources : `Sources: ${sources}`;
}

/** Sources, run and program in one line: what a figure read here must be cited with. */
export function writeAttribution({ run, generated_by }: LandingPage, tiles: TileJson | null): void {
  const sources = attributionOf(tiles);
  byId('attribution').textContent = [
    ...(sources === '' ? [] : [sources]),
    // The server's own attribution may name the run already.
    ...(sources.includes(run) ? [] : [`Run ${run}`]),
    generated_by,
  ].join(' · ');
}
