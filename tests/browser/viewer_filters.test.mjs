// Every control of the viewer by mouse and by keyboard against a stand-in server
// whose rows are known: what is asked for, what is shown, what is said of it.
// Needs the built viewer in src/viewer/dist or HEATWARD_VIEWER_DIST.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Browser, screenshotFolder } from './browser.mjs';
import { areaAt, layers, wardProperties } from './fake_county.mjs';
import { keptRows, readFilter, seriesOf } from './fake_incidents.mjs';
import { FakeServer } from './fake_server.mjs';

const screenshots = await screenshotFolder();
const picture = (visit, what) => visit.page.screenshot({ path: join(screenshots, `filters-${what}.png`) });

let browser;
let server;
let url;
let visit;

before(async () => {
  browser = await Browser.launch({ size: { width: 1440, height: 900 } });
});
after(() => browser?.close());

beforeEach(async () => {
  server = new FakeServer({ prefix: '/heat/' });
  url = await server.start();
});
afterEach(async () => {
  const { consoleErrors, foreignRequests } = visit;
  await visit.page.close();
  await server.stop();
  assert.deepEqual(consoleErrors, []);
  assert.deepEqual(foreignRequests, []);
});

async function open(hash) {
  visit = await browser.open(`${url}${hash}`);
  await visit.mapState('idle');
}

const page = () => visit.page;
const text = (selector) => page().locator(selector).innerText();
const hash = () => new URLSearchParams(new URL(page().url()).hash.slice(1));
const spaced = (words) => words.replace(/\s+/g, ' ');
const layerOf = (wanted) => layers.find(({ id }) => id === wanted);
const filterOf = (layer, query) => readFilter(new URLSearchParams(query), layerOf(layer));
const number = (value) => value.toLocaleString('en-GB');

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
  await visit.mapState('idle');
  const tiles = visit.requests.filter((asked) => /\/tiles\/[\w-]+\/\d+\/.*\.png/.test(asked));
  const last = new URL(tiles.at(-1)).searchParams;
  for (const [name, value] of wanted) assert.equal(last.get(name), value, `tiles are asked for with ${name}`);
  for (const name of ['datetime', 'category', 'source', 'hours', 'days']) assert.equal(last.has(name), wanted.has(name), name);
  return { count, ...keptRows(layerOf(layer), filter) };
}

const box = (selector) => page().locator(selector).boundingBox();

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

test('kinds and sources are chosen by mouse and by keyboard', async () => {
  await open('#layer=assaults');
  const all = await shows('assaults', '');
  await page().locator('#kinds input[value=weapons]').click();
  const weapons = await shows('assaults', 'category=weapons');
  assert.ok(weapons.count > 0 && weapons.count < all.count);
  assert.match(await text('#filter-band'), /Filter Possession of weapons/);
  assert.match(await text('#legend'), /a filter does not change what they mean/);
  await page().locator('#kinds input[value=""]').focus();
  await press('Tab', 'Space');
  await shows('assaults', 'category=violence,weapons');
  await page().locator('#sources input[value=hospital]').focus();
  await press('Space');
  await shows('assaults', 'category=violence,weapons&source=hospital');
  assert.match(await text('#sources'), /hospital\s+times to the hour/);
  await page().getByRole('button', { name: 'Clear filter' }).click();
  await shows('assaults', '');
  assert.ok(await page().locator('#kinds input[value=""]').isChecked());
  assert.ok(await page().getByRole('button', { name: 'Clear filter' }).isHidden());
});

test('the last kind that is taken away leaves all of them', async () => {
  await open('#layer=assaults&kinds=weapons');
  await page().locator('#kinds input[value=weapons]').click();
  await shows('assaults', '');
  assert.ok(await page().locator('#kinds input[value=""]').isChecked());
});

test('the period is slid by keyboard, and says what was not supplied', async () => {
  await open('#layer=knife-crime');
  const first = page().getByRole('slider', { name: 'First month' });
  const last = page().getByRole('slider', { name: 'Last month' });
  assert.equal(await text('#month-read-out'), 'April 2025 to March 2026 · 12 months, 1 not supplied, 2 supplied in part');
  await last.focus();
  await press('PageDown', 'ArrowLeft');
  assert.equal(await last.getAttribute('aria-valuetext'), 'November 2025');
  await shows('knife-crime', 'datetime=2025-04/2025-11');
  await first.focus();
  await press('ArrowRight', 'ArrowUp');
  assert.equal(await first.getAttribute('aria-valuetext'), 'June 2025, not supplied by ambulance');
  await shows('knife-crime', 'datetime=2025-06/2025-11');
  assert.equal(await text('#month-read-out'), 'June 2025 to November 2025 · 6 months, 2 supplied in part');
  await press('End');
  assert.equal(await first.getAttribute('aria-valuetext'), 'November 2025', 'handles do not pass each other');
  await press('Home');
  await last.focus();
  await press('End');
  await shows('knife-crime', '');
  await page().locator('#sources input[value=police]').click();
  assert.equal(await text('#month-read-out'), 'April 2025 to March 2026 · 12 months, 1 not supplied');
});

