"""What a served run of many incidents takes: memory when it is opened and after tiles, and time a tile."""

import http.client
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from .incidents import CATEGORIES, HEIGHT_M, SOUTH, WEST, WIDTH_M

TOOL = pathlib.Path(__file__).resolve().parent.parent / "make-benchmark-county"
ZOOMS = range(8, 16)
TILES = 200
CLIENTS = 2
FILTERS = {
    "all": "",
    "two years of three": "?datetime=2023/2024",
    "one year": "?datetime=2024",
    "one category, one month": "?datetime=2024-06&category=violence",
}

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
match = {{ police = [{first}] }}

[categories.others]
title = "All others"
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
sources    = ["police"]
period     = "2023-01/2025-12"
kernel     = "quartic"
bandwidth  = 500
weight     = "count"
edge       = "diggle"
"""


def bench_memory(program, incidents, keep):
    """Makes the county and its run in the folder `keep`, or in a temporary one where that is None.
    What stands in `keep` already is used as it is."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        measure(program, incidents, keep)
        return
    with tempfile.TemporaryDirectory(prefix="heatward-bench-") as folder:
        measure(program, incidents, pathlib.Path(folder))


def measure(program, incidents, folder):
    print(f"{incidents:,} incidents, each at a place of its own, quartic, R = 500 m, diggle.\n")
    if not (folder / "published/current").exists():
        build(program, incidents, folder)
    serve(program, folder / "published")


def build(program, incidents, folder):
    subprocess.run([sys.executable, TOOL, "--incidents", str(incidents), folder / "incidents.csv"], check=True)
    corners = [(WEST, SOUTH), (WEST + WIDTH_M, SOUTH), (WEST + WIDTH_M, SOUTH + HEIGHT_M), (WEST, SOUTH + HEIGHT_M),
               (WEST, SOUTH)]
    county = {"type": "FeatureCollection",
              "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
              "features": [{"type": "Feature", "properties": {"code": "C1", "name": "County"},
                            "geometry": {"type": "Polygon", "coordinates": [corners]}}]}
    (folder / "county.geojson").write_text(json.dumps(county))
    words = [json.dumps(category) for category in CATEGORIES]
    (folder / "project.toml").write_text(PROJECT.format(first=words[0], others=", ".join(words[1:])))
    start = time.perf_counter()
    process = subprocess.Popen([program, "build", folder / "project.toml", "--progress", "none"],
                               stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid).get("VmHWM", 0))
        time.sleep(0.2)
    if process.returncode != 0:
        raise SystemExit("the build failed")
    print(f"Build: {time.perf_counter() - start:.0f} s, at most {peak:.0f} MB.\n")


def serve(program, published):
    start = time.perf_counter()
    process = subprocess.Popen([program, "serve", published, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    try:
        address = process.stdout.readline().split("//")[1].strip().rstrip("/")
        while True:  # until the run is taken up
            status, body = get(http.client.HTTPConnection(address, timeout=600), "/?f=json")
            if status == 200:
                break
            time.sleep(0.1)
        print(f"Opened in {time.perf_counter() - start:.0f} s.\n")
        print("| | VmRSS | VmHWM |\n| --- | --- | --- |")
        show_memory("after opening", process.pid)
        times = {}
        for name, query in FILTERS.items():
            ask(address, json.loads(body)["bounds"], name, query, process.pid, times)
        show_memory(f"after {sum(len(each) for each in times.values())} tiles", process.pid)
        print(f"\nProcessor time a tile, {CLIENTS} asked for at once (the first of a filter prepares it):\n")
        print("| | " + " | ".join(f"z{zoom}" for zoom in ZOOMS) + " |\n| --- |" + " --- |" * len(ZOOMS))
        for name in FILTERS:
            cells = (f"{1000 * statistics.mean(times[name, zoom]):.0f} ms" for zoom in ZOOMS)
            print(f"| {name} | " + " | ".join(cells) + " |")
    finally:
        process.terminate()
        process.wait(60)


def ask(address, bounds, name, query, pid, times):
    """Tiles spread over the bounds, a filter's share of TILES."""
    share = TILES // len(FILTERS)
    for i, zoom in enumerate(ZOOMS):
        count = share // len(ZOOMS) + (1 if i < share % len(ZOOMS) else 0)
        paths = [f"/tiles/all/{zoom}/{x}/{y}.png{query}" for x, y in tiles_of(bounds, zoom, count)]
        before = processor_seconds(pid)
        failures = []
        clients = [threading.Thread(target=ask_all, args=(address, paths[k::CLIENTS], failures)) for k in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        if failures:
            raise SystemExit("\n".join(failures))
        times[name, zoom] = [(processor_seconds(pid) - before) / count] * count


def ask_all(address, paths, failures):
    """Asks for one path after the other until one fails, which `failures` is then told: what a thread raises, only it
    would see."""
    connection = http.client.HTTPConnection(address, timeout=600)
    for path in paths:
        try:
            status, body = get(connection, path)
        except (OSError, http.client.HTTPException) as failure:
            failures.append(f"{path}: {failure!r}")
            return
        if status not in (200, 204):
            failures.append(f"{path}: {status} {body[:200]}")
            return


def get(connection, path):
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def tiles_of(bounds, zoom, count):
    """As many places, by a sequence that fills the bounds evenly (the golden ratio and its square)."""
    west, south, east, north = bounds
    for k in range(count):
        lon = west + (east - west) * ((0.5 + k * 0.7548776662) % 1)
        lat = south + (north - south) * ((0.5 + k * 0.5698402910) % 1)
        yield (int((lon + 180) / 360 * 2**zoom),
               int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom))


def show_memory(when, pid):
    memory = memory_of(pid)
    print(f"| {when} | {memory['VmRSS']:.0f} MB | {memory['VmHWM']:.0f} MB |", flush=True)


def memory_of(pid):
    """Megabytes (10⁶) of a process, by the kernel's names; nothing once it has ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Vm")}


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100
