// The moving window by keyboard and by play against a stand-in server: what tiles
// are asked for, what is said, what a link keeps.
// Needs the built viewer in src/viewer/dist or HEATWARD_VIEWER_DIST.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewerTests } from './page_tools.mjs';

const { open, visit, url, page, text, tiles, hash, press, picture } = await viewerTests({ pictures: 'moving-window' });
const slider = () => page().getByRole('slider', { name: 'Day in the middle of the window' });

/** Waits until the address holds the window, and the map is drawn. */
async function stands(window) {
  await page().waitForFunction((wanted) => new URLSearchParams(location.hash.slice(1)).get('window') === wanted, window);
  await visit().mapState('idle');
}

test('is switched on and moved by keyboard, and a link keeps it', async () => {
  await open('#layer=knife-crime&months=2025-05/2025-08');
  assert.ok(await slider().isHidden());
  await page().getByRole('checkbox', { name: 'Moving window' }).focus();
  await press('Space');
  await page().waitForFunction(() => location.hash.includes('window='));
  assert.equal(hash().get('months'), null, 'a window stands in place of months');
  const [day, span] = hash().get('window').split(',');
  assert.equal(span, '30');
  await slider().focus();
  await press('ArrowRight', 'ArrowRight');
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10);
  await stands(`${next},30`);
  const last = tiles().at(-1);
  assert.deepEqual([last.get('at'), last.get('span'), last.has('datetime')], [next, '30', false]);
  assert.match(await text('#filter-band'), /± 30 days/);
  assert.match(await text('#legend'), /± 30 days/);
  assert.doesNotMatch(await text('#overview'), /± 30 days|under the filter/, 'counts are of the whole period');
  await page().getByLabel('Days before and after').selectOption('60');
  await stands(`${next},60`);
  assert.equal(tiles().at(-1).get('span'), '60');
  await picture('set');

  await page().reload();
  await visit().mapState('idle');
  assert.ok(await page().getByRole('checkbox', { name: 'Moving window' }).isChecked());
  assert.equal(tiles().at(-1).get('at'), next);
  await page().getByRole('checkbox', { name: 'Moving window' }).click();
  await page().waitForFunction(() => !location.hash.includes('window='));
  await visit().mapState('idle');
  assert.equal(tiles().at(-1).has('at'), false);
});

test('says on which days a source supplied nothing', async () => {
  await open('#layer=knife-crime&window=2025-07-10,30');
  assert.equal(await slider().getAttribute('aria-valuetext'), '10 July 2025, month not supplied by ambulance');
  assert.match(await text('#moving'), /Month not supplied by ambulance: a source counts where/);
  assert.ok(await page().locator('.month-cells span[data-supply=part]').first().isVisible());
  await slider().focus();
  await press('End');
  await stands('2026-03-31,30');
  assert.equal(await slider().getAttribute('aria-valuetext'), '31 March 2026');
});

test('says which sources a window leaves out, and of missing months those that it touches', async () => {
  const said = () => page().locator('#live-sources').textContent();
  const leftOut = 'Ambulance is left out: it supplied too little of this window.';
  await open('#layer=knife-crime');
  assert.match(await text('#legend'), /Not supplied: June to July 2025, February 2026/, 'the whole period');
  assert.equal(await said(), '');
  await page().goto(`${url()}#layer=knife-crime&window=2025-07-10,30`);
  await stands('2025-07-10,30');
  assert.ok((await text('#legend')).includes(leftOut));
  assert.equal(await said(), leftOut);
  assert.match(await text('#legend'), /Not supplied: ambulance: June 2025, July 2025\n/);
  assert.equal(await page().locator('#live-sources').getAttribute('aria-live'), 'polite');
  await picture('left-out');
  // 29 of the window's 61 days lie in July: the ambulance counts.
  await page().goto(`${url()}#layer=knife-crime&window=2025-08-02,30`);
  await stands('2025-08-02,30');
  assert.doesNotMatch(await text('#legend'), /left out/);
  assert.match(await text('#legend'), /Not supplied: ambulance: July 2025\n/);
  assert.equal(await said(), '');
  await page().goto(`${url()}#layer=knife-crime&window=2025-10-15,30`);
  await stands('2025-10-15,30');
  assert.doesNotMatch(await text('#legend'), /Not supplied|left out/);
  await page().goto(`${url()}#layer=knife-crime&months=2025-08/2026-01`);
  await page().waitForFunction(() => location.hash.includes('months='));
  await visit().mapState('idle');
  assert.doesNotMatch(await text('#legend'), /Not supplied/, 'months are cut alike');
});

test('a source that is left out is said beside a place too, and in the picture', async () => {
  await open('#layer=knife-crime&window=2025-07-10,30&at=2.36,54.45');
  await page().waitForSelector('#place-ward[data-state=known]');
  assert.match(await text('#legend'), /Ambulance is left out/);
  assert.match(await page().locator('#live-sources').textContent(), /^Ambulance is left out/);
  await page().evaluate(() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    window.written = '';
    CanvasRenderingContext2D.prototype.fillText = function (words, ...at) {
      window.written += `${words} `;
      return fillText.call(this, words, ...at);
    };
  });
  const coming = page().waitForEvent('download');
  await page().getByRole('button', { name: 'Save picture' }).click();
  await coming;
  assert.match(await page().evaluate(() => window.written), /Ambulance is left out: it supplied too little of this window\./);
});

test('plays to the end of the period by keyboard, and pauses', async () => {
  await open('#layer=knife-crime&window=2025-12-01,30');
  const play = () => page().getByRole('button', { name: /(Play|Pause) the moving window/ });
  await play().focus();
  await press('Enter');
  assert.equal(await play().getAttribute('aria-label'), 'Pause the moving window');
  const seen = () => new Set(tiles().map((asked) => asked.get('at')));
  await page().waitForFunction(() => Number(document.querySelector('#moving-day').value) >= 20427 + 3);
  assert.doesNotMatch(await text('#legend'), /\b1 December/, 'the legend moves along');
  assert.match(await text('#legend'), /[^]*\d+ December 2025 ± 30 days/);
  assert.doesNotMatch(await text('#legend'), /Not supplied/, 'the moving window touches no month that is missing');
  await press('Enter');
  assert.equal(await play().getAttribute('aria-label'), 'Play the moving window');
  const rest = await slider().inputValue();
  await page().waitForFunction(() => !location.hash.includes('window=2025-12-01'));
  await visit().mapState('idle');
  assert.equal(await slider().inputValue(), rest, 'it stands where it was paused');
  assert.ok(seen().size >= 2 && seen().has('2025-12-04'), [...seen()].join(' '));

  await slider().focus();
  await press('End', 'ArrowLeft');
  await play().focus();
  await press('Enter');
  await stands('2026-03-31,30');
  await page().waitForFunction(() => document.querySelector('#moving-play').getAttribute('aria-label') === 'Play the moving window');
});

test('an unreadable or distant window in a link is told', async () => {
  await open('#layer=knife-crime&window=2019-01-01,30');
  assert.match(await text('#advice'), /a window outside the layer’s period \(1 January 2019/);
  assert.equal(hash().get('window'), null);
});
