// Every control of the viewer by mouse and by keyboard against a stand-in server
// whose rows are known: what is asked for, what is shown, what is said of it.
// Needs the built viewer in src/viewer/dist or HEATWARD_VIEWER_DIST.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaAt, wardProperties } from './fake_county.mjs';
import { keptRows, seriesOf } from './fake_incidents.mjs';
import { filterOf, layerOf, number, spaced, viewerTests } from './page_tools.mjs';

const { open, visit, url, page, text, hash, box, shows, dragBetween, press, picture } = await viewerTests({ prefix: '/heat/', pictures: 'filters' });

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
  await picture('period');
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
  await picture('night');
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
  await page().goto(`${url()}#layer=assaults&hours=22-04`);
  await shows('assaults', 'hours=22-04');
  await page().locator('#layer-choice input[value=violence]').check();
  await page().waitForSelector('html[data-layer=violence]');
  assert.match(await text('#advice'), /filter was cut[^]*Violence and sexual offences, 2025 does not have the hours of the day/);
  assert.ok(!hash().has('hours'));
  await page().getByRole('button', { name: 'Close', exact: true }).click();
  assert.ok(await page().locator('#advice').isHidden());
  await page().goto(`${url()}#layer=knife-crime&hours=22-04`);
  await shows('knife-crime', 'hours=22-04');
  await page().locator('#sources input[value=police]').click();
  await shows('knife-crime', 'source=police');
  assert.match(await text('#advice'), /What is chosen now does not have the hours of the day/);
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
  await visit().mapState('idle');
  await picture('ward');
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
