// The viewer's own states against a stand-in server: behind a prefix, before
// the first run, without layers, losing the server, outside the study area.
// Needs the built viewer in src/viewer/dist or HEATWARD_VIEWER_DIST.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Browser, screenshotFolder } from './browser.mjs';
import { areaAt, densityAt, wardProperties } from './fake_county.mjs';
import { FakeServer } from './fake_server.mjs';

const screenshots = await screenshotFolder();
const picture = (visit, what) => visit.page.screenshot({ path: join(screenshots, `state-${what}.png`) });

let browser;
let server;
let url;

before(async () => {
  browser = await Browser.launch({ size: { width: 1100, height: 760 } });
});
after(() => browser?.close());

beforeEach(async () => {
  server = new FakeServer({ prefix: '/heat/' });
  url = await server.start();
});
afterEach(() => server.stop());

const noticeOf = (visit) => visit.page.locator('#notice').innerText();

test('behind a prefix everything is asked for under the prefix', async () => {
  const visit = await browser.open(`${url}#layer=knife-crime`);
  await visit.mapState('idle');
  assert.ok(visit.requests.length > 5);
  assert.deepEqual(visit.requests.filter((asked) => !asked.startsWith(url) && !asked.startsWith('blob:')), []);
  assert.deepEqual(visit.foreignRequests, []);
  assert.deepEqual(visit.consoleErrors, []);
  const legend = await visit.page.locator('#legend').innerText();
  assert.match(legend, /Records, not events/);
  assert.match(legend, /Gaussian kernel, standard deviation 250 m; weighted by harm/);
  await visit.page.close();
});

const darkPixels = ({ data }) => data.filter((value, i) => i % 4 === 0 && value < 60).length;

test('outlines and names stand on the map', async () => {
  const dark = {};
  for (const state of ['ready', 'nameless', 'areas-fail']) {
    server.state = state;
    server.failing = state === 'areas-fail' ? /\.mvt$/ : null;
    const visit = await browser.open(url);
    await visit.mapState('idle');
    await visit.page.addStyleTag({ content: '.notice { visibility: hidden }' });
    dark[state] = darkPixels(await visit.mapPixels());
    await visit.page.close();
  }
  assert.ok(dark.ready > dark.nameless + 200, `names: ${JSON.stringify(dark)}`);
  assert.ok(dark.nameless > dark['areas-fail'] + 1000, `outlines: ${JSON.stringify(dark)}`);
});

test('before the first run it says so, and goes on once there is one', async () => {
  server.state = 'no-run';
  const visit = await browser.open(url);
  await visit.mapState('failed');
  assert.match(await noticeOf(visit), /nothing to show yet[^]*run heatward build/i);
  await picture(visit, 'no-run');
  server.state = 'ready';
  await visit.page.getByRole('button', { name: 'Try again' }).click();
  await visit.mapState('idle');
  assert.ok(await visit.page.locator('#legend').isVisible());
  assert.ok(await visit.page.locator('#notice').isHidden());
  await visit.page.close();
});

test('a run without layers is named as such', async () => {
  server.state = 'no-layers';
  const visit = await browser.open(url);
  await visit.page.waitForSelector('#notice:not([hidden])');
  assert.match(await noticeOf(visit), /holds no layers/);
  await visit.page.close();
});

test('outside the study area no figure is shown', async () => {
  const visit = await browser.open(`${url}#layer=violence&at=1.2,54.4`);
  await visit.page.waitForSelector('#place[data-state=answered]');
  const text = await visit.page.locator('#place').innerText();
  assert.match(text, /Outside the study area/);
  assert.doesNotMatch(text, /per km²/);
  assert.match(await visit.page.locator('#live').innerText(), /Outside the study area/);
  await visit.mapState('idle');
  await picture(visit, 'outside');
  await visit.page.close();
});

// Far from every bump, and in a ward whose own figures are not nought.
const quiet = [2.05, 54.23];
const quietWard = areaAt('wards', quiet);
const quietUrl = (layer) => `${url}#layer=${layer}&at=${quiet}`;
const stat = async (visit, name) => (await visit.page.locator(`[data-stat=${name}] dd`).innerText()).replace(/\s+/g, ' ');
const textOf = (visit, selector) => visit.page.locator(selector).innerText();

