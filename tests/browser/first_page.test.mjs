// The viewer's first page in a real browser against a running heatward server.
//
//   HEATWARD_URL=http://127.0.0.1:8080/ node --test tests/browser/first_page.test.mjs
//
// HEATWARD_URL   a server with any project of at least two layers and two area sets, one inside the other
// CHROMIUM       the browser; default /usr/bin/chromium
// HEATWARD_SCREENSHOTS   where pictures go; default a new temporary folder

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Browser, screenshotFolder } from './browser.mjs';
import { classOfPixels, countClasses, hottestPixel, strongestChange } from './heat_pixels.mjs';

const base = process.env.HEATWARD_URL;
if (!base) throw new Error('HEATWARD_URL must be the address of a running heatward server');

const screenshots = await screenshotFolder();

async function ask(path) {
  const response = await fetch(new URL(path, base), { headers: { Accept: 'application/json' } });
  assert.equal(response.status, 200, `${path} answered ${response.status}`);
  return response.json();
}

const landing = await ask('?f=json');
const [firstLayer, secondLayer] = landing.layers;
assert.ok(secondLayer, 'the project needs two layers for this test');

/** Follows a link to another view of the page that is open. */
async function goTo(visit, hash) {
  await visit.page.evaluate((wanted) => {
    if (wanted === location.hash) return;
    document.documentElement.dataset.mapState = 'busy';
    location.hash = wanted;
  }, hash);
  await visit.mapState('idle');
}

/** The view with the density at full strength and with none. */
async function fullAndBare(visit) {
  const view = await visit.page.evaluate(() => location.hash.replace(/&opacity=\d+/, ''));
  await goTo(visit, `${view}&opacity=0`);
  const bare = await visit.mapPixels();
  await goTo(visit, view);
  return { full: await visit.mapPixels(), bare };
}

/** Leaves the whole for a view six times closer around the strongest colour. */
async function goToHeat(visit) {
  const { full, bare } = await fullAndBare(visit);
  const { x, y, changed } = strongestChange(full, bare, await uncovered(visit));
  assert.ok(changed > 20, `only ${changed} pixels of the whole map are coloured`);
  await visit.page.locator('#map').click({ position: { x: x + 0.5, y: y + 0.5 } });
  await visit.page.waitForSelector('#place[data-state=answered]');
  const { lon, lat } = placeOfHash(visit.page.url());
  const zoom = (Number(/map=([\d.]+)/.exec(visit.page.url())[1]) + 2.6).toFixed(2);
  await goTo(visit, `#map=${zoom}/${lat}/${lon}&layer=${firstLayer.id}`);
  await visit.page.waitForSelector('#place', { state: 'hidden' });
  return { lon, lat, zoom };
}

/** Whether nothing but the map lies at that place of the map's frame. */
async function uncovered(visit) {
  const covers = await visit.page.evaluate(() => {
    const frame = document.getElementById('map').getBoundingClientRect();
    return [...document.querySelectorAll('.filter-band, .maplibregl-ctrl, .notice')].map((cover) => {
      const box = cover.getBoundingClientRect();
      return { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top };
    });
  });
  return (x, y) => covers.every((box) => x < box.left - 4 || x > box.right + 4 || y < box.top - 4 || y > box.bottom + 4);
}

function placeOfHash(url) {
  const [lon, lat] = new URLSearchParams(new URL(url).hash.slice(1)).get('at').split(',').map(Number);
  return { lon, lat };
}

/** The panel of the place that was asked about says what the server says of it. */
async function panelMatchesServer(visit, layer) {
  await visit.page.waitForSelector('#place[data-state=answered]');
  const { lon, lat } = placeOfHash(visit.page.url());
  const answer = await ask(`point/${layer.id}/${lon},${lat}`);
  const text = await visit.page.locator('#place').innerText();
  const shown = Number((await visit.page.locator('.place-number').innerText()).replace(/,/g, ''));
  const rounding = answer.density >= 100 ? 0.5 : 0.005 * answer.density;
  assert.ok(answer.density >= 0.01, `a hot place has a density of ${answer.density}`);
  assert.ok(Math.abs(shown - answer.density) <= rounding + 1e-9, `${shown} shown, ${answer.density} served`);
  assert.ok(text.includes(answer.unit), `no unit "${answer.unit}" in: ${text}`);
  for (const area of [answer.ward, answer.district]) {
    assert.ok(area !== null, `no ward or district at ${lon},${lat}`);
    assert.ok(text.includes(area.name) && text.includes(area.code), `no ${area.name} (${area.code}) in: ${text}`);
  }
  const here = await visit.page.locator('#place-here').innerText();
  assert.ok(here.startsWith('At this place') && here.includes(answer.unit), `the figure is not said to be of the place: ${here}`);
  await wardMatchesServer(visit, layer, answer.ward);
  const spoken = await visit.page.locator('#live').innerText();
  assert.ok(spoken.includes(answer.unit) && spoken.includes(answer.ward.name), `the live region says: ${spoken}`);
  return answer;
}

