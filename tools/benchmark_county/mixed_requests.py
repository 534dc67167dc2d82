"""Whether memory stays flat over very many requests of every kind."""

import http.client
import random
import threading

from .processes import memory_of
from .served_run import get, tiles_of

REQUESTS = 200_000
STEP = 10_000
SETTLED = 80_000  # the caches of densities (by 10,000) and of answers are filled by then
CLIENTS = 4
LEAVING = 0.2  # of those who ask for CSV
CACHED_ZOOM = 11
SEED = 8200
CACHED = 50  # tiles that are asked for over and over
DOCUMENTS = ["/?f=json", "/conformance", "/api", "/collections", "/tiles/all.json", "/legend/all.json", "/health"]
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]


def bench_memory_of_requests(served, _folder):
    """Resident memory after every 10,000 of 200,000 mixed requests, and its spread once caches are filled."""
    print(f"{REQUESTS:,} mixed requests by {CLIENTS} clients: tiles with and without filters, the same {CACHED} tiles over and "
          "over, vector tiles, WMS pictures, points, pages of features, streams of CSV and FlatGeobuf, some left in the middle, "
          "legends, documents, conditional requests and faulty ones.\n")
    print("| requests | resident | at most so far |\n| --- | --- | --- |")
    memory = memory_of(served.pid)
    print(f"| 0 | {memory['VmRSS']:.0f} MB | {memory['VmHWM']:.0f} MB |")
    resident = []
    draws = [random.Random(f"{SEED}/{client}") for client in range(CLIENTS)]
    for step in range(STEP, REQUESTS + 1, STEP):
        ask_side_by_side(served, draws)
        memory = memory_of(served.pid)
        if step >= SETTLED:
            resident.append(memory["VmRSS"])
        print(f"| {step:,} | {memory['VmRSS']:.0f} MB | {memory['VmHWM']:.0f} MB |", flush=True)
    middle = (min(resident) + max(resident)) / 2
    print(f"\nAfter {SETTLED:,}: {resident[0]:.0f} MB; at the end: {resident[-1]:.0f} MB; from {SETTLED:,} on: {middle:.0f} MB "
          f"± {100 * (max(resident) - middle) / middle:.1f} %.")


def ask_side_by_side(served, draws):
    failures = []
    clients = [threading.Thread(target=ask, args=(served, draw, STEP // CLIENTS, failures)) for draw in draws]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if failures:
        raise SystemExit("\n".join(failures[:5]))


def ask(served, draw, count, failures):
    connection = served.connect()
    for _ in range(count):
        path, allowed = any_request(served.bounds, draw)
        headers = {"If-None-Match": '"an old one"'} if draw.random() < 0.05 else {}
        try:
            if draw.random() < LEAVING and "f=csv" in path:
                leave(served, path)
                continue
            status, body = get(connection, path, headers)
        except (OSError, http.client.HTTPException) as failure:
            failures.append(f"{path}: {failure!r}")
            return
        if status not in allowed:
            failures.append(f"{path}: {status} {body[:200]}")
            return


def leave(served, path):
    """Asks for a stream, reads its begin and goes."""
    connection = served.connect()
    connection.request("GET", path)
    connection.getresponse().read(1000)
    connection.close()


def any_request(bounds, draw):
    """A path, and the statuses it may have."""
    kind = draw.random()
    zoom = draw.choice(range(6, 17))
    x, y = list(tiles_of(bounds, zoom, 64))[draw.randrange(64)]
    lon, lat = draw.uniform(bounds[0], bounds[2]), draw.uniform(bounds[1], bounds[3])
    if kind < 0.2:
        x, y = list(tiles_of(bounds, CACHED_ZOOM, CACHED))[draw.randrange(CACHED)]
        return f"/tiles/all/{CACHED_ZOOM}/{x}/{y}.png", (200,)
    if kind < 0.5:
        return f"/tiles/all/{zoom}/{x}/{y}.png{any_filter(draw)}", (200,)
    if kind < 0.54:
        box = f"{lon:.4f},{lat:.4f},{lon + 0.2:.4f},{lat + 0.2:.4f}"
        return ("/wms?service=WMS&version=1.3.0&request=GetMap&layers=all&styles=&crs=CRS:84&width=256&height=256"
                f"&format=image/png&bbox={box}"), (200,)
    if kind < 0.55:
        return f"/collections/incidents/items?f={draw.choice(['csv', 'fgb'])}&limit=20000&datetime={draw.choice(MONTHS)}", (200,)
    if kind < 0.65:
        return f"/tiles/county/{zoom}/{x}/{y}.mvt", (200, 204)
    if kind < 0.78:
        return f"/point/all/{lon:.5f},{lat:.5f}{any_filter(draw)}", (200,)
    if kind < 0.82:
        box = f"{lon:.4f},{lat:.4f},{lon + 0.02:.4f},{lat + 0.02:.4f}"
        return f"/collections/incidents/items?limit=100&bbox={box}", (200,)
    if kind < 0.84:
        return "/collections/county/items", (200,)
    if kind < 0.86:
        return "/legend/all.png", (200,)
    if kind < 0.94:
        return draw.choice(DOCUMENTS), (200,)
    return draw.choice([f"/tiles/none/{zoom}/{x}/{y}.png", f"/tiles/all/{zoom}/{2**zoom}/0.png", f"/{draw.random()}",
                        "/tiles/all/1/0/0.png?colour=red", f"/collections/incidents/items?bbox={draw.random()}"]), (400, 404)


def any_filter(draw):
    """None for a third, else months, and a category for half of those."""
    if draw.random() < 1 / 3:
        return ""
    first = draw.randrange(len(MONTHS))
    last = draw.randrange(first, len(MONTHS))
    category = draw.choice(["", "&category=violence"])
    return f"?datetime={MONTHS[first]}/{MONTHS[last]}{category}"