test('a quiet place is told apart from the ward it lies in', async () => {
  assert.ok(densityAt('violence', ...quiet) < 0.01);
  const visit = await browser.open(quietUrl('violence'));
  await visit.page.waitForSelector('#place-ward[data-state=known]');
  assert.equal(await textOf(visit, '#place-heading'), quietWard.name);
  assert.match(await textOf(visit, '#place-here'), /^At this place/);
  assert.equal(await textOf(visit, '.place-number'), 'less than 0.01');
  assert.equal(await textOf(visit, '.place-unit'), 'incidents per km² per year, within 400 m around it');
  const { violence_count, violence_rate_per_1000, violence_rank, population } = wardProperties(quietWard.code);
  assert.ok((await textOf(visit, '#place')).includes(quietWard.code));
  assert.equal(await stat(visit, 'count'), `${violence_count} incidents`);
  assert.match(await stat(visit, 'rate'), new RegExp(`^${violence_rate_per_1000.toFixed(1)} per 1,000 residents a year 95 % limits [\\d.]+ to [\\d.]+$`));
  assert.equal(await stat(visit, 'rank'), `${violence_rank} of 120 wards by count`);
  assert.equal(await stat(visit, 'residents'), population.toLocaleString('en-GB'));
  assert.match(await visit.page.locator('#live').textContent(), /^At this place: [^]*Whole ward/);
  const asked = visit.requests.filter((request) => request.includes('/items/'));
  assert.deepEqual(asked, [`${url}collections/wards/items/${quietWard.code}?run=${server.run}`]);
  await visit.mapState('idle');
  await picture(visit, 'quiet-place');
  await visit.page.locator('#layer-choice input[value="knife-crime"]').check();
  await visit.page.waitForFunction(() => document.querySelector('.place-unit')?.textContent.includes('standard deviation of 250 m'));
  await visit.page.waitForSelector('#place-ward[data-state=known]');
  const { knife_crime_count } = wardProperties(quietWard.code);
  assert.match(await stat(visit, 'count'), new RegExp(`^${knife_crime_count} records?$`));
  await visit.page.close();
});

test('a ward without a population has no rate', async () => {
  const place = [2.85, 54.67];
  const { violence_count, population } = wardProperties(areaAt('wards', place).code);
  assert.equal(population, null);
  const visit = await browser.open(`${url}#layer=violence&at=${place}`);
  await visit.page.waitForSelector('#place-ward[data-state=known]');
  assert.equal(await stat(visit, 'count'), `${violence_count} incidents`);
  assert.equal(await stat(visit, 'rate'), 'No rate number of residents not given');
  assert.doesNotMatch(await textOf(visit, '#place-ward'), /per 1,000|\b0\b/);
  await visit.page.close();
});

test('without the ward’s figures the ward is only named', async () => {
  server.failing = /^collections\//;
  const visit = await browser.open(quietUrl('violence'));
  await visit.page.waitForSelector('#place-ward[data-state=named]');
  const text = await textOf(visit, '#place');
  assert.ok(text.includes(quietWard.name) && text.includes(quietWard.code), text);
  assert.doesNotMatch(text, /1,000 residents|fails on purpose|Reading/);
  assert.equal(await textOf(visit, '.place-number'), 'less than 0.01');
  assert.ok(await visit.page.locator('#notice').isHidden());
  await visit.page.close();
});

test('a missing density is given its reason', async () => {
  server.state = 'no-density';
  const visit = await browser.open(quietUrl('violence'));
  await visit.page.waitForSelector('#place-ward[data-state=known]');
  assert.equal(await textOf(visit, '.place-outside'), 'No source supplied this period.');
  assert.equal(await visit.page.locator('.place-number').count(), 0);
  assert.match(await visit.page.locator('#live').textContent(), /^No source supplied this period\. In /);
  await visit.page.close();
});

test('months that nobody supplied stand under the period', async () => {
  const visit = await browser.open(`${url}#layer=knife-crime`);
  await visit.mapState('idle');
  const missing = 'Not supplied: June to July 2025, February 2026';
  const texts = (selector) => visit.page.locator(selector).allInnerTexts();
  assert.match(await textOf(visit, '#month-gaps'), /ambulance: June to July 2025, February 2026; police: February 2026/);
  assert.deepEqual(await texts('.legend-period + .not-supplied'), [missing]);
  await visit.page.locator('#layer-choice input[value="violence"]').check();
  await visit.mapState('idle');
  assert.deepEqual(await texts('#legend .not-supplied'), []);
  assert.ok(await visit.page.locator('#month-gaps').isHidden());
  await visit.page.close();
});

test('the sidebar fits a desktop window and scrolls to its last line in a low one', async () => {
  const visit = await browser.open(`${url}#layer=knife-crime`);
  await visit.mapState('idle');
  const hidden = () =>
    visit.page.evaluate(() => {
      const box = document.getElementById('controls');
      const end = document.querySelector('#month-gaps').getBoundingClientRect().bottom;
      const frame = box.getBoundingClientRect();
      const stage = document.querySelector('.stage').getBoundingClientRect();
      return Math.max(end - frame.bottom, frame.bottom - stage.bottom);
    });
  await visit.page.setViewportSize({ width: 1440, height: 900 });
  assert.ok((await hidden()) <= 0, `${await hidden()} px of the sidebar lie below the window`);
  await visit.page.setViewportSize({ width: 1100, height: 480 });
  assert.ok((await hidden()) > 0, 'in a low window the last line needs scrolling to');
  await visit.mapState('idle');
  await picture(visit, 'low-window');
  await visit.page.mouse.move(150, 300);
  await visit.page.mouse.wheel(0, 2000);
  await visit.page.waitForFunction(() => {
    const box = document.getElementById('controls');
    return box.scrollTop > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
  });
  assert.ok((await hidden()) <= 0, `${await hidden()} px stay hidden after scrolling`);
  await visit.page.close();
});

