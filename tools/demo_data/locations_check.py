"""Whether truth/ gives every text of the extracts once, with a place that the gazetteer's
own files confirm."""

import csv

from .ambulance import HEADER
from .gazetteer_check import meetings, names_at
from .geojson_read import LocatorIndex, lines_of
from .lines import distance, distance_to_segment
from .locations import TEXTS_HEADER, TEXTS_NAME, TRUTH_HEADER, TRUTH_NAME
from .projection import lonlat_to_grid
from .reading import JUNCTION_TOLERANCE_M, PREMISES_TOLERANCE_M, STREET_MARGIN_M
from .requirement import require
from .spelling import letters
from .truth import FOLDER
from .wording import abbreviated

_LEVELS = {"premises": "premises", "premises_typo": "premises", "premises_alias": "premises",
           "junction": "junction", "junction_typo": "junction", "street": "street",
           "street_typo": "street", "ambiguous": "ambiguous", "unlocatable": "unlocated"}
_ROUNDED_WITHIN_M = 0.2
_ON_THE_STREET_M = 15.0
_CELL_M = 500.0


def check_locations(folder, roads, wards):
    """Yields a line for each thing found true."""
    texts = _table(folder / FOLDER / TEXTS_NAME, TEXTS_HEADER)
    truth = _table(folder / FOLDER / TRUTH_NAME, TRUTH_HEADER)
    # Month by month, the calls before the attendances: sorting by source keeps each in order.
    told = sorted((tuple(row.values()) for row in texts), key=lambda fields: fields[0].split("-")[0])
    require(told == list(_texts_of_extracts(folder)),
            f"{TEXTS_NAME} holds other ids or texts than the extracts")
    require([row["id"] for row in truth] == [row["id"] for row in texts],
            f"{TRUTH_NAME} and {TEXTS_NAME} have other ids, or in another order")
    require(len({row["id"] for row in truth}) == len(truth), f"an id stands twice in {TRUTH_NAME}")
    _check_levels(truth, texts)
    _check_positions(truth, wards)
    _check_premises(folder, truth, texts)
    _check_junctions(truth, texts, roads)
    _check_streets(truth, texts, roads)
    counts = {}
    for row in truth:
        counts[row["family"]] = counts.get(row["family"], 0) + 1
    found = ", ".join(f"{count:,} {family}" for family, count in sorted(counts.items()))
    yield f"{len(truth):,} texts, each with its place as the gazetteer has it: {found}"


def _table(path, header):
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        require(tuple(reader.fieldnames) == header, f"{path.name} has the columns {reader.fieldnames}")
        return list(reader)


def _texts_of_extracts(folder):
    calls, attendances = {}, {}
    with open(folder / "ambulance.csv", newline="", encoding="latin-1") as file:
        reader = csv.reader(file)
        next(reader)
        for fields in reader:
            values = dict(zip(HEADER, fields))
            calls.setdefault(values["CAD"], (values["ADDRESS"], values["TOWN"]))
    with open(folder / "emergency.csv", newline="", encoding="utf-8") as file:
        for number, values in enumerate(csv.DictReader(file), 1):
            attendances[number] = values["ASSAULT LOCATION DESCRIPTION"]
    for cad, (address, town) in calls.items():
        yield f"ambulance-{cad}", address, town, ""
    for number, text in attendances.items():
        yield f"emergency-{number}", text, "", ""


def _check_levels(truth, texts):
    level_of = {}
    for row, text in zip(truth, texts):
        require(_LEVELS.get(row["family"]) == row["level"],
                f"{row['id']}: family {row['family']} with level {row['level']}")
        tolerance, level = int(row["tolerance_m"]), row["level"]
        fixed = {"premises": PREMISES_TOLERANCE_M, "junction": JUNCTION_TOLERANCE_M,
                 "ambiguous": 0, "unlocated": 0}
        require(tolerance == fixed.get(level, max(tolerance, STREET_MARGIN_M)),
                f"{row['id']}: tolerance {tolerance} with level {level}")
        words = (letters(text["location"]), letters(text["town"]))
        require(level_of.setdefault(words, level) == level,
                f"{row['id']}: the same words are {level_of[words]} elsewhere and {level} here")


def _check_positions(truth, wards):
    locate = LocatorIndex(wards, "WD25CD")
    for row in truth:
        if row["level"] == "unlocated":
            require(row["lon"] == "" and row["lat"] == "", f"{row['id']} is unlocated, with a position")
        else:
            require(locate.at((float(row["lon"]), float(row["lat"]))) is not None,
                    f"{row['id']} lies outside the county")


def _located(truth, texts, level):
    """(row, letters of its text, EPSG:27700) of the rows of a level."""
    for row, text in zip(truth, texts):
        if row["level"] == level:
            yield row, letters(text["location"]), lonlat_to_grid(float(row["lon"]), float(row["lat"]))


def _is_named(name, text):
    return bool(name) and (letters(name) in text or letters(abbreviated(name)) in text)


def _check_premises(folder, truth, texts):
    with open(folder / "premises.csv", newline="", encoding="utf-8") as file:
        found = {}
        for premise in csv.DictReader(file):
            point = (float(premise["x"]), float(premise["y"]))
            found.setdefault((round(point[0]), round(point[1])), []).append(premise)
    for row, text, point in _located(truth, texts, "premises"):
        here = found.get((round(point[0]), round(point[1])), [])
        require(here and distance(point, (float(here[0]["x"]), float(here[0]["y"]))) < _ROUNDED_WITHIN_M,
                f"{row['id']}: premises.csv has nothing there")
        name = {"premises": "name", "premises_alias": "alias"}.get(row["family"])
        require(name is None or any(_is_named(premise[name], text) for premise in here),
                f"{row['id']}: its text does not name the premises there")


def _check_junctions(truth, texts, roads):
    meeting = meetings(roads)
    for row, text, point in _located(truth, texts, "junction"):
        named = names_at(meeting, point)
        require(len(named) > 1, f"{row['id']}: no roads of two names meet there")
        require(row["family"] != "junction" or sum(_is_named(name, text) for name in named) > 1,
                f"{row['id']}: its text does not name the roads that meet there")


def _check_streets(truth, texts, roads):
    """The street of the name passes there, and the tolerance reaches beyond both its ends."""
    near = {}
    for road in roads:
        for line in lines_of(road):
            line = [lonlat_to_grid(*point) for point in line]
            for cell in {cell for a, b in zip(line, line[1:]) for cell in _cells(a, b)}:
                near.setdefault(cell, []).append((road["properties"]["name"], line))
    for row, text, point in _located(truth, texts, "street"):
        there = [(name, line) for name, line in near.get(_cell(point), ())
                 if any(distance_to_segment(point, a, b) <= _ON_THE_STREET_M for a, b in zip(line, line[1:]))
                 and (row["family"] != "street" or _is_named(name, text))]
        require(there, f"{row['id']}: no street that its text names passes there")
        reach = min(max(distance(point, other) for other in line) for _, line in there)
        require(int(row["tolerance_m"]) >= reach + STREET_MARGIN_M - 1.0,
                f"{row['id']}: the tolerance of {row['tolerance_m']} m ends before the street does")


def _cell(point):
    return int(point[0] // _CELL_M), int(point[1] // _CELL_M)


def _cells(a, b):
    """Cells about a segment, one more on every side."""
    (left, right), (low, high) = (sorted(pair) for pair in zip(_cell(a), _cell(b)))
    return [(column, row) for column in range(left - 1, right + 2) for row in range(low - 1, high + 2)]
