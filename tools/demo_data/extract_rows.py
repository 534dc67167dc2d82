"""Reads the extracts as a stranger would: csv, dates, clock changes and positions worked
out from the files alone, with nothing of what drew them."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta

from .grid_reference import square_of
from .projection import lonlat_to_grid

_DIGIT_FOR = str.maketrans("OIS", "015")
_LAST_YEAR = 2025


@dataclass
class Row:
    source: str
    number: int        # 1 for the first after the header
    id: str
    door: str
    time: datetime     # the month's first day where that is all there is; None: unknown
    precision: str
    category: str
    position: str
    point: tuple       # EPSG:27700; None where the row itself does not say
    text: str


def read_rows(folder):
    """All rows of all sources, in order."""
    postcodes = _postcode_points(folder / "postcodes.csv")
    return (list(_police(folder / "police.zip")) + list(_ambulance(folder / "ambulance.csv", postcodes))
            + list(_emergency(folder / "emergency.csv", postcodes)))


def postcode_key(text):
    """Without blanks, upper case, with the inward code's digit where a letter like it stands."""
    plain = "".join(text.split()).upper()
    return plain[:-3] + plain[-3:-2].translate(_DIGIT_FOR) + plain[-2:]


def _postcode_points(path):
    with open(path, newline="") as file:
        return {postcode_key(row["pcds"]): (float(row["oseast1m"]), float(row["osnrth1m"]))
                for row in csv.DictReader(file) if row["oseast1m"]}


def _police(path):
    number = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith("-street.csv"):
                continue
            for row in csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")):
                number += 1
                point = lonlat_to_grid(float(row["Longitude"]), float(row["Latitude"])) \
                    if row["Longitude"] else None
                yield Row("police", number, row["Crime ID"], "used" if point else "no_location",
                          datetime.strptime(row["Month"], "%Y-%m"), "month", row["Crime type"],
                          "masked", point, row["Location"])


def _ambulance(path, postcodes):
    seen = set()
    with open(path, newline="", encoding="latin-1") as file:
        reader = csv.reader(file)
        header = next(reader)
        for number, fields in enumerate(reader, 1):
            values = dict(zip(header, fields))
            position, point = _position(values, postcodes)
            row = Row("ambulance", number, values["CAD"], "used", *_time(values["CALL_TIME"]),
                      values["NATURE"].strip().upper(), position, point, values["ADDRESS"])
            place = [values.get(column, "").strip() for column in header[3:9]]
            if len(fields) != len(header):
                row.door = "ragged"
            elif not any(place):
                row.door = "no_location"
            else:
                row.door = "duplicate" if row.id in seen else _door_of_time(row.time)
            seen.add(row.id)
            yield row


def _emergency(path, postcodes):
    with open(path, newline="", encoding="utf-8") as file:
        for number, values in enumerate(csv.DictReader(file), 1):
            position, point = _position({"PC": values["INCIDENT POSTCODE"]}, postcodes)
            time, precision = _time(values["ASSAULT DATE AND TIME"])
            yield Row("emergency", number, str(number), _door_of_time(time), time, precision,
                      values["ASSAULT METHOD"], position, point,
                      values["ASSAULT LOCATION DESCRIPTION"])


def _time(text):
    try:
        time = datetime.strptime(text, "%d/%m/%Y %H:%M")
    except ValueError:
        return None, ""
    return time, "day" if (time.hour, time.minute) == (0, 0) else "minute"


def _door_of_time(time):
    if time is None:
        return "bad_time"
    if time.year > _LAST_YEAR:
        return "future_time"
    return "skipped_hour" if time.hour == 1 and time.date() == _last_sunday(time.year, 3) else "used"


def clocks_go_back(time):
    """Whether this hour comes twice."""
    return time.hour == 1 and time.date() == _last_sunday(time.year, 10)


def _last_sunday(year, month):
    day = datetime(year, month, 31)
    return (day - timedelta(days=(day.weekday() + 1) % 7)).date()


def _position(values, postcodes):
    if values.get("EASTING"):
        return "coordinate", (float(values["EASTING"]), float(values["NORTHING"]))
    if values.get("GRID_REF"):
        (east, north), cell = square_of(values["GRID_REF"])
        return "grid_reference", (east + cell / 2.0, north + cell / 2.0)
    if values.get("PC"):
        return "postcode", postcodes.get(postcode_key(values["PC"]))
    return "text", None
