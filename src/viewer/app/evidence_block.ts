// Lines of evidence under a summary that says their gist, so that the panel stays
// short. What the reader opened stays open from ward to ward.

import { element } from './element';
import { unbroken } from './formats';
import type { Evidence } from './ward_evidence';

const opened = new Set<string>();

/** Nothing where there are no lines. */
export function evidenceBlock(title: string, { gist, lines }: Evidence): HTMLElement[] {
  if (lines.length === 0) return [];
  const summary = element(
    'summary',
    {},
    element('span', { class: 'evidence-title' }, title),
    ...(gist === '' ? [] : [': ', element('span', { class: 'evidence-gist' }, unbroken(gist))]),
  );
  const details = element(
    'details',
    { class: 'evidence', open: opened.has(title) },
    summary,
    element('dl', {}, ...lines.map(({ term, words }) => element('div', {}, element('dt', {}, term), element('dd', {}, unbroken(words))))),
  );
  details.addEventListener('toggle', () => {
    if (details.open) opened.add(title);
    else opened.delete(title);
  });
  return [details];
}
