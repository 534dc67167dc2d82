"""The benchmark county as a project: its files, and building it."""

import json
import os
import pathlib
import subprocess
import sys
import time

from .incidents import CATEGORIES

TOOL = pathlib.Path(__file__).resolve().parent.parent / "make-benchmark-county"

PROJECT = """\
[project]
title      = "A benchmark county"
crs        = "EPSG:27700"
output     = "published"
study_area = "county"
timezone   = "Europe/London"

[areas.county]
path = "county.geojson"
code = "code"
name = "name"

[categories.violence]
title = "Violence and sexual offences"
harm  = 180
match = {{ police = [{first}] }}

[categories.others]
title = "All others"
harm  = 9
match = {{ police = [{others}] }}

[[sources]]
id   = "police"
kind = "police"
path = "incidents.csv"
fields = {{ time = "month", category = "category", x = "easting", y = "northing", crs = "EPSG:27700" }}
"""


def write_project(folder, incidents, outline, sections):
    """The county within `outline` (corners in metres), as many incidents, and the project's further `sections`."""
    subprocess.run([sys.executable, TOOL, "--incidents", str(incidents), folder / "incidents.csv"], check=True)
    write_collection(folder / "county.geojson", [feature("C1", outline)])
    words = [json.dumps(category) for category in CATEGORIES]
    (folder / "project.toml").write_text(
        PROJECT.format(first=words[0], others=", ".join(words[1:])) + "\n" + sections)


def feature(code, ring):
    return {"type": "Feature", "properties": {"code": code, "name": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write_collection(path, features):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))


def rectangle(west, south, width, height):
    return [[west, south], [west + width, south], [west + width, south + height], [west, south + height],
            [west, south]]


def build(program, folder, on_stage=lambda line: None):
    """Builds the project in `folder`, handing on each line that says how far it is; seconds and megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen([program, "build", folder / "project.toml"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        on_stage(line.rstrip())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit("the build failed")
    return time.perf_counter() - start, usage.ru_maxrss * 1024 / 1e6