test('a server that goes away is reported where the reader looks', async () => {
  const visit = await browser.open(url);
  await visit.mapState('idle');
  await server.stop();
  await visit.page.locator('#map').click({ position: { x: 240, y: 200 } });
  await visit.page.waitForSelector('#place[data-state=failed]');
  assert.match(await visit.page.locator('#place').innerText(), /server cannot be reached/);
  await visit.page.locator('#layer-choice input[value="knife-crime"]').check();
  await visit.mapState('failed');
  assert.match(await noticeOf(visit), /could not be loaded[^]*cannot be reached/);
  assert.ok(await visit.page.locator('#legend').isHidden(), 'no legend without its map');
  await picture(visit, 'unreachable');
  await visit.page.close();
});

test('tiles that fail are reported and asked for again', async () => {
  server.failing = /\.png$/;
  const visit = await browser.open(url);
  await visit.page.waitForSelector('#notice:not([hidden])');
  assert.match(await noticeOf(visit), /Part of the map could not be loaded/);
  server.failing = null;
  const before = visit.requests.length;
  await visit.page.getByRole('button', { name: 'Try again' }).click();
  await visit.page.waitForSelector('#legend:not([hidden])');
  await visit.mapState('idle');
  assert.ok(visit.requests.slice(before).some((asked) => new URL(asked).pathname.endsWith('.png')));
  assert.ok(await visit.page.locator('#notice').isHidden());
  await visit.page.close();
});

test('a new run is never mixed into the one on the screen', async () => {
  const visit = await browser.open(url);
  await visit.mapState('idle');
  server.run = '0000000000000001';
  await visit.page.locator('#layer-choice input[value="knife-crime"]').check();
  await visit.mapState('failed');
  assert.match(await noticeOf(visit), /5f3c9a0172b4d8e6 is kept no longer/);
  await visit.page.getByRole('button', { name: 'Load the page again' }).click();
  await visit.page.waitForFunction(() => document.getElementById('attribution').textContent.includes('0000000000000001'));
  await visit.mapState('idle');
  assert.ok(await visit.page.locator('#notice').isHidden());
  await visit.page.close();
});

test('a later click overtakes an earlier one', async () => {
  const visit = await browser.open(url);
  await visit.mapState('idle');
  let release;
  const held = new Promise((resolve) => (release = resolve));
  let first = true;
  await visit.page.route('**/point/**', async (route) => {
    if (first) {
      first = false;
      await held;
    }
    await route.continue().catch(() => {}); // the page has given the first one up
  });
  await visit.page.locator('#map').click({ position: { x: 150, y: 120 } });
  await visit.page.locator('#map').click({ position: { x: 320, y: 250 } });
  await visit.page.waitForSelector('#place-ward[data-state=known]');
  const answered = await visit.page.locator('#place').innerText();
  release();
  await visit.mapState('idle');
  assert.equal(await visit.page.locator('#place').innerText(), answered);
  await visit.page.close();
});

test('strength of colour pales map and legend alike', async () => {
  const visit = await browser.open(`${url}#opacity=0`);
  await visit.mapState('idle');
  const pale = await visit.mapPixels();
  assert.equal(await visit.page.locator('#opacity-value').innerText(), '0 %');
  await visit.page.locator('#opacity-range').focus();
  await visit.page.keyboard.press('End');
  await visit.mapState('idle');
  const strong = await visit.mapPixels();
  const red = ({ data }) => {
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] > data[i + 2] + 60) ++count;
    return count;
  };
  assert.ok(red(strong) > red(pale) + 2000, `${red(pale)} then ${red(strong)} red pixels`);
  assert.doesNotMatch(visit.page.url(), /opacity/);
  await visit.page.close();
});

test('a sharp screen gets sharp tiles', async () => {
  const sharp = await Browser.launch({ size: { width: 390, height: 844 }, scale: 2, touch: true });
  try {
    const visit = await sharp.open(url);
    await visit.mapState('idle');
    const tiles = visit.requests.filter((asked) => /\/tiles\/.*\.png$/.test(new URL(asked).pathname));
    assert.ok(tiles.length > 0 && tiles.every((asked) => new URL(asked).pathname.endsWith('@2x.png')));
    await picture(visit, 'sharp');
  } finally {
    await sharp.close();
  }
});
