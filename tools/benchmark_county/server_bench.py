"""The server beside nginx and MapServer: cached tiles, filtered tiles, features, and memory over many requests."""

import http.client
import pathlib
import signal
import socket
import statistics
import sys
import tempfile
import time

from . import peers, wrk
from .mixed_requests import bench_memory_of_requests
from .processes import processor_seconds
from .served_run import ServedRun, get, make_run, tiles_of

PARTS = ("cached", "filtered", "features", "memory")
CONNECTIONS = (1, 16, 64)
ROUNDS = 5
ROUND_S = 3
CACHED_TILES = 64
CACHED_ZOOMS = range(9, 14)
RADIUS_M = 500
ZOOMS = range(6, 17)
TILES_A_ZOOM = 20
FILTERS = {
    "one year": ("2023-01", "2023-12", None),
    "eighteen months": ("2024-03", "2025-08", None),
    "one month": ("2024-06", "2024-06", None),
    "all but a month": ("2023-01", "2025-11", None),
    "a category, eighteen months": ("2024-01", "2025-06", "violence"),
    "the other categories": ("2023-01", "2025-12", "others"),
}
FEATURES = 10_000
FEATURE_ROUNDS = 15
FORMATS = ("json", "csv", "fgb", "gpkg")


def bench_server(program, incidents, parts):
    """Makes a county in a temporary folder and measures the chosen parts on it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # and so the servers that were started
    with tempfile.TemporaryDirectory(prefix="heatward-bench-") as folder:
        folder = pathlib.Path(folder)
        make_run(program, incidents, folder)
        print(f"{incidents:,} incidents, each at a place of its own, quartic, R = {RADIUS_M} m. Processor time is the "
              "server's.\n")
        for part in parts:
            with ServedRun(program, folder / "published") as served:
                MEASURES[part](served, folder)
            print(flush=True)


def bench_cached(served, folder):
    """The same tiles over and over, from the server and as nginx's static files, in alternating rounds."""
    if not (wrk.is_there() and peers.nginx_is_there()):
        print("Cached tiles: wrk or nginx is not installed (tools/install-deps --bench).")
        return
    paths = sorted({f"/tiles/all/{zoom}/{x}/{y}.png" for zoom in CACHED_ZOOMS
                    for x, y in tiles_of(served.bounds, zoom, CACHED_TILES)})[:CACHED_TILES]
    with peers.Nginx(folder) as nginx:
        connection = served.connect()
        sizes = []
        for path in paths:
            status, body = get(connection, path)
            if status != 200:
                raise SystemExit(f"{path}: {status} {body[:200]}")
            sizes.append(len(body))
            nginx.put(path, body)
        middle_size = sorted(sizes)[len(sizes) // 2]
        middle = paths[sizes.index(middle_size)]
        print("Cached tiles, nginx serving the same bytes as files; wrk with one thread, kept connections, medians of "
              f"{ROUNDS} alternating rounds of {ROUND_S} s. One tile of {middle_size:,} bytes, then {len(paths)} in turn of "
              f"{min(sizes):,} to {max(sizes):,} bytes.\n")
        print("| | connections | heatward | nginx | ratio | heatward, a request | nginx, a request |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for what, chosen in (("one tile", [middle]), (f"{len(paths)} tiles", paths)):
            script = folder / "wrk.lua"
            wrk.write_script(script, chosen)
            for connections in CONNECTIONS:
                show_cached(what, connections, alternate(served, nginx, script, connections))


def alternate(served, nginx, script, connections):
    """(heatward's rounds, nginx's rounds)"""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(wrk.load(served.address, script, connections, ROUND_S, [served.pid]))
        theirs.append(wrk.load(nginx.address, script, connections, ROUND_S, nginx.pids()))
    return ours, theirs


def show_cached(what, connections, rounds):
    ours, theirs = rounds
    rates = [statistics.median(each.rate for each in loads) for loads in rounds]
    ratio = statistics.median(our.rate / their.rate for our, their in zip(ours, theirs))
    times = [statistics.median(each.processor_us for each in loads) for loads in rounds]
    failures = sum(each.failures for loads in rounds for each in loads)
    note = f" ({failures} FAILED)" if failures else ""
    print(f"| {what} | {connections} | {rates[0]:,.0f} /s{note} | {rates[1]:,.0f} /s | {ratio:.2f} | {times[0]:.0f} µs | "
          f"{times[1]:.0f} µs |", flush=True)


def bench_filtered(served, folder):
    """Tiles that nobody asked for before, one after the other; MapServer's kernel density of the same points."""
    ours, first = filtered_tiles(served)
    everything = [each for times in ours.values() for each in times]
    print("Filtered tiles, each asked for once, one at a time: processor time a tile. MapServer: KERNELDENSITY (Gaussian, "
          "a radius of as many pixels), points in an indexed shapefile, FastCGI.\n")
    print("| zoom | tiles | median | longest | MapServer: median | longest | tiles |\n" + "| --- " * 7 + "|")
    theirs = mapserver_tiles(served, folder)
    for zoom in ZOOMS:
        times = ours[zoom]
        print(f"| {zoom} | {len(times)} | {statistics.median(times):.2f} ms | {max(times):.2f} ms | {theirs[zoom]} |")
    print(f"| all | {len(everything)} | {statistics.median(everything):.2f} ms | {max(everything):.2f} ms | | | |")
    print(f"\nThe first use of a filter (a tile without incidents) took {min(first):.1f} to {max(first):.1f} ms.")


def filtered_tiles(served):
    """Milliseconds of each tile by zoom, and of each filter's first use."""
    connection = served.connect()
    times = {zoom: [] for zoom in ZOOMS}
    first = []
    for chosen in FILTERS.values():
        query = f"datetime={chosen[0]}/{chosen[1]}" + (f"&category={chosen[2]}" if chosen[2] else "")
        first.append(timed_get(connection, f"/tiles/all/8/0/0.png?{query}", served.pid))
        for zoom in ZOOMS:
            for x, y in sorted(set(tiles_of(served.bounds, zoom, TILES_A_ZOOM))):
                times[zoom].append(timed_get(connection, f"/tiles/all/{zoom}/{x}/{y}.png?{query}", served.pid))
    return times, first


def timed_get(connection, path, pid):
    before = processor_seconds(pid)
    status, body = get(connection, path)
    if status != 200:
        raise SystemExit(f"{path}: {status} {body[:200]}")
    return 1000 * (processor_seconds(pid) - before)


def mapserver_tiles(served, folder):
    """A table's cells by zoom."""
    if not (peers.mapserver_is_there() and peers.nginx_is_there()):
        return {zoom: "not installed | | " for zoom in ZOOMS}
    peers.import_points(folder / "incidents.csv", folder)
    latitude = (served.bounds[1] + served.bounds[3]) / 2
    maps = [peers.write_map(folder, f"filter{number}", chosen, ZOOMS, RADIUS_M, latitude)
            for number, chosen in enumerate(FILTERS.values())]
    cells = {}
    with peers.Nginx(folder) as nginx, peers.MapServer(folder) as mapserver:
        for zoom in ZOOMS:
            tiles = sorted(set(tiles_of(served.bounds, zoom, TILES_A_ZOOM)))
            paths = [peers.mapserver_path(each, zoom, x, y) for each in maps for x, y in tiles]
            cells[zoom] = mapserver_zoom(nginx, mapserver, paths)
    return cells


def mapserver_zoom(nginx, mapserver, paths):
    """Milliseconds of those that it answers with a picture; how many it does not survive."""
    times, crashes = [], 0
    if not is_picture(nginx, paths[0]):  # opens its files
        mapserver.start()
    for path in paths:
        before = processor_seconds(mapserver.process.pid)
        if not is_picture(nginx, path):
            mapserver.start()
            crashes += 1
            continue
        times.append(1000 * (processor_seconds(mapserver.process.pid) - before))
    note = f"{len(paths)}, {crashes} crashed or hung" if crashes else f"{len(paths)}"
    if not times:
        return f"crashes | | {note}"
    return f"{statistics.median(times):.0f} ms | {max(times):.0f} ms | {note}"


def is_picture(nginx, path):
    try:
        status, body = get(http.client.HTTPConnection(nginx.address, timeout=5), path)
    except OSError:  # it hangs in its signal handler where it crashed in malloc
        return False
    return status == 200 and body.startswith(b"\x89PNG")


def bench_features(served, folder):
    """A large page of features in each format that is served."""
    print(f"{FEATURES:,} features, medians of {FEATURE_ROUNDS} on a new connection each; the last column as if the processor "
          "were the server's alone.\n")
    print("| | bytes | first byte of the body | longest | whole | rate | by processor time |\n" + "| --- " * 7 + "|")
    for name in FORMATS:
        path = f"/collections/incidents/items?limit={FEATURES}" + ("" if name == "json" else f"&f={name}")
        answers, processor = [], []
        for _ in range(FEATURE_ROUNDS):
            before = processor_seconds(served.pid)
            answers.append(first_byte_and_rest(served.address, path))
            processor.append(processor_seconds(served.pid) - before)
        if answers[0][0] != 200:
            print(f"| {name} | answered {answers[0][0]} | | | | | |")
            continue
        first = [answer[1] for answer in answers]
        whole = statistics.median(answer[2] for answer in answers)
        size = answers[0][3]
        print(f"| {name} | {size:,} | {1000 * statistics.median(first):.1f} ms | {1000 * max(first):.1f} ms | "
              f"{1000 * whole:.1f} ms | {size / whole / 1e6:.0f} MB/s | "
              f"{size / statistics.median(processor) / 1e6:.0f} MB/s |", flush=True)


def first_byte_and_rest(address, path):
    """(status, seconds to the body's first byte, to its last, its bytes on the wire)"""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=120) as connection:
        piece = bytearray(1 << 20)
        start = time.perf_counter()
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n".encode())
        head, size, first = b"", 0, None
        while count := connection.recv_into(piece):
            if first is None:
                head += piece[:count]
                at = head.find(b"\r\n\r\n")
                if at < 0 or len(head) == at + 4:
                    continue
                first, size = time.perf_counter() - start, len(head) - at - 4
            else:
                size += count
        return int(head.split()[1]), first or 0.0, time.perf_counter() - start, size


MEASURES = {"cached": bench_cached, "filtered": bench_filtered, "features": bench_features,
            "memory": bench_memory_of_requests}
