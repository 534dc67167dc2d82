"""Whether the gazetteer holds what the extracts speak of, and lies on land."""

import csv

from .extract_rows import postcode_key
from .gazetteer import PLACES_HEADER, POSTCODE_HEADER, PREMISES_HEADER
from .geojson_read import land_index, lines_of
from .lines import distance
from .projection import grid_to_lonlat, lonlat_to_grid
from .requirement import require
from .truth import FOLDER
from .truth_check import read_events
from .wording import abbreviated

_JUNCTION_WITHIN_M = 1.5
_PLAIN_SHARE = 0.85


def check_gazetteer(folder, rows, roads, land):
    """Yields a line for each thing found true."""
    coast = land_index(land)
    yield _check_postcodes(folder, rows, coast)
    yield _check_named(folder, coast)
    yield _check_rows_on_land(rows, coast)
    yield _check_junctions(folder, rows, roads)


def _table(folder, name, header):
    with open(folder / name, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        require(tuple(reader.fieldnames) == header, f"{name} has the columns {reader.fieldnames}")
        return list(reader)


def _check_postcodes(folder, rows, coast):
    units = _table(folder, "postcodes.csv", POSTCODE_HEADER)
    keys = {postcode_key(unit["pcds"]) for unit in units}
    require(len(keys) == len(units), "a postcode stands twice")
    for unit in units:
        require(unit["pcds"].startswith("DF") and not set(unit["pcds"][-2:]) & set("CIKMOV"),
                f"{unit['pcds']} cannot be a postcode")
        if unit["osgrdind"] != "9":
            grid = (float(unit["oseast1m"]), float(unit["osnrth1m"]))
            degrees = (float(unit["long"]), float(unit["lat"]))
            require(distance(grid, lonlat_to_grid(*degrees)) < 0.2, f"{unit['pcds']} has two positions")
            require(coast.holds(*degrees), f"{unit['pcds']} lies in the sea")
    strange = [row for row in rows if row.position == "postcode" and row.point is None]
    require(not strange, f"{len(strange)} rows have a postcode that postcodes.csv does not know")
    ended = sum(unit["doterm"] != "" for unit in units)
    return f"{len(units):,} postcodes on land, {ended} terminated; every row's postcode is one of them"


def _check_named(folder, coast):
    counts = []
    for name, header in (("premises.csv", PREMISES_HEADER), ("places.csv", PLACES_HEADER)):
        found = _table(folder, name, header)
        for row in found:
            require(coast.holds(*grid_to_lonlat(float(row["x"]), float(row["y"]))),
                    f"{name}: {row['name']} lies in the sea")
        counts.append(f"{len(found)} {name[:-4]}")
    return " and ".join(counts) + ", all on land"


def _check_rows_on_land(rows, coast):
    placed = [row for row in rows if row.source != "police" and row.point is not None]
    for row in placed:
        require(coast.holds(*grid_to_lonlat(*row.point)), f"{row.source} row {row.number} lies in the sea")
    return f"all {len(placed):,} calls and attendances with a position of their own lie on land"


def _check_junctions(folder, rows, roads):
    """Each is a vertex that roads of two names share, and mostly written so that the names
    can be read: the rest have typing errors."""
    meeting = meetings(roads)
    text_of = {row.id: row.text for row in rows if row.source == "ambulance" and row.door == "used"}
    junctions = plain = written = 0
    for event in read_events(folder / FOLDER / "events.csv.gz"):
        if event["form"] != "junction":
            continue
        names = names_at(meeting, (float(event["easting"]), float(event["northing"])))
        require(len(names) > 1, f"event {event['event']}: no roads of two names meet there")
        junctions += 1
        text = _plain(text_of.get(event["ambulance"], ""))
        if text:
            written += 1
            plain += sum(_plain(name) in text or _plain(abbreviated(name)) in text for name in names) > 1
    require(plain >= _PLAIN_SHARE * written, f"of {written} junctions only {plain} can be read")
    return f"{junctions:,} junctions resolve in roads.geojson; {plain / written:.1%} are written plainly"


def _plain(text):
    return text.upper().replace("'", "")


def meetings(roads):
    """Names by vertex, by rounded position."""
    named = {}
    for road in roads:
        for line in lines_of(road):
            for point in line:
                named.setdefault(point, set()).add(road["properties"]["name"])
    found = {}
    for point, names in named.items():
        if len(names) > 1:
            grid = lonlat_to_grid(*point)
            found.setdefault((round(grid[0]), round(grid[1])), []).append((grid, names))
    return found


def names_at(meeting, point):
    near = [entry for dx in (-1, 0, 1) for dy in (-1, 0, 1)
            for entry in meeting.get((round(point[0]) + dx, round(point[1]) + dy), ())
            if distance(entry[0], point) < _JUNCTION_WITHIN_M]
    return set().union(*(names for _, names in near)) if near else set()
