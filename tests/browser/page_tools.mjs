// What tests of the viewer's controls do again and again: pressing, dragging,
// and waiting until address, map and figures are all of one filter.

import assert from 'node:assert/strict';
import { layers } from './fake_county.mjs';
import { keptRows, readFilter } from './fake_incidents.mjs';

export const spaced = (words) => words.replace(/\s+/g, ' ');
export const number = (value) => value.toLocaleString('en-GB');
export const layerOf = (wanted) => layers.find(({ id }) => id === wanted);
export const filterOf = (layer, query) => readFilter(new URLSearchParams(query), layerOf(layer));

/** `visit`: answers the visit that the test is at. */
export function pageTools(visit) {
  const page = () => visit().page;
  const text = (selector) => page().locator(selector).innerText();
  const hash = () => new URLSearchParams(new URL(page().url()).hash.slice(1));
  const box = (selector) => page().locator(selector).boundingBox();

  /** Waits until the address holds that filter, and the figures and the map are of it. */
  async function shows(layer, query) {
    const wanted = new URLSearchParams(query);
    const names = { datetime: 'months', category: 'kinds', source: 'sources' };
    for (const [name, value] of wanted) {
      await page().waitForFunction(
        ([key, expected]) => new URLSearchParams(location.hash.slice(1)).get(key) === expected,
        [names[name] ?? name, value],
      );
    }
    const filter = filterOf(layer, query);
    const count = keptRows(layerOf(layer), filter).kept.length;
    await page().waitForFunction((expected) => document.querySelector('#overview .total-number')?.textContent === expected, number(count));
    await visit().mapState('idle');
    const tiles = visit().requests.filter((asked) => /\/tiles\/[\w-]+\/\d+\/.*\.png/.test(asked));
    const last = new URL(tiles.at(-1)).searchParams;
    for (const [name, value] of wanted) assert.equal(last.get(name), value, `tiles are asked for with ${name}`);
    for (const name of ['datetime', 'category', 'source', 'hours', 'days']) assert.equal(last.has(name), wanted.has(name), name);
    return { count, ...keptRows(layerOf(layer), filter) };
  }

  async function dragBetween(from, to) {
    const [a, b] = [await box(from), await box(to)];
    await page().mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await page().mouse.down();
    await page().mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 6 });
    await page().mouse.up();
  }

  async function press(...keys) {
    for (const key of keys) await page().keyboard.press(key);
  }

  return { page, text, hash, box, shows, dragBetween, press };
}