test('the period is slid by mouse', async () => {
  await open('#layer=assaults');
  await dragBetween('.month-handle.last', '.month-cells span:nth-child(12)');
  await page().waitForFunction(() => /months=2024-01\/2024-1[12]/.test(location.hash));
  const [, chosen] = /months=(2024-01\/2024-1[12])/.exec(page().url());
  await shows('assaults', `datetime=${chosen}`);
  const cell = await box('.month-cells span:nth-child(5)');
  await page().mouse.click(cell.x + cell.width / 2, cell.y + cell.height / 2);
  await shows('assaults', `datetime=2024-05/${chosen.slice(8)}`);
  await picture(visit, 'period');
});

test('presets choose hours and days, and say whose rows have no hour', async () => {
  await open('#layer=knife-crime');
  await page().getByRole('button', { name: /Night-time economy/ }).click();
  const { excluded, kept } = await shows('knife-crime', 'hours=22-04&days=fri,sat');
  assert.ok(excluded > 1000 && kept.length > 0);
  const leftOut = `${number(excluded)} records are left out: their time is not known finely enough for this filter.`;
  assert.ok((await text('#filter-band')).includes(leftOut));
  assert.ok((await text('#overview')).includes(leftOut));
  const gaps = (await page().locator('.monthly .line').getAttribute('d')).match(/M/g).length;
  assert.equal(gaps, 3, 'months without the ambulance are gaps: the police’s rows have no hours');
  assert.match(await text('#week-remark'), /00:00–04:00 is the early morning of the day named[^]*police knows months only/);
  await picture(visit, 'night');
  await page().getByRole('button', { name: /School run/ }).focus();
  await press('Enter');
  await shows('knife-crime', 'hours=15-17&days=mon,tue,wed,thu,fri');
  await page().getByRole('button', { name: 'All every hour, every day' }).or(page().locator('[data-preset=all]')).first().click();
  await shows('knife-crime', '');
});

test('the matrix counts every hour of the week, whatever hours are chosen', async () => {
  await open('#layer=assaults&hours=22-04&days=fri,sat');
  await shows('assaults', 'hours=22-04&days=fri,sat');
  const series = seriesOf('assaults', null, filterOf('assaults', ''));
  const cells = await page().locator('.matrix td[data-hour]').allInnerTexts();
  assert.deepEqual(cells.map((cell) => cell.replace(/\D/g, '')), series.weekday_hours.flat().map(String));
  const kept = await page().locator('.matrix td[data-hour]:not([data-left-out])').count();
  assert.equal(kept, 2 * 6);
  assert.ok((await text('.week-figures')).includes(`${number(series.without_hour)} more without an hour`));
});

test('hours and days are dragged over on the matrix', async () => {
  await open('#layer=assaults');
  await dragBetween('.matrix button[data-hour="15"]', '.matrix button[data-hour="17"]');
  await shows('assaults', 'hours=15-18');
  await dragBetween('.matrix button[data-day=mon]', '.matrix button[data-day=wed]');
  await shows('assaults', 'hours=15-18&days=mon,tue,wed');
  await dragBetween('.matrix td[data-day=sat][data-hour="20"]', '.matrix td[data-day=fri][data-hour="22"]');
  await shows('assaults', 'hours=20-23&days=fri,sat');
  await page().locator('.matrix button[data-day=sat]').click();
  await shows('assaults', 'hours=20-23&days=fri');
});

