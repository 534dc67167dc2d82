"""Whether what truth/ says is what an independent reader finds in the extracts."""

import csv
import gzip

from .extract_rows import clocks_go_back
from .geojson_read import LocatorIndex
from .projection import grid_to_lonlat
from .requirement import require
from .truth import FOLDER

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def check_truth(folder, rows, wards):
    """Yields a line for each thing found true."""
    truth = folder / FOLDER
    yield _check_counts(truth / "counts.csv", rows, wards)
    yield _check_refused(truth / "refused.csv", rows)
    yield _check_events(truth / "events.csv.gz", rows)
    yield _check_clocks(rows)


def read_table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def read_events(path):
    with gzip.open(path, "rt", newline="") as file:
        return list(csv.DictReader(file))


def _check_counts(path, rows, wards):
    found = {}
    locate = LocatorIndex(wards, "WD25CD")
    for row in rows:
        for measure, key in _keys(row, locate):
            counts = found.setdefault((row.source, measure, key), [0, 0])
            counts[0] += 1
            counts[1] += row.door == "used" and row.point is not None
    told = {(r["source"], r["measure"], r["key"]): [int(r["rows"]), int(r["placed"])]
            for r in read_table(path)}
    for key in sorted(set(told) | set(found)):
        require(told.get(key) == found.get(key),
                f"{path.name} says {told.get(key)} for {key}, the extracts hold {found.get(key)}")
    return f"{len(told):,} counts in truth are those of the extracts: months, hours, wards and more"


def _keys(row, locate):
    yield "door", row.door
    if row.door != "used":
        return
    yield "month", f"{row.time:%Y-%m}"
    yield "precision", row.precision
    yield "category", row.category
    yield "position", row.position
    if row.point is not None:
        yield "ward", locate.at(grid_to_lonlat(*row.point)) or "outside"
    if row.precision != "month":
        yield "weekday", _DAYS[row.time.weekday()]
    if row.precision == "minute":
        yield "hour", f"{row.time.hour:02d}"
        yield "weekday and hour", f"{_DAYS[row.time.weekday()]} {row.time.hour:02d}"


def _check_refused(path, rows):
    told = [(r["source"], r["row"], r["door"]) for r in read_table(path)]
    found = [(row.source, str(row.number), row.door) for row in rows
             if row.door != "used" and row.source != "police"]
    require(sorted(told) == sorted(found), "truth/refused.csv names other rows than the extracts hold")
    return f"{len(told)} rows that do not count are named with the reason"


def _check_events(path, rows):
    """Every record belongs to one event, agrees with it in time, and none is missing."""
    events = read_events(path)
    used = {(row.source, row.id): row for row in rows
            if row.door == "used" and row.source != "police"}
    heads = {(f"{row.time:%Y-%m}", row.id[:8]) for row in rows if row.source == "police" and row.id}
    shared = 0
    for event in events:
        held = 0
        for source in ("ambulance", "emergency"):
            if event[source]:
                row = used.pop((source, event[source]), None)
                require(row is not None, f"event {event['event']}: no {source} row {event[source]}")
                require(f"{row.time:%Y-%m-%d}" == event["time"][:10],
                        f"event {event['event']} and {source} {row.id} are of different days")
                require(row.precision == "day" or row.time.hour == int(event["time"][11:13]),
                        f"event {event['event']} and {source} {row.id} are of different hours")
                held += 1
        if event["police"]:
            require((event["time"][:7], event["police"]) in heads,
                    f"event {event['event']}: no crime id begins with {event['police']}")
            held += 1
        shared += held > 1
    require(not used, f"{len(used)} rows belong to no event")
    return f"{len(events):,} events left every call and attendance; {shared:,} reached two agencies or three"


def _check_clocks(rows):
    twice = [row for row in rows if row.door == "used" and row.precision == "minute"
             and clocks_go_back(row.time)]
    skipped = [row for row in rows if row.door == "skipped_hour"]
    require(len({row.time.year for row in twice}) == 2 and skipped,
            "a clock change has no row in its hour")
    return (f"{len(twice)} rows in the hours that the clocks repeat; {len(skipped)} bad rows in those "
            "they skip, and no good one")
