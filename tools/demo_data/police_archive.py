"""The police.uk archive: a folder a month, street-level crime beside the outcomes and
stop-and-search files of a few months, which are not incidents."""

import csv
import io
import zipfile

from .chance import Chance
from .projection import grid_to_lonlat

FORCE = "Doggerland Constabulary"
STREET_HEADER = ("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude",
                 "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category",
                 "Context")
_OUTCOME_HEADER = STREET_HEADER[:9] + ("Outcome type",)
_SEARCH_HEADER = ("Type", "Date", "Part of a policing operation", "Policing operation", "Latitude",
                  "Longitude", "Gender", "Age range", "Self-defined ethnicity",
                  "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
                  "Outcome linked to object of search", "Removal of more than just outer clothing")
_MONTHS_WITH_MORE = ("2025-05", "2025-06")
_TIMESTAMP = (2026, 1, 31, 12, 0, 0)


class PoliceArchive:
    """Written a month at a time: the archive may be larger than memory."""

    def __init__(self, path, seed):
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self._seed = seed
        self._position = _Positions()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._zip.close()

    def add(self, month, rows):
        position = self._position
        files = {"street": (STREET_HEADER, (_street_row(row, position) for row in rows))}
        if month in _MONTHS_WITH_MORE:
            files["outcomes"] = (_OUTCOME_HEADER, _outcome_rows(rows, position))
            files["stop-and-search"] = (_SEARCH_HEADER, _search_rows(rows, position, self._seed))
        for kind in sorted(files):
            entry = zipfile.ZipInfo(f"{month}/{month}-doggerland-{kind}.csv", _TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            self._zip.writestr(entry, _csv(*files[kind]), compresslevel=9)


class _Positions:
    def __init__(self):
        self._known = {}

    def __call__(self, anchor):
        if anchor.point not in self._known:
            longitude, latitude = grid_to_lonlat(*anchor.point)
            self._known[anchor.point] = (f"{longitude:.6f}", f"{latitude:.6f}")
        return self._known[anchor.point]


def _csv(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _where(row, position):
    if row.anchor is None:
        return ("", "", "No Location", "", "")
    return position(row.anchor) + (f"On or near {row.anchor.label}", row.anchor.lsoa_code,
                                   row.anchor.lsoa_name)


def _street_row(row, position):
    return ((row.crime_id, row.month, FORCE, FORCE) + _where(row, position)
            + (row.category, row.outcome, ""))


def _outcome_rows(rows, position):
    settled = [row for row in rows if row.crime_id and row.outcome != "Under investigation"]
    return [(row.crime_id, row.month, FORCE, FORCE) + _where(row, position) + (row.outcome,)
            for row in settled[::4]]


def _search_rows(rows, position, seed):
    """Nobody is described: the columns about people stay empty."""
    found = []
    for row in [row for row in rows if row.anchor is not None and row.category == "Drugs"]:
        chance = Chance(seed, f"search {row.crime_id}")
        day, hour, minute = 1 + chance.index(28), chance.index(24), chance.index(60)
        longitude, latitude = position(row.anchor)
        time = f"{row.month}-{day:02d}T{hour:02d}:{minute:02d}:00+00:00"
        found.append(("Person search", time, "False", "", latitude, longitude, "", "", "", "",
                      "Misuse of Drugs Act 1971 (section 23)", "Controlled drugs",
                      "A no further action disposal", "", "False"))
    return sorted(found, key=lambda found_row: found_row[1])