test('hours and days are chosen on the matrix by keyboard', async () => {
  await open('#layer=assaults');
  await page().locator('.matrix button[data-hour="0"]').focus();
  await press('ArrowLeft', 'ArrowLeft', 'Space');
  await shows('assaults', 'hours=22-23');
  await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
  await shows('assaults', 'hours=22-02');
  await press('Tab');
  assert.equal(await page().evaluate(() => document.activeElement.dataset.day), 'mon');
  await press('End', 'Space', 'Shift+ArrowUp');
  await shows('assaults', 'hours=22-02&days=sat,sun');
  await press('Escape');
  await shows('assaults', 'hours=22-02');
  await page().locator('#hour-to').selectOption('4');
  await shows('assaults', 'hours=22-04');
  await page().locator('#hour-from').focus();
  await page().locator('#hour-from').selectOption('20');
  await shows('assaults', 'hours=20-04');
});

test('where no source tells hours, the page says which and why', async () => {
  await open('#layer=violence');
  assert.equal(await text('#week-remark'), 'Hours cannot be chosen here: police knows months only.');
  assert.ok(await page().locator('.matrix').isHidden());
  await page().goto(`${url}#layer=assaults&hours=22-04`);
  await shows('assaults', 'hours=22-04');
  await page().locator('#layer-choice input[value=violence]').check();
  await page().waitForSelector('html[data-layer=violence]');
  assert.match(await text('#advice'), /cut to this layer[^]*the hours of the day/);
  assert.ok(!hash().has('hours'));
  await page().getByRole('button', { name: 'Close', exact: true }).click();
  assert.ok(await page().locator('#advice').isHidden());
});

const heart = [2.32, 54.43];
const ward = areaAt('wards', heart);

test('a ward’s filtered counts are told apart from its unfiltered rate', async () => {
  await open(`#layer=assaults&at=${heart}`);
  await page().waitForSelector('#place-series .series[data-state=known]');
  await page().waitForSelector('#place-ward[data-state=known]');
  assert.equal(await text('.ward-basis'), 'The whole ward');
  assert.equal(await page().locator('#place .total-number').count(), 0);
  await page().locator('#kinds input[value=violence]').click();
  await page().waitForSelector('#place .total-number');
  await page().waitForSelector('#place-ward[data-state=known]');
  const { kept } = keptRows(layerOf('assaults'), filterOf('assaults', 'category=violence'), ward.code);
  assert.equal(await text('#place .total-number'), number(kept.length));
  assert.equal(await text('#place .total-label'), 'Records under the filter');
  assert.equal(await text('.ward-basis'), 'Whole layer, not filtered');
  const { assaults_rate_per_1000: rate, assaults_count: count } = wardProperties(ward.code);
  assert.ok(spaced(await text('[data-stat=rate]')).startsWith(`Rate ${rate.toFixed(2)} per 1,000`));
  assert.ok(spaced(await text('[data-stat=count]')).startsWith(`Count ${count} `));
  assert.match(await text('#live').then(spaced), /Without the filter: /);
  assert.match(await text('.week-figures'), new RegExp(ward.name));
  await visit.mapState('idle');
  await picture(visit, 'ward');
  await page().keyboard.press('Escape');
  await shows('assaults', 'category=violence');
});

test('the monthly line has its gaps, and the same figures as a table', async () => {
  await open('#layer=knife-crime');
  const { months } = seriesOf('knife-crime', null, filterOf('knife-crime', ''));
  assert.equal(await page().locator('.monthly .dot').count(), 11);
  assert.equal(await page().locator('.monthly .dot.in-part').count(), 2);
  assert.equal((await page().locator('.monthly .line').getAttribute('d')).match(/M/g).length, 2, 'February 2026 is a gap');
  assert.match(await text('.monthly .not-supplied'), /February 2026 \(police, ambulance\)/);
  await page().locator('.monthly summary').focus();
  await press('Enter');
  const rows = await page().locator('.monthly tbody tr').allInnerTexts();
  assert.equal(rows.length, 12);
  for (const [i, { count }] of months.entries()) {
    assert.ok(rows[i].includes(count === null ? 'not supplied' : number(count)), rows[i]);
  }
});

test('what each source supplied stands beside the whole', async () => {
  await open('#layer=assaults');
  const supplied = spaced(await text('#supplied'));
  assert.match(supplied, /ambulance [\d,]+ rows, 8\d % with a place 2 months not supplied/);
  assert.match(supplied, /hospital [\d,]+ rows, 9\d % with a place 1 month not supplied/);
  await page().locator('#supplied summary').click();
  assert.equal(await page().locator('#supplied tbody tr').count(), 24);
  assert.match(await text('#supplied tbody tr:nth-child(9)'), /September 2024[^]*not supplied/);
  await page().locator('#sources input[value=hospital]').click();
  await shows('assaults', 'source=hospital');
  assert.doesNotMatch(await text('#supplied'), /ambulance/);
});

