// What tests of the viewer's controls do again and again: opening the page on a
// stand-in server, pressing, dragging, and waiting until address, map and figures
// are all of one filter.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { Browser, screenshotFolder } from './browser.mjs';
import { layers } from './fake_county.mjs';
import { keptRows, readFilter } from './fake_incidents.mjs';
import { FakeServer } from './fake_server.mjs';

export const spaced = (words) => words.replace(/\s+/g, ' ');
export const number = (value) => value.toLocaleString('en-GB');
export const layerOf = (wanted) => layers.find(({ id }) => id === wanted);
export const filterOf = (layer, query) => readFilter(new URLSearchParams(query), layerOf(layer));

/** `visit`: answers the visit that the test is at. */
function pageTools(visit) {
  const page = () => visit().page;
  const text = (selector) => page().locator(selector).innerText();
  const tiles = () => visit().requests.filter((asked) => /\/tiles\/[\w-]+\/\d+\/.*\.png/.test(asked)).map((asked) => new URL(asked).searchParams);
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
    const last = tiles().at(-1);
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

  return { page, text, tiles, hash, box, shows, dragBetween, press };
}

/**
 * Gives every test of the file a stand-in server of its own and a page of one wide browser, and fails those whose page
 * logged an error or asked another origin. `pictures`: what the names of the file's pictures begin with.
 */
export async function viewerTests({ prefix = '/', pictures }) {
  const screenshots = await screenshotFolder();
  let browser;
  let own = null;
  let server;
  let url;
  let visit;

  before(async () => {
    browser = await Browser.launch({ size: { width: 1440, height: 900 } });
  });
  after(() => browser?.close());

  beforeEach(async () => {
    server = new FakeServer({ prefix });
    url = await server.start();
    visit = null;
  });
  afterEach(async () => {
    await visit?.page.close();
    await own?.close();
    own = null;
    await server.stop();
    assert.deepEqual(visit?.consoleErrors, []);
    assert.deepEqual(visit?.foreignRequests, []);
  });

  /** Opens a link to the page and waits until it is drawn; with `screen`, as Browser.launch takes it, in a browser of the test's own. */
  async function open(link, screen = null) {
    if (screen !== null) own = await Browser.launch(screen);
    visit = await (own ?? browser).open(`${url}${link}`);
    await visit.mapState('idle');
  }

  const picturePath = (what) => join(screenshots, `${pictures}-${what}.png`);
  return {
    open,
    visit: () => visit,
    server: () => server,
    url: () => url,
    picturePath,
    picture: (what) => visit.page.screenshot({ path: picturePath(what) }),
    ...pageTools(() => visit),
  };
}
