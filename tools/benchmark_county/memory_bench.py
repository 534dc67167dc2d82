"""What a served run of many incidents takes: memory when it is opened and after tiles, and time a tile."""

import http.client
import pathlib
import statistics
import tempfile
import threading

from .processes import memory_of, processor_seconds
from .served_run import ServedRun, get, make_run, tiles_of

ZOOMS = range(8, 16)
TILES = 200
CLIENTS = 2
FILTERS = {
    "all": "",
    "two years of three": "?datetime=2023/2024",
    "one year": "?datetime=2024",
    "one category, one month": "?datetime=2024-06&category=violence",
}


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
        took, peak = make_run(program, incidents, folder)
        print(f"Build: {took:.0f} s, at most {peak:.0f} MB.\n")
    serve(program, folder / "published")


def serve(program, published):
    with ServedRun(program, published) as served:
        print(f"Opened in {served.opened_s:.0f} s.\n")
        print("| | VmRSS | VmHWM |\n| --- | --- | --- |")
        show_memory("after opening", served.pid)
        times = {}
        for name, query in FILTERS.items():
            ask(served, name, query, times)
        show_memory(f"after {sum(len(each) for each in times.values())} tiles", served.pid)
        print(f"\nProcessor time a tile, {CLIENTS} asked for at once (the first of a filter prepares it):\n")
        print("| | " + " | ".join(f"z{zoom}" for zoom in ZOOMS) + " |\n| --- |" + " --- |" * len(ZOOMS))
        for name in FILTERS:
            cells = (f"{1000 * statistics.mean(times[name, zoom]):.0f} ms" for zoom in ZOOMS)
            print(f"| {name} | " + " | ".join(cells) + " |")


def ask(served, name, query, times):
    """Tiles spread over the bounds, a filter's share of TILES."""
    share = TILES // len(FILTERS)
    for i, zoom in enumerate(ZOOMS):
        count = share // len(ZOOMS) + (1 if i < share % len(ZOOMS) else 0)
        paths = [f"/tiles/all/{zoom}/{x}/{y}.png{query}" for x, y in tiles_of(served.bounds, zoom, count)]
        before = processor_seconds(served.pid)
        failures = []
        clients = [threading.Thread(target=ask_all, args=(served.address, paths[k::CLIENTS], failures)) for k in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        if failures:
            raise SystemExit("\n".join(failures))
        times[name, zoom] = [(processor_seconds(served.pid) - before) / count] * count


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


def show_memory(when, pid):
    memory = memory_of(pid)
    print(f"| {when} | {memory['VmRSS']:.0f} MB | {memory['VmHWM']:.0f} MB |", flush=True)
