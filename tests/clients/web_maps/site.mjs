// One origin for a page and for the server's answers: pages of other people's web maps, bundled from npm's packages,
// and everything else passed on to the server that HEATWARD_URL names. Browsers allow no other origin to read answers
// that analysts get.

import { createServer, request as passOn } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const viewer = new URL('../../../src/viewer/package.json', import.meta.url);
const { build } = createRequire(viewer)('esbuild');
const upstream = new URL(process.env.HEATWARD_URL);

const page = (name) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/site/${name}.css">
<style>body { margin: 0; background: #fff } #map { width: 512px; height: 512px; background: #fff }</style>
<div id="map"></div>
<script type="module" src="/site/${name}.js"></script>
`;

/** The page's script and style sheet. */
async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`pages/${name}.js`, import.meta.url))],
    nodePaths: [fileURLToPath(new URL('node_modules', viewer))],
    outdir: '/site',
    bundle: true,
    write: false,
    target: 'es2022',
    format: 'esm',
    loader: { '.png': 'dataurl', '.svg': 'dataurl' },
    logLevel: 'error',
  });
  return new Map(outputFiles.map((file) => [file.path, file.contents]));
}

/** Serves `/site/NAME` and passes the rest on; answers `{origin, close()}`. */
export async function openSite(name) {
  const files = await bundle(name);
  const server = createServer((asked, answer) => {
    const path = new URL(asked.url, 'http://localhost').pathname;
    if (path === `/site/${name}`) {
      answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page(name));
    } else if (path.startsWith('/site/')) {
      const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
      answer.writeHead(200, { 'Content-Type': type }).end(files.get(path) ?? '');
    } else {
      // The Host header stays the browser's, so that links in answers lead back here.
      const passed = passOn(
        { host: upstream.hostname, port: upstream.port, path: asked.url, method: asked.method, headers: asked.headers },
        (got) => {
          answer.writeHead(got.statusCode, got.headers);
          got.pipe(answer);
        },
      );
      passed.on('error', (error) => answer.writeHead(502).end(String(error)));
      asked.pipe(passed);
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
