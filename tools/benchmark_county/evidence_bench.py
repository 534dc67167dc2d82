"""What evidence takes: 8,400 wards and 145,000 hexagons over a county of many incidents."""

import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from .incidents import CATEGORIES, HEIGHT_M, SOUTH, WEST, WIDTH_M
from .processes import memory_of
from .served_run import TOOL

COLUMNS, ROWS = 120, 70
BEYOND_M = 450  # of the county around the incidents, so that hexagons of 100 m are 145,000
RESIDENTS = (300, 9000)

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

[areas.wards]
path = "wards.geojson"
code = "code"
name = "name"
population = {{ path = "population.csv", key = "code", value = "residents" }}

[areas.cells]
grid = "hexagon"
size = 100

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

[[layers]]
id         = "all"
title      = "All incidents"
categories = ["violence", "others"]
period     = "2025-01/2025-12"
bandwidth  = 500
"""


def bench_evidence(program, incidents):
    with tempfile.TemporaryDirectory(prefix="heatward-bench-") as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, TOOL, "--incidents", str(incidents), folder / "incidents.csv"], check=True)
        write_areas(folder)
        words = [json.dumps(category) for category in CATEGORIES]
        (folder / "project.toml").write_text(PROJECT.format(first=words[0], others=", ".join(words[1:])))
        start = time.perf_counter()
        process = subprocess.Popen([program, "build", folder / "project.toml"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        peak = 0
        print(f"{incidents:,} incidents in three years, the last of which is the layer's; {COLUMNS * ROWS:,} wards and the "
              "hexagons of 100 m. What the build says of its stages:\n")
        for line in process.stderr:
            peak = max(peak, memory_of(process.pid).get("VmHWM", 0))
            print("    " + line.rstrip(), flush=True)
        if process.wait() != 0:
            raise SystemExit("the build failed")
        print(f"\nIn all {time.perf_counter() - start:.0f} s, at most {peak:.0f} MB.")


def write_areas(folder):
    west, south = WEST - BEYOND_M, SOUTH - BEYOND_M
    width, height = WIDTH_M + 2 * BEYOND_M, HEIGHT_M + 2 * BEYOND_M
    chance = random.Random(8400)

    def corner(column, row):
        inner_x, inner_y = 0 < column < COLUMNS, 0 < row < ROWS
        return [round(west + width / COLUMNS * (column + inner_x * chance.uniform(-0.3, 0.3)), 1),
                round(south + height / ROWS * (row + inner_y * chance.uniform(-0.3, 0.3)), 1)]

    corners = [[corner(column, row) for column in range(COLUMNS + 1)] for row in range(ROWS + 1)]
    wards, residents = [], []
    for row in range(ROWS):
        for column in range(COLUMNS):
            ring = [corners[row][column], corners[row][column + 1], corners[row + 1][column + 1],
                    corners[row + 1][column], corners[row][column]]
            wards.append(feature(f"W{row * COLUMNS + column:05}", ring))
            residents.append((wards[-1]["properties"]["code"], chance.randint(*RESIDENTS)))
    outline = [[west, south], [west + width, south], [west + width, south + height], [west, south + height], [west, south]]
    write_collection(folder / "county.geojson", [feature("C1", outline)])
    write_collection(folder / "wards.geojson", wards)
    with open(folder / "population.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("code", "residents"), *residents])


def feature(code, ring):
    return {"type": "Feature", "properties": {"code": code, "name": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write_collection(path, features):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
