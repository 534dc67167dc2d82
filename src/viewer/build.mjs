// Builds the viewer into one HTML, one JavaScript and one CSS file.
//
//   node build.mjs [--outdir=DIR]   the page, to DIR, HEATWARD_VIEWER_OUTDIR or dist/
//   node build.mjs --tests          the unit tests, to .test-build/
//
// A DIR that is not absolute is taken from where npm or node was called.

import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

const { values } = parseArgs({
  options: {
    outdir: { type: 'string' },
    tests: { type: 'boolean', default: false },
  },
});

async function buildPage(outdir) {
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints: { viewer: join(here, 'app/main.ts') },
    outdir,
    bundle: true,
    minify: true,
    // Nothing lower: MapLibre ships its worker as the text of functions, and
    // lowering would put helpers beyond the worker's reach.
    target: 'es2021',
    format: 'iife',
    legalComments: 'eof',
    loader: { '.svg': 'dataurl' },
    logLevel: 'warning',
  });
  await copyFile(join(here, 'index.html'), join(outdir, 'index.html'));
}

async function buildTests(outdir) {
  await rm(outdir, { recursive: true, force: true });
  const tests = (await readdir(join(here, 'test'))).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: tests.map((name) => join(here, 'test', name)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

if (values.tests) {
  await buildTests(join(here, '.test-build'));
} else {
  const calledFrom = process.env.INIT_CWD ?? process.cwd();
  const outdir = values.outdir ?? process.env.HEATWARD_VIEWER_OUTDIR;
  await buildPage(outdir ? resolve(calledFrom, outdir) : join(here, 'dist'));
}
