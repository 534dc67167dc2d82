// What tells a ward from chance, and layers of cases against controls, against a
// stand-in server whose figures are known.
// Needs the built viewer in src/viewer/dist or HEATWARD_VIEWER_DIST.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaAt } from './fake_county.mjs';
import { spaced, viewerTests } from './page_tools.mjs';

const { open, visit, server, page, text, press, picture } = await viewerTests({ prefix: '/heat/', pictures: 'evidence' });

const place = [2.32, 54.43];
const phone = { size: { width: 390, height: 844 }, touch: true };
const evidence = (title) => page().locator('.evidence', { hasText: title });

async function openPlace(layer, screen = null) {
  server().state = 'evidence';
  await open(`#layer=${layer}&at=${place}`, screen);
  await page().waitForSelector('#place-ward[data-state=known]');
  await page().waitForSelector('#place-series .series[data-state=known]');
}

test('evidence of a ward stands under its gist, and the keyboard opens it', async () => {
  await openPlace('violence');
  const compared = evidence('Compared with all wards');
  assert.equal(spaced(await compared.locator('summary').innerText()), 'Compared with all wards: well above, hot spot');
  assert.ok(await compared.locator('dl').isHidden());
  assert.equal(spaced(await evidence('Change over time').locator('summary').innerText()), 'Change over time: 15 % more, may be chance; emerging');
  await compared.locator('summary').focus();
  await press('Enter');
  assert.match(spaced(await compared.locator('dl').innerText()), /Hot spot: high together with its neighbours \(adjusted p 0\.0042\)\./);
  assert.match(spaced(await text('[data-stat=rank]')), /by count 95 % interval 3 to 9 firmly among the top 10: in 98 % of redrawn samples$/);
  assert.equal(spaced(await text('#place-ward .not-supplied')), '3 source-months of the period are missing; rates use the months supplied.');
  assert.match(spaced(await page().locator('#live').textContent()), /3 source-months of the period are missing/);
  await visit().mapState('idle');
  await picture('ward');
});

test('what was opened stays open in the next layer, and is kept to what its row holds', async () => {
  await openPlace('violence');
  await evidence('Compared with all wards').locator('summary').click();
  await page().locator('#layer-choice input[value=assaults]').check();
  await page().waitForFunction(() => document.querySelector('.evidence-gist')?.textContent === 'as chance has it');
  const lines = page().locator('.evidence dd');
  assert.equal(await page().locator('.evidence').count(), 1);
  assert.ok(await lines.first().isVisible());
  assert.deepEqual((await lines.allInnerTexts()).map(spaced), ['Within what chance makes of the rate of all wards.', 'No hot or cold spot (adjusted p 0.34).']);
  await visit().mapState('idle');
});

test('a relative risk is told with its groups, its limits and what may be chance', async () => {
  await openPlace('knife-crime');
  const legend = spaced(await text('#legend'));
  assert.match(legend, /Pale: may be chance \(p ≥ 0\.05\)\. Red: more, blue: less than elsewhere\./);
  assert.match(legend, /Cases: Robbery, Possession of weapons \(police\)\. Controls: Violence and sexual offences \(hospital\)\./);
  assert.match(legend, /Gaussian kernel, standard deviation 250 m, for cases and controls alike\./);
  assert.doesNotMatch(legend, /Uncoloured/);
  assert.ok(await page().locator('#hotspots-switch').isHidden());
  assert.equal(spaced(await text('.place-density')), '2.13 times the risk elsewhere, spread with a standard deviation of 250 m');
  assert.equal(spaced(await text('.place-percentile')), 'More than chance makes (p 0.012).');
  assert.match(await text('#place-here').then(spaced), /Of 120 cases and 3,400 controls in the study area; rough where few of them are near\./);
  assert.equal(spaced(await text('[data-stat=cases]')), 'Cases 12');
  assert.equal(spaced(await text('[data-stat=controls]')), 'Controls 1,040');
  assert.match(spaced(await text('[data-stat=relative-risk]')), /^Relative risk 2\.13 .* 95 % limits 1\.05 to 3\.90 more than chance makes \(adjusted p 0\.046\)$/);
  assert.equal(await text('#place .chart-title'), 'Cases per month');
  assert.equal(await page().locator('#place-heading').innerText(), areaAt('wards', place).name);
  await visit().mapState('idle');
  await picture('risk');
});

test('on a phone evidence folds, fingers find it, and nothing is wider than the screen', async () => {
  await openPlace('violence', phone);
  for (const summary of await page().locator('.evidence summary').all()) {
    assert.ok((await summary.boundingBox()).height >= 44);
    await summary.tap();
  }
  assert.ok(await page().locator('.evidence dd').last().isVisible());
  assert.ok(await page().evaluate(() => document.querySelector('#figures').scrollWidth <= document.querySelector('#figures').clientWidth));
  await visit().mapState('idle');
  await page().locator('.evidence').first().scrollIntoViewIfNeeded();
  await picture('phone');
});
