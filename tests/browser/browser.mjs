// A headless Chromium that records what a page may not do: log errors or talk
// to another origin.

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { chromium } = createRequire(new URL('../../src/viewer/package.json', import.meta.url))('playwright-core');

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
];

/** Where pictures go: $HEATWARD_SCREENSHOTS or a new folder under the system's temporary one. */
export async function screenshotFolder() {
  const named = process.env.HEATWARD_SCREENSHOTS;
  if (named === undefined || named === '') return mkdtemp(join(tmpdir(), 'heatward-screenshots-'));
  await mkdir(named, { recursive: true });
  return named;
}

export class Browser {
  #profile;
  #context;

  /** A browser with an empty profile. `size`: {width, height}; `scale`: device pixels per CSS pixel. */
  static async launch({ size, scale = 1, touch = false }) {
    const browser = new Browser();
    browser.#profile = await mkdtemp(join(tmpdir(), 'heatward-browser-'));
    browser.#context = await chromium.launchPersistentContext(browser.#profile, {
      executablePath,
      args,
      chromiumSandbox: false,
      viewport: size,
      deviceScaleFactor: scale,
      hasTouch: touch,
      locale: 'en-GB',
    });
    return browser;
  }

  async close() {
    await this.#context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Opens `url` in a new tab. */
  async open(url) {
    const page = await this.#context.newPage();
    const visit = new Visit(page, new URL(url).origin);
    await page.goto(url);
    return visit;
  }
}

/** One tab, and what was seen of it since it was opened. */
export class Visit {
  consoleErrors = [];
  foreignRequests = [];
  requests = [];

  constructor(page, origin) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
    page.on('pageerror', (error) => this.consoleErrors.push(String(error)));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol === 'data:') return;
      this.requests.push(request.url());
      // A blob is the page's own worker or picture; its origin is the page's.
      if (url.origin !== origin) this.foreignRequests.push(request.url());
    });
  }

  /** Waits until the map says that it is in `state` ("idle": all in view is drawn). */
  async mapState(state) {
    await this.page.waitForFunction(
      (wanted) => document.documentElement.dataset.mapState === wanted,
      state,
      { timeout: 60_000 },
    );
  }

  /** What the map shows: RGBA pixels, row 0 north, of the map's frame alone. */
  async mapPixels() {
    const picture = await this.page.locator('#map').screenshot();
    const decoded = await this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = '';
      for (let i = 0; i < data.length; i += 32768) text += String.fromCharCode(...data.subarray(i, i + 32768));
      return { width: bitmap.width, height: bitmap.height, data: btoa(text) };
    }, picture.toString('base64'));
    return { ...decoded, data: Buffer.from(decoded.data, 'base64') };
  }
}