/** The place's ward has its own count of the layer, from the ward's row. */
async function wardMatchesServer(visit, layer, ward) {
  await visit.page.waitForSelector('#place-ward[data-state=known]');
  const { id } = landing.area_sets.find((set) => set.id === 'wards') ?? landing.area_sets.find((set) => set.parent);
  const { properties } = await ask(`collections/${id}/items/${ward.code}`);
  const count = properties[`${layer.id.replaceAll('-', '_')}_count`];
  assert.ok(Number.isInteger(count), `ward ${ward.code} has a count of ${count}`);
  assert.equal(await visit.page.locator('[data-stat=count] .stat-figure').innerText(), count.toLocaleString('en-GB'));
}

for (const { name, size, narrow } of [
  { name: 'wide', size: { width: 1440, height: 900 }, narrow: false },
  { name: 'narrow', size: { width: 390, height: 844 }, narrow: true },
]) {
  describe(`first page, ${name}`, () => {
    let browser;
    let visit;
    const visits = []; // every page opened, the last one open
    let heat; // where the closer view stands: {lon, lat, zoom}

    const openPage = async (url) => {
      const opened = await browser.open(url);
      visits.push(opened);
      return opened;
    };
    const picture = (what) => visit.page.screenshot({ path: join(screenshots, `first-page-${name}-${what}.png`) });
    /** On a narrow screen: unfolds that part of the sheet, or folds the sheet. */
    const openSheet = async (part) => {
      const tab = narrow && visit.page.locator(`#${part}-tab[aria-expanded=false]`);
      if (tab && (await tab.count()) > 0) {
        await tab.click();
        await visit.mapState('idle');
      }
    };
    const closeSheet = async () => {
      const tab = visit.page.locator('.sheet-tabs [aria-expanded=true]');
      if (narrow && (await tab.count()) > 0) {
        await tab.click();
        await visit.mapState('idle');
      }
    };

    before(async () => {
      browser = await Browser.launch({ size });
      visit = await openPage(base);
      await visit.mapState('idle');
    });

    after(() => browser?.close());

    test('says what it shows', async () => {
      await picture('start');
      const text = await visit.page.locator('body').innerText();
      assert.ok(text.includes(landing.title));
      if (landing.marking) assert.ok(text.includes(landing.marking));
      assert.ok(text.includes(landing.run), 'the run id stands on the page');
      await openSheet('legend-bar');
      const legend = await ask(`legend/${firstLayer.id}.json`);
      const shown = await visit.page.locator('#legend').innerText();
      assert.ok((await visit.page.locator('#filter-band').innerText()).includes(legend.title));
      assert.ok(shown.toLowerCase().includes(legend.unit.toLowerCase()), `no unit in: ${shown}`);
      for (const { label } of legend.classes) assert.ok(shown.includes(label), `no class "${label}" in: ${shown}`);
      await picture('legend');
      await closeSheet();
    });

    test('fits its window', async () => {
      const { scroll, client } = await visit.page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      assert.ok(scroll <= client, `the page is ${scroll} px wide in a window of ${client} px`);
      const map = await visit.page.locator('#map').boundingBox();
      assert.ok(map.height > size.height / 2, `the map is only ${map.height} px high`);
    });

    test('draws outlines and the legend’s colours, and other ones for another layer', async () => {
      heat = await goToHeat(visit);
      await closeSheet();
      const first = await fullAndBare(visit);
      const firstLegend = await ask(`legend/${firstLayer.id}.json`);
      const counts = countClasses(classOfPixels(first.full, first.bare, firstLegend.classes), firstLegend.classes.length);
      assert.ok(counts.filter((count) => count >= 5).length >= 2, `pixels by legend class: ${counts}`);
      const dark = first.bare.data.filter((value, i) => i % 4 === 0 && value < 90).length;
      assert.ok(dark > 300, `only ${dark} dark pixels: no outlines or names`);

      await openSheet('controls');
      await visit.page.locator(`#layer-choice input[value="${secondLayer.id}"]`).check();
      await visit.page.waitForSelector(`html[data-layer="${secondLayer.id}"]`);
      await closeSheet();
      await visit.mapState('idle');
      await picture('second-layer');
      const second = await visit.mapPixels();
      let changed = 0;
      for (let i = 0; i < second.data.length; i += 4) {
        if ([0, 1, 2].some((channel) => Math.abs(second.data[i + channel] - first.full.data[i + channel]) > 12)) ++changed;
      }
      assert.ok(changed > 50, `only ${changed} pixels changed with the layer`);
      assert.ok(visit.page.url().includes(`layer=${secondLayer.id}`));

      await openSheet('controls');
      await visit.page.locator(`#layer-choice input[value="${firstLayer.id}"]`).check();
      await visit.page.waitForSelector(`html[data-layer="${firstLayer.id}"]`);
      await closeSheet();
      await visit.mapState('idle');
    });

    test('a click on a hot place says density, ward and district', async () => {
      const legend = await ask(`legend/${firstLayer.id}.json`);
      const { full, bare } = await fullAndBare(visit);
      const classes = classOfPixels(full, bare, legend.classes);
      const hot = hottestPixel(classes, full, legend.classes.length, await uncovered(visit));
      assert.ok(hot !== null, 'no pixel of the map shows heat');
      await visit.page.locator('#map').click({ position: { x: hot.x + 0.5, y: hot.y + 0.5 } });
      const answer = await panelMatchesServer(visit, firstLayer);
      await visit.mapState('idle');
      await picture('place');
      assert.ok(answer.inside_study_area);
      const { from, to } = legend.classes[hot.classIndex];
      assert.ok(answer.density >= from * 0.98, `${answer.density} under a colour from ${from}`);
      if (to !== null) assert.ok(answer.density <= to * 1.02, `${answer.density} under a colour to ${to}`);
    });

    test('a link brings back the view and the place', async () => {
      const url = visit.page.url();
      // One map at a time: software WebGL makes two of them wait for each other.
      await visit.page.close();
      visit = await openPage(url);
      await visit.mapState('idle');
      await panelMatchesServer(visit, firstLayer);
      assert.deepEqual(placeOfHash(visit.page.url()), placeOfHash(url));
      assert.deepEqual(visit.consoleErrors, []);
    });

    test('the keyboard alone chooses a layer and reads a place', async () => {
      const { page } = visit;
      await page.keyboard.press('Escape');
      await page.waitForSelector('#place', { state: 'hidden' });
      const focused = () =>
        page.evaluate(() => {
          const at = document.activeElement;
          return at.matches('.maplibregl-canvas') ? 'map' : at.id || at.getAttribute('name') || at.tagName;
        });
      // Tab goes round: from wherever the focus is, both controls are reached.
      const tabTo = async (wanted) => {
        for (let i = 0; i < 60 && (await focused()) !== wanted; ++i) await page.keyboard.press('Tab');
        assert.equal(await focused(), wanted);
      };
      if (narrow) {
        await tabTo('controls-tab');
        if ((await page.getAttribute('#controls-tab', 'aria-expanded')) === 'false') await page.keyboard.press('Enter');
      }
      await tabTo('layer');
      await page.keyboard.press('ArrowDown');
      await page.waitForSelector(`html[data-layer="${secondLayer.id}"]`);
      await page.keyboard.press('ArrowUp');
      await page.waitForSelector(`html[data-layer="${firstLayer.id}"]`);
      if (narrow) {
        await tabTo('controls-tab');
        await page.keyboard.press('Enter');
      }
      await goTo(visit, `#map=${heat.zoom}/${heat.lat}/${heat.lon}&layer=${firstLayer.id}`);
      await tabTo('map');
      assert.ok(await page.locator('.crosshair').isVisible(), 'the focused map shows what Enter will read');
      await page.keyboard.press('Enter');
      await panelMatchesServer(visit, firstLayer);
      await visit.mapState('idle');
      await picture('keyboard');
      const zoomOf = () => Number(/map=([\d.]+)/.exec(page.url())[1]);
      const zoom = zoomOf();
      await page.keyboard.press('+');
      await page.waitForFunction((before) => Number(/map=([\d.]+)/.exec(location.hash)[1]) > before, zoom);
      await visit.mapState('idle');
      await picture('zoomed');
    });

    test('controls have names', async () => {
      await openSheet('controls');
      const nameless = await visit.page.evaluate(() =>
        [...document.querySelectorAll('button, input, canvas.maplibregl-canvas')]
          .filter((control) => control.getClientRects().length > 0)
          .filter((control) => {
            const label = control.labels?.[0]?.textContent ?? '';
            return `${control.getAttribute('aria-label') ?? ''}${label}${control.textContent}`.trim() === '';
          })
          .map((control) => control.outerHTML),
      );
      assert.deepEqual(nameless, []);
      await closeSheet();
    });

    test('no error was logged and no other origin asked', () => {
      for (const { consoleErrors, foreignRequests, requests } of visits) {
        assert.deepEqual(consoleErrors, []);
        assert.deepEqual(foreignRequests, []);
        assert.ok(requests.some((url) => new URL(url).pathname.endsWith('.mvt')), 'no vector tile was asked for');
        assert.ok(requests.some((url) => /\/tiles\/.*\.png$/.test(new URL(url).pathname)), 'no density tile was asked for');
      }
    });
  });
}