test('hotspots and boundaries are switched, and a link keeps them', async () => {
  await open('#layer=assaults&map=9.2/54.45/2.45');
  const before = await visit.mapPixels();
  await page().locator('#hotspots-shown').check();
  await visit.mapState('idle');
  const blue = ({ data }) => {
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] < 40 && data[i + 2] > 140) ++count;
    return count;
  };
  assert.ok(blue(await visit.mapPixels()) > blue(before) + 100);
  await page().locator('#boundaries-shown').focus();
  await press('Space');
  await visit.mapState('idle');
  const dark = ({ data }) => data.filter((value, i) => i % 4 === 0 && value < 60).length;
  assert.ok(dark(await visit.mapPixels()) < dark(before) / 2);
  assert.equal(hash().get('hotspots'), '1');
  assert.equal(hash().get('boundaries'), '0');
  await page().reload();
  await visit.mapState('idle');
  assert.ok(await page().locator('#hotspots-shown').isChecked());
  assert.ok(!(await page().locator('#boundaries-shown').isChecked()));
});

test('a link brings back the whole view, and back and forward walk through its steps', async () => {
  await open(`#map=9.5/54.45/2.4&layer=assaults&kinds=assault&months=2024-03/2025-02&hours=22-04&days=fri,sat&at=${heart}`);
  await page().waitForSelector('#place-series .series[data-state=known]');
  assert.equal(await text('#place-heading'), ward.name);
  assert.equal(await text('#month-read-out'), 'March 2024 to February 2025 · 12 months, 1 supplied in part');
  assert.ok(await page().locator('#kinds input[value=assault]').isChecked());
  assert.equal(await page().locator('[data-preset=night]').getAttribute('aria-pressed'), 'true');
  assert.ok(await page().locator('#advice').isHidden());
  await page().locator('#kinds input[value=violence]').click();
  await page().waitForFunction(() => location.hash.includes('kinds=violence,assault'));
  await page().locator('#layer-choice input[value=violence]').check();
  await page().waitForSelector('html[data-layer=violence]');
  await page().goBack();
  await page().waitForSelector('html[data-layer=assaults]');
  assert.equal(hash().get('kinds'), 'violence,assault');
  assert.equal(hash().get('hours'), '22-04');
  await page().goBack();
  await page().waitForFunction(() => location.hash.includes('kinds=assault'));
  assert.ok(!(await page().locator('#kinds input[value=violence]').isChecked()));
  await page().goForward();
  await page().waitForFunction(() => location.hash.includes('kinds=violence,assault'));
  await visit.mapState('idle');
});

test('what a link asks for in vain is left out, with a notice', async () => {
  await open('#layer=arson&kinds=weapons,piracy&sources=navy&months=2025-01/2027-01&colour=red');
  const advice = await text('#advice');
  for (const part of ['the layer “arson”', 'the kind of violence “piracy”', 'the source “navy”', 'months outside', '“colour=red”']) {
    assert.ok(advice.includes(part), `no ${part} in: ${advice}`);
  }
  await page().waitForFunction(() => location.hash.includes('layer=violence&kinds=weapons') && !location.hash.includes('navy'));
  assert.ok(await page().locator('#legend').isVisible());
});

test('the link is copied, and that is confirmed', async () => {
  await open('#layer=assaults&kinds=assault');
  await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page().getByRole('button', { name: 'Copy link' }).focus();
  await press('Enter');
  await page().waitForSelector('#copy-link[data-done]');
  assert.equal(await text('#copy-link'), 'Link copied');
  assert.match(await text('#live'), /link to this view was copied/);
  assert.equal(await page().evaluate(() => navigator.clipboard.readText()), page().url());
});

test('the picture of a view is a PNG of the map with what it must be cited with', async () => {
  await open('#layer=assaults&kinds=assault,violence&months=2024-03/2025-02&hours=22-04&days=fri,sat&hotspots=1');
  const coming = page().waitForEvent('download');
  await page().getByRole('button', { name: 'Save picture' }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), `assaults-2024-03-${server.run}.png`);
  const path = join(screenshots, 'filters-download.png');
  await download.saveAs(path);
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(path);
  assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
  const map = await box('#map');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.equal(width, map.width + 48);
  assert.ok(height > map.height + 200);
  const colours = await page().evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const middle = context.getImageData(60, 200, bitmap.width - 120, 300).data;
    return new Set(new Uint32Array(middle.buffer)).size;
  }, bytes.toString('base64'));
  assert.ok(colours > 100, `only ${colours} colours: the map is not in the picture`);
});

