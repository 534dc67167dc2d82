#!/usr/bin/python3
"""The viewer in a real browser: tests/browser against a real server on the demo county."""

import os
import subprocess
import sys

import demo_county
import heatward_e2e

VIEWER = heatward_e2e.SOURCE / "src" / "viewer"
BROWSER = heatward_e2e.SOURCE / "tests" / "browser"

if not (VIEWER / "node_modules" / "playwright-core").is_dir():
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=VIEWER, check=True)
# Anew each time: what is there may be of older sources.
subprocess.run(["npm", "run", "build"], cwd=VIEWER, check=True, stdout=subprocess.DEVNULL)

tests = sorted(BROWSER.glob("*.test.mjs"))
if not tests:
    sys.exit(f"{BROWSER}: there are no tests")
with heatward_e2e.Server(demo_county.OUTPUT) as server:
    status = subprocess.run(["node", "--test", *map(str, tests)],
                            env={**os.environ, "HEATWARD_URL": server.url + "/"}).returncode
sys.exit(status)
