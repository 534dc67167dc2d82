#!/usr/bin/python3
"""MapLibre, OpenLayers and Leaflet in a real browser: tests/clients/web_maps against a server on the demo county."""

import os
import shutil
import subprocess
import sys

import demo_county
import heatward_e2e

VIEWER = heatward_e2e.SOURCE / "src" / "viewer"
TESTS = heatward_e2e.SOURCE / "tests" / "clients" / "web_maps"

if not os.environ.get("CHROMIUM") and not shutil.which("chromium"):
    heatward_e2e.skip_script("Chromium is not installed (tools/install-deps --tests)")
PACKAGES = ("playwright-core", "esbuild", "maplibre-gl", "ol", "leaflet")
if not all((VIEWER / "node_modules" / name).is_dir() for name in PACKAGES):
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=VIEWER, check=True)

tests = sorted(TESTS.glob("*.test.mjs"))
if not tests:
    sys.exit(f"{TESTS}: there are no tests")
lon, lat, _ = demo_county.hottest_place()
with heatward_e2e.Server(demo_county.OUTPUT) as server:
    status = subprocess.run(["node", "--test", "--test-concurrency=1", *map(str, tests)],
                            env={**os.environ, "HEATWARD_URL": server.url + "/", "HEATWARD_LAYER": demo_county.LAYER,
                                 "HEATWARD_PLACE": f"{lon},{lat}"}).returncode
sys.exit(status)
