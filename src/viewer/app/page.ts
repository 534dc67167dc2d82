// The parts of the page that say what it is: title, marking, attribution.

import type { LandingPage, TileJson } from './api';
import { byId } from './element';
import { plainText } from './formats';

export function writeMasthead({ title, marking }: LandingPage): void {
  byId('project-title').textContent = title;
  document.title = marking === undefined ? `${title} – Heatward` : `${marking}: ${title} – Heatward`;
  const badge = byId('marking');
  badge.textContent = marking ?? '';
  badge.hidden = marking === undefined || marking === '';
}

/** Sources, run and program in one line: what a figure read here must be cited with. */
export function writeAttribution({ run, generated_by }: LandingPage, tiles: TileJson | null): void {
  const sources = plainText(tiles?.attribution ?? '');
  byId('attribution').textContent = [
    ...(sources === '' ? [] : [/^sources?\b/i.test(sources) ? sources : `Sources: ${sources}`]),
    `Run ${run}`,
    generated_by,
  ].join(' · ');
}
