"""Writes what is true of the extracts' free text, for tests of a geocoder: the texts by
themselves, and beside them where each happened and how closely it says so."""

from .county_names import CountyNames
from .projection import grid_to_lonlat
from .reading import read
from .records import csv_line

TRUTH_NAME, TEXTS_NAME = "locations.csv", "location_texts.csv"
TRUTH_HEADER = ("id", "family", "lon", "lat", "tolerance_m", "level")
TEXTS_HEADER = ("id", "location", "town", "postcode")


class Locations:
    """One row for each call and attendance; of calls that stand twice only the first."""

    def __init__(self, folder, county, premises):
        self._known = CountyNames(county, premises)
        self._truth = open(folder / TRUTH_NAME, "wb")
        self._texts = open(folder / TEXTS_NAME, "wb")
        self._truth.write(csv_line(TRUTH_HEADER))
        self._texts.write(csv_line(TEXTS_HEADER))

    def add(self, record):
        if record.words is None or record.door == "duplicate":
            return
        identity, words = f"{record.source}-{record.id}", record.words
        reading = read(words, self._known)
        where = ("", "")
        if reading.level != "unlocated":
            where = tuple(f"{degrees:.6f}" for degrees in grid_to_lonlat(*words.spot.point))
        self._truth.write(csv_line((identity, reading.family) + where
                                   + (reading.tolerance_m, reading.level)))
        self._texts.write(csv_line((identity, words.location, words.town, "")))

    def close(self):
        self._truth.close()
        self._texts.close()
