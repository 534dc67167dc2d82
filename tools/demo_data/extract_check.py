"""Whether ambulance.csv and emergency.csv are as messy as they promise, and no worse."""

import csv

from . import ambulance, emergency
from .events import EMERGENCY_MISSING_MONTH
from .patterns import MONTHS
from .requirement import require

_DOORS = {"used", "duplicate", "no_location", "bad_time", "skipped_hour", "future_time", "ragged"}
_MIDNIGHT_AT_LEAST = 0.05
# Of the calls: share with a postcode, a grid reference and neither, with a tolerance.
_SHARES = {"PC": 0.45, "GRID_REF": 0.40, "neither": 0.245}
_TOLERANCE = 0.04


def check_extracts(folder, rows):
    """Yields a line for each thing found true."""
    calls = [row for row in rows if row.source == "ambulance"]
    yield _check_calls(folder / "ambulance.csv", calls)
    yield _check_call_columns(folder / "ambulance.csv")
    yield _check_attendances(folder / "emergency.csv", [r for r in rows if r.source == "emergency"])


def _check_calls(path, calls):
    require({row.door for row in calls} == _DOORS, "not every kind of bad row is there")
    used = [row for row in calls if row.door == "used"]
    midnight = sum(row.precision == "day" for row in used) / len(used)
    require(midnight >= _MIDNIGHT_AT_LEAST, f"only {midnight:.1%} of the calls at midnight")
    require({f"{row.time:%Y-%m}" for row in used} == set(MONTHS), "a month has no calls")
    foreign = sum(any(byte > 127 for byte in line) for line in path.read_bytes().splitlines())
    require(foreign > 0, "no row has a Latin-1 byte")
    return (f"{len(calls):,} calls, {len(used):,} good, {midnight:.1%} of these at midnight exactly; "
            f"{foreign} rows with Latin-1 bytes")


def _check_call_columns(path):
    with open(path, newline="", encoding="latin-1") as file:
        reader = csv.reader(file)
        require(tuple(next(reader)) == ambulance.HEADER, "ambulance.csv has another header")
        values = [dict(zip(ambulance.HEADER, fields)) for fields in reader]
    require(all(row["PATIENT_NAME"].removeprefix("PATIENT ").isdigit() for row in values
                if "PATIENT_NAME" in row), "a patient is named")
    shares = {column: sum(bool(row.get(column)) for row in values) / len(values)
              for column in ("PC", "GRID_REF")}
    shares["neither"] = sum(not row.get("PC") and not row.get("GRID_REF") for row in values) / len(values)
    for name, wanted in _SHARES.items():
        require(abs(shares[name] - wanted) < _TOLERANCE, f"{name}: {shares[name]:.1%} of the calls")
    bare = sum(not any(row.get(c) for c in ("PC", "GRID_REF", "EASTING")) for row in values)
    figures = {sum(c.isdigit() for c in row["GRID_REF"]) for row in values if row.get("GRID_REF")}
    require(figures == {6, 8, 10}, f"grid references of {figures} figures")
    letters = {row["GRID_REF"][:2].upper() for row in values if row.get("GRID_REF")}
    require(letters == {"OV", "OW"}, f"grid references in {letters}")
    return (f"{shares['PC']:.1%} of the calls have a postcode, {shares['GRID_REF']:.1%} a grid "
            f"reference, {bare / len(values):.1%} text alone")


def _check_attendances(path, attendances):
    with open(path, newline="", encoding="utf-8") as file:
        require(tuple(next(csv.reader(file))) == emergency.HEADER, "emergency.csv has another header")
    used = [row for row in attendances if row.door == "used"]
    wanted = set(MONTHS) - {EMERGENCY_MISSING_MONTH}
    require({f"{row.time:%Y-%m}" for row in used} == wanted,
            f"emergency.csv does not lack {EMERGENCY_MISSING_MONTH} alone")
    placed = sum(row.point is not None for row in used) / len(used)
    return (f"{len(attendances):,} attendances, {EMERGENCY_MISSING_MONTH} is absent; {placed:.1%} have "
            "the incident's postcode")
