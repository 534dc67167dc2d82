#!/usr/bin/python3
"""Builds the demo county once for the tests that only look at it, into HEATWARD_DOGGERLAND."""

import shutil

import heatward_e2e

project = heatward_e2e.SOURCE / "data" / "doggerland" / "project.toml"
output = heatward_e2e.required_environment("HEATWARD_DOGGERLAND")
shutil.rmtree(output, ignore_errors=True)
run = heatward_e2e.build(project, output)
broken = heatward_e2e.broken_files(run)
if broken:
    raise SystemExit(f"{run}: not as its manifest says: {broken}")
print(f"built {run.name} in {output}")
