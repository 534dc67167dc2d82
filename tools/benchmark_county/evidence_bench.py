"""What evidence takes: 8,400 wards and 145,000 hexagons over a county of many incidents."""

import csv
import pathlib
import random
import tempfile

from .county_project import build, feature, rectangle, write_collection, write_project
from .incidents import HEIGHT_M, SOUTH, WEST, WIDTH_M

COLUMNS, ROWS = 120, 70
BEYOND_M = 450  # of the county around the incidents, so that hexagons of 100 m are 145,000
RESIDENTS = (300, 9000)

SECTIONS = """\
[areas.wards]
path = "wards.geojson"
code = "code"
name = "name"
population = { path = "population.csv", key = "code", value = "residents" }

[areas.cells]
grid = "hexagon"
size = 100

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
        outline = (WEST - BEYOND_M, SOUTH - BEYOND_M, WIDTH_M + 2 * BEYOND_M, HEIGHT_M + 2 * BEYOND_M)
        write_project(folder, incidents, rectangle(*outline), SECTIONS)
        write_wards(folder, *outline)
        print(f"{incidents:,} incidents in three years, the last of which is the layer's; {COLUMNS * ROWS:,} wards and the "
              "hexagons of 100 m. What the build says of its stages:\n")
        seconds, megabytes = build(program, folder, lambda line: print("    " + line, flush=True))
        print(f"\nIn all {seconds:.0f} s, at most {megabytes:.0f} MB.")


def write_wards(folder, west, south, width, height):
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
    write_collection(folder / "wards.geojson", wards)
    with open(folder / "population.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("code", "residents"), *residents])
