// What the tests of all web maps share: a page on the demo county's densest place, and its pixels held against the
// tiles themselves.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Browser } from '../../browser/browser.mjs';
import { openSite } from './site.mjs';

export const layer = process.env.HEATWARD_LAYER;
export const zoom = 12;
const [lon, lat] = process.env.HEATWARD_PLACE.split(',').map(Number);

/** The corner where the four tiles about the densest place meet. */
export const corner = {
  x: Math.round(((lon + 180) / 360) * 2 ** zoom),
  y: Math.round(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom),
};
const unit = 2 ** zoom;
export const centre = {
  lon: (corner.x / unit) * 360 - 180,
  lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * corner.y) / unit))) * 180) / Math.PI,
};

/** Gives `draw(scenario)`: opens the page NAME on that scenario and waits until all is drawn. */
export function drawingWith(name) {
  let browser;
  let site;
  before(async () => {
    site = await openSite(name);
    browser = await Browser.launch({ size: { width: 512, height: 512 } });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  return async (scenario) => {
    const asked = new URLSearchParams({ scenario, layer, zoom, lon: centre.lon, lat: centre.lat });
    const visit = await browser.open(`${site.origin}/site/${name}?${asked}`);
    try {
      await visit.mapState('drawn');
    } catch (error) {
      throw new Error(`${scenario}: not drawn; ${JSON.stringify(visit.consoleErrors)}`, { cause: error });
    }
    assert.deepEqual(visit.consoleErrors, [], scenario);
    assert.deepEqual(visit.foreignRequests, [], scenario);
    return { visit, ...(await visit.mapPixels()) };
  };
}

/** The four tiles on white paper, decoded and put together by the browser. */
async function tilesOnWhite(visit, query) {
  const text = await visit.page.evaluate(
    async ({ layer, zoom, corner, query }) => {
      const canvas = new OffscreenCanvas(512, 512);
      const context = canvas.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 512, 512);
      for (const [column, row] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
        const answer = await fetch(`/tiles/${layer}/${zoom}/${corner.x - 1 + column}/${corner.y - 1 + row}.png${query}`);
        context.drawImage(await createImageBitmap(await answer.blob()), 256 * column, 256 * row);
      }
      const { data } = context.getImageData(0, 0, 512, 512);
      let letters = '';
      for (let i = 0; i < data.length; i += 32768) letters += String.fromCharCode(...data.subarray(i, i + 32768));
      return btoa(letters);
    },
    { layer, zoom, corner, query },
  );
  return Buffer.from(text, 'base64');
}

/** Asserts that the picture shows the tiles: at most `share` of the pixels differ by more than `step` in a colour. */
export async function assertShowsTiles({ visit, data, width, height }, { query = '', step = 3, share = 0 } = {}) {
  assert.deepEqual([width, height], [512, 512]);
  const wanted = await tilesOnWhite(visit, query);
  let coloured = 0;
  let different = 0;
  for (let i = 0; i < wanted.length; i += 4) {
    if (wanted[i] < 250 || wanted[i + 1] < 250 || wanted[i + 2] < 250) coloured += 1;
    if ([0, 1, 2].some((band) => Math.abs(wanted[i + band] - data[i + band]) > step)) different += 1;
  }
  assert.ok(coloured > 0.05 * 512 * 512, `there is something to see: ${coloured} pixels`);
  assert.ok(different <= share * 512 * 512, `${different} pixels are not as in the tiles`);
}

/** How many pixels have that colour, a little blending allowed. */
export function pixelsOf({ data }, [red, green, blue]) {
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (Math.abs(data[i] - red) < 12 && Math.abs(data[i + 1] - green) < 12 && Math.abs(data[i + 2] - blue) < 12) count += 1;
  }
  return count;
}
