"""A county that is small enough to know by heart: four square wards in two districts.

Wards are 1 km squares; w1 and w3 (west) make district d1, w2 and w4 (east) d2. police.uk rows of
three months lie in w1 to w3; w4 has none. Always the same, so every figure can be worked out here.
"""

import csv
import dataclasses
import hashlib
import json
import pathlib
import random

import projection

WEST, SOUTH, SIDE = 545000, 258000, 1000  # EPSG:27700
MONTHS = ["2025-01", "2025-02", "2025-03"]
COLUMNS = ["Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
           "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"]
CORNERS = {"w1": (0, 0), "w2": (1, 0), "w3": (0, 1), "w4": (1, 1)}
DISTRICT = {"w1": "d1", "w2": "d2", "w3": "d1", "w4": "d2"}
RESIDENTS = {"w1": 5000, "w2": 4000, "w3": 3000, "w4": 2000}
INCIDENTS = {"w1": 30, "w2": 18, "w3": 8, "w4": 0}
VIOLENCE, ROBBERY, ASB = "Violence and sexual offences", "Robbery", "Anti-social behaviour"

PROJECT = """\
[project]
title      = "Tiny county"
crs        = "EPSG:27700"
output     = "published"
study_area = "districts"

[areas.districts]
path = "districts.geojson"
code = "code"
name = "name"

[areas.wards]
path = "wards.geojson"
code = "code"
name = "name"
parent = { set = "districts", field = "district" }
population = { path = "population.csv", key = "code", value = "residents" }

[categories.violence]
title = "Violence and sexual offences"
harm  = 180.48
match = { police = ["Violence and sexual offences"] }

[categories.robbery]
title = "Robbery"
harm  = 365
match = { police = ["Robbery"] }

[[sources]]
id     = "police"
path   = "archive"
format = "police.uk"

[[layers]]
id         = "violence"
title      = "Violence, 2025"
categories = ["violence"]
period     = "2025-01/2025-12"
bandwidth  = 200
bandwidths = [400]
hotspots   = { share_of_area = 0.05 }

[[layers]]
id         = "all-harm"
title      = "Violence and robbery by harm, first quarter of 2025"
categories = ["violence", "robbery"]
period     = "2025-01/2025-03"
kernel     = "epanechnikov"
bandwidth  = 300
weight     = "harm"
edge       = "uniform"
"""


def lonlat(easting, northing):
    lon, lat = projection.degrees_of(easting, northing)
    return round(lon, 9), round(lat, 9)


@dataclasses.dataclass
class Row:
    crime_id: str
    month: str
    crime_type: str
    place: tuple = None  # easting, northing; none: a row without a position
    ward: str = None

    def cells(self):
        lon, lat = lonlat(*self.place) if self.place else ("", "")
        where = "On or near High Street" if self.place else "No Location"
        return [self.crime_id, self.month, "Tiny Police", "Tiny Police", lon, lat, where, "", "",
                self.crime_type, "", ""]


def crime_id(number):
    return hashlib.sha256(f"tiny {number}".encode()).hexdigest()


def _located_rows():
    chance = random.Random(20250101)
    rows = []
    for ward, count in INCIDENTS.items():
        column, line = CORNERS[ward]
        for _ in range(count):
            number = len(rows)
            kind = [VIOLENCE, VIOLENCE, ROBBERY, VIOLENCE, ASB][number % 5]
            place = (WEST + column * SIDE + 10 * chance.randint(5, 95),
                     SOUTH + line * SIDE + 10 * chance.randint(5, 95))
            rows.append(Row("" if kind == ASB else crime_id(number), MONTHS[chance.randrange(3)],
                            kind, place, ward))
    return rows


class TinyCounty:
    """The county's files in a folder. Change `rows` or `project_text`, then `write` again."""

    OUTSIDE = 1       # rows beyond the study area
    UNLOCATED = 2     # rows without a position
    REPEATED = 1      # rows whose Crime ID stood before

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.project_text = PROJECT
        self.rows = _located_rows()
        self.rows.append(Row(crime_id("outside"), "2025-02", VIOLENCE, (WEST - 5000, SOUTH)))
        twin = next(row for row in self.rows if row.crime_type == ASB)
        self.rows += [dataclasses.replace(twin)]  # no Crime ID: another incident at the same place
        self.rows += [Row(crime_id(f"nowhere {i}"), "2025-03", VIOLENCE) for i in range(self.UNLOCATED)]
        self.rows += [dataclasses.replace(self.rows[0])]  # a Crime ID again: a duplicate
        self.write()

    @property
    def project(self):
        return self.folder / "project.toml"

    @property
    def output(self):
        return self.folder / "published"

    def csv_path(self, month):
        return self.folder / "archive" / month / f"{month}-tiny-street.csv"

    def write(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write_areas("wards", {ward: [corner] for ward, corner in CORNERS.items()})
        self._write_areas("districts", {"d1": [(0, 0), (0, 1)], "d2": [(1, 0), (1, 1)]})
        population = "".join(f"{ward},{count}\n" for ward, count in RESIDENTS.items())
        (self.folder / "population.csv").write_text("code,residents\n" + population)
        for month in MONTHS:
            self.write_month(month)
        self.project.write_text(self.project_text)

    def write_month(self, month):
        path = self.csv_path(month)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(row.cells() for row in self.rows if row.month == month)

    def _write_areas(self, name, members):
        features = []
        for code, cells in members.items():
            (column, low), (_, high) = cells[0], cells[-1]
            left = [(column, line) for line in range(high + 1, low - 1, -1)]
            right = [(column + 1, line) for line in range(low, high + 2)]
            ring = [lonlat(WEST + SIDE * x, SOUTH + SIDE * y) for x, y in [*left, *right, left[0]]]
            properties = {"code": code, "name": f"Area {code.upper()}"}
            if code in DISTRICT:
                properties["district"] = DISTRICT[code]
            features.append({"type": "Feature", "properties": properties,
                             "geometry": {"type": "Polygon", "coordinates": [ring]}})
        (self.folder / f"{name}.geojson").write_text(
            json.dumps({"type": "FeatureCollection", "features": features}))

    def add_incident(self, number=0):
        """One violent incident more, in w4: another run."""
        place = (WEST + SIDE + 500, SOUTH + SIDE + 300 + 10 * number)
        self.rows.append(Row(crime_id(f"more {number}"), "2025-03", VIOLENCE, place, "w4"))
        self.write_month("2025-03")

    def count(self, crime_type, ward=None, months=MONTHS):
        """Incidents of the kind inside the county, each counted once."""
        seen, count = set(), 0
        for row in self.rows:
            if row.crime_id and row.crime_id in seen:
                continue
            seen.add(row.crime_id)
            if (row.ward and row.crime_type == crime_type and row.month in months
                    and ward in (None, row.ward)):
                count += 1
        return count