test('only the last of several quick changes is asked for', async () => {
  await open('#layer=assaults');
  await shows('assaults', '');
  const before = visit.requests.length;
  await page().getByRole('slider', { name: 'Last month' }).focus();
  await press(...new Array(8).fill('ArrowLeft'));
  await shows('assaults', 'datetime=2024-01/2025-04');
  const asked = visit.requests.slice(before).filter((request) => request.includes('/series/'));
  assert.equal(asked.length, 1, asked.join('\n'));
});

test('an answer that a newer filter has overtaken is not shown', async () => {
  await open('#layer=assaults');
  await shows('assaults', '');
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page().route(/series.*category=weapons/, async (route) => {
    await held;
    await route.continue().catch(() => {}); // the page has given it up
  });
  const waiting = page().waitForRequest(/series.*category=weapons/);
  await page().locator('#kinds input[value=weapons]').click();
  await waiting;
  await page().locator('#kinds input[value=""]').click();
  await shows('assaults', '');
  release();
  await shows('assaults', '');
});

test('without the newer members of the landing page the rest goes on', async () => {
  server.state = 'older';
  await open('#layer=knife-crime');
  assert.ok(await page().locator('#week').isHidden());
  assert.ok(await page().locator('#supplied').isHidden());
  assert.ok(await page().locator('#hotspots-switch').isHidden());
  assert.ok(!visit.requests.some((asked) => /series|basemap|hotspots/.test(asked)));
  assert.match(await text('#month-read-out'), /12 months, 3 not supplied/);
  await page().locator('#kinds input[value=weapons]').click();
  await page().waitForFunction(() => location.hash.includes('kinds=weapons'));
  await visit.mapState('idle');
  assert.match(await text('#filter-band'), /Filter Weapons/);
});

test('who may not see series gets the map without them', async () => {
  server.state = 'partner';
  await open(`#layer=assaults&hours=22-04&at=${heart}`);
  await page().waitForSelector('#place-ward[data-state=known]');
  assert.ok(!visit.requests.some((asked) => asked.includes('/series/')));
  assert.match(await text('#filter-band'), /records are left out/);
  assert.match(await text('.week-figures'), /No counts are to be had/);
  assert.ok(await page().locator('#supplied').isHidden());
});

test('on a narrow screen a sheet holds the controls, and fingers find them', async () => {
  const narrow = await Browser.launch({ size: { width: 390, height: 844 }, touch: true });
  try {
    visit = await narrow.open(`${url}#layer=assaults`);
    await visit.mapState('idle');
    await page().locator('#controls-tab').tap();
    await visit.mapState('idle');
    const small = await page().evaluate(() =>
      [...document.querySelectorAll('button, select, .chip, .choice, .month-handle')]
        .filter((control) => control.getClientRects().length > 0 && !control.closest('.matrix'))
        .map((control) => ({ control, box: control.getBoundingClientRect(), reach: getComputedStyle(control, '::after') }))
        .filter(({ control, box, reach }) => {
          const more = control.matches('.month-handle') ? -parseFloat(reach.top) - parseFloat(reach.bottom) : 0;
          return box.height + more < 44;
        })
        .map(({ control }) => control.outerHTML),
    );
    assert.deepEqual(small, []);
    await page().getByRole('button', { name: /Night-time economy/ }).tap();
    await page().waitForFunction(() => location.hash.includes('hours=22-04&days=fri,sat'));
    await visit.mapState('idle');
    await picture(visit, 'narrow-controls');
    const { scroll, client } = await page().evaluate(() => ({
      scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
      client: [document.documentElement.clientWidth, document.documentElement.clientHeight],
    }));
    assert.deepEqual(scroll, client, 'the page itself does not scroll');
    await page().locator('#controls-tab').tap();
    await visit.mapState('idle');
    await page().locator('#map').tap({ position: { x: 150, y: 330 } });
    await page().waitForSelector('#place-ward[data-state=known]');
    assert.ok(await page().locator('#place-heading').isVisible());
    await visit.mapState('idle');
    await picture(visit, 'narrow-place');
  } finally {
    // What was seen of the page is judged after the test, when its browser is gone.
    visit = { ...visit, page: { close: () => narrow.close() }, consoleErrors: visit.consoleErrors, foreignRequests: visit.foreignRequests };
  }
});
