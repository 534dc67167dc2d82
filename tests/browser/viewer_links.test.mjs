// What is drawn, links to a view, pictures of it, quick changes, servers that know
// less, and a narrow screen. Needs the built viewer in src/viewer/dist or HEATWARD_VIEWER_DIST.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { areaAt } from './fake_county.mjs';
import { viewerTests } from './page_tools.mjs';

const { open, visit, server, page, text, hash, box, shows, press, picture, picturePath } = await viewerTests({ prefix: '/heat/', pictures: 'links' });

const heart = [2.32, 54.43];
const ward = areaAt('wards', heart);

test('hotspots and boundaries are switched, and a link keeps them', async () => {
  await open('#layer=assaults&map=9.2/54.45/2.45');
  const before = await visit().mapPixels();
  await page().locator('#hotspots-shown').check();
  await visit().mapState('idle');
  const blue = ({ data }) => {
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] < 40 && data[i + 2] > 140) ++count;
    return count;
  };
  assert.ok(blue(await visit().mapPixels()) > blue(before) + 100);
  await page().locator('#boundaries-shown').focus();
  await press('Space');
  await visit().mapState('idle');
  const dark = ({ data }) => data.filter((value, i) => i % 4 === 0 && value < 60).length;
  assert.ok(dark(await visit().mapPixels()) < dark(before) / 2);
  assert.equal(hash().get('hotspots'), '1');
  assert.equal(hash().get('boundaries'), '0');
  await page().reload();
  await visit().mapState('idle');
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
  await visit().mapState('idle');
});

test('going back and forward writes nothing into the history', async () => {
  await open('#layer=assaults');
  await page().locator('#kinds input[value=violence]').click();
  await page().waitForFunction(() => location.hash.includes('kinds=violence'));
  await visit().mapState('idle');
  await page().evaluate(() => {
    window.writes = [];
    for (const name of ['pushState', 'replaceState']) {
      const write = history[name].bind(history);
      history[name] = (...entry) => {
        window.writes.push(`${name} ${entry[2]}`);
        write(...entry);
      };
    }
  });
  await page().goBack();
  await page().waitForSelector('#kinds input[value=violence]:not(:checked)');
  await page().goForward();
  await page().waitForSelector('#kinds input[value=violence]:checked');
  await visit().mapState('idle');
  assert.deepEqual(await page().evaluate(() => window.writes), []);
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
  assert.equal(download.suggestedFilename(), `assaults-2024-03-${server().run}.png`);
  const path = picturePath('download');
  await download.saveAs(path);
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
  const before = visit().requests.length;
  await page().getByRole('slider', { name: 'Last month' }).focus();
  await press(...new Array(8).fill('ArrowLeft'));
  await shows('assaults', 'datetime=2024-01/2025-04');
  const asked = visit().requests.slice(before).filter((request) => request.includes('/series/'));
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
  server().state = 'older';
  await open('#layer=knife-crime');
  assert.ok(await page().locator('#week').isHidden());
  assert.ok(await page().locator('#supplied').isHidden());
  assert.ok(await page().locator('#hotspots-switch').isHidden());
  assert.ok(!visit().requests.some((asked) => /series|basemap|hotspots/.test(asked)));
  assert.match(await text('#month-read-out'), /12 months, 3 not supplied/);
  await page().locator('#kinds input[value=weapons]').click();
  await page().waitForFunction(() => location.hash.includes('kinds=weapons'));
  await visit().mapState('idle');
  assert.match(await text('#filter-band'), /Filter Weapons/);
});

test('who may not see series gets the map without them', async () => {
  server().state = 'partner';
  await open(`#layer=assaults&hours=22-04&at=${heart}`);
  await page().waitForSelector('#place-ward[data-state=known]');
  assert.ok(!visit().requests.some((asked) => asked.includes('/series/')));
  assert.match(await text('#filter-band'), /records are left out/);
  assert.match(await text('.week-figures'), /No counts are to be had/);
  assert.ok(await page().locator('#supplied').isHidden());
});

test('on a narrow screen a sheet holds the controls, and fingers find them', async () => {
  await open('#layer=assaults', { size: { width: 390, height: 844 }, touch: true });
  await page().locator('#controls-tab').tap();
  await visit().mapState('idle');
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
  await visit().mapState('idle');
  await picture('narrow-controls');
  const { scroll, client } = await page().evaluate(() => ({
    scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    client: [document.documentElement.clientWidth, document.documentElement.clientHeight],
  }));
  assert.deepEqual(scroll, client, 'the page itself does not scroll');
  await page().locator('#controls-tab').tap();
  await visit().mapState('idle');
  await page().locator('#map').tap({ position: { x: 150, y: 330 } });
  await page().waitForSelector('#place-ward[data-state=known]');
  assert.ok(await page().locator('#place-heading').isVisible());
  await visit().mapState('idle');
  await picture('narrow-place');
});
