"""Times `heatward kde` end to end on a made county, beside other programs where they are installed."""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from .county_project import TOOL
from .incidents import HEIGHT_M, SOUTH, WEST, WIDTH_M

COLUMNS, ROWS = 1280, 960
CELL_M = WIDTH_M / COLUMNS  # HEIGHT_M / ROWS is the same: peers want square pixels
RADIUS_M = 500
RUNS = 9
PEER_RUNS = 3
PARTS = ("read_s", "index_s", "density_s", "write_s")


def bench_kde(program, incidents):
    """Prints a table of medians. Every file was read just before, so disks play no part."""
    print(f"{incidents:,} points, quartic, R = {RADIUS_M} m, {COLUMNS}x{ROWS} of {CELL_M} m.\n")
    print("| what | median | longest | runs |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="heatward-bench-") as folder:
        folder = pathlib.Path(folder)
        ours = None
        for suffix in (".gpkg", ".csv"):
            points = folder / f"points{suffix}"
            subprocess.run([sys.executable, TOOL, "--incidents", str(incidents), points], check=True)
            total = bench_heatward(program, points, folder / "out.tif")
            ours = ours or total
        for peer in (bench_qgis, bench_grass):
            peer(folder, ours)


def bench_heatward(program, points, out):
    extent = f"{WEST},{SOUTH},{WEST + WIDTH_M},{SOUTH + HEIGHT_M}"
    command = [program, "kde", points, out, "--bandwidth", str(RADIUS_M), "--extent", extent, "--size",
               f"{COLUMNS}x{ROWS}", "--crs", "EPSG:27700", "--timings"]
    totals, parts = [], []
    run(command)  # the first reads the file from the disk
    for _ in range(RUNS):
        took, done = run(command)
        totals.append(took)
        parts.append(json.loads(done.stderr.splitlines()[-1]))
    row(f"heatward kde, {points.suffix}", totals)
    for part in PARTS:
        row(f"… of it {part}", [each[part] for each in parts])
    row("… the rest: start and end", [took - sum(each[part] for part in PARTS)
                                      for took, each in zip(totals, parts)])
    return statistics.median(totals)


def bench_qgis(folder, ours):
    # The wrapper gives an option that qgis_process does not know.
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        print("| QGIS heatmap | qgis_process is not installed | | |")
        return
    command = [program, "run", "qgis:heatmapkerneldensityestimation", "--", f"INPUT={folder / 'points.gpkg'}",
               f"RADIUS={RADIUS_M}", f"PIXEL_SIZE={CELL_M}", "KERNEL=0", "OUTPUT_VALUE=1",
               f"OUTPUT={folder / 'qgis.tif'}"]
    compare("QGIS heatmap", command, folder / "qgis.tif", ours)


def bench_grass(folder, ours):
    """v.kernel alone: GRASS must have taken the points into its own store before, which is longer."""
    program = shutil.which("grass")
    if program is None:
        print("| GRASS v.kernel | grass is not installed | | |")
        return
    positions = folder / "positions.csv"
    with open(folder / "points.csv", encoding="utf-8") as rows, open(positions, "w", encoding="utf-8") as file:
        next(rows)  # the header
        file.writelines(",".join(line.split(",")[:2]) + "\n" for line in rows)
    work = (f"g.region w={WEST} e={WEST + WIDTH_M} s={SOUTH} n={SOUTH + HEIGHT_M} res={CELL_M} && "
            f"v.in.ascii -t --quiet input={positions} output=points separator=comma && date +%s.%N && "
            f"v.kernel --quiet input=points output=density radius={RADIUS_M} kernel=quartic && date +%s.%N")
    _, done = run([program, "--tmp-location", "XY", "--exec", "sh", "-c", work], check=False)
    stamps = [float(line) for line in done.stdout.split() if line.replace(".", "").isdigit()]
    if done.returncode != 0 or len(stamps) != 2:
        fail("GRASS v.kernel", done)
        return
    report("GRASS v.kernel, points imported before", [stamps[1] - stamps[0]], ours)


def compare(name, command, out, ours):
    totals = []
    for _ in range(PEER_RUNS):
        out.unlink(missing_ok=True)
        took, done = run(command, check=False)
        if done.returncode != 0 or not out.exists():
            fail(name, done)
            return
        totals.append(took)
    report(name, totals, ours)


def fail(name, done):
    print(f"| {name} | failed: {(done.stderr or done.stdout).strip().splitlines()[-1:]} | | |")


def report(name, totals, ours):
    row(name, totals)
    print(f"| … against heatward kde, .gpkg | {statistics.median(totals) / ours:.0f} times | | |")


def run(command, check=True):
    begin = time.perf_counter()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace",
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=check)
    return time.perf_counter() - begin, done


def row(what, times):
    print(f"| {what} | {statistics.median(times):.3f} s | {max(times):.3f} s | {len(times)} |", flush=True)
