"""Reading the county's GeoJSON files back."""

import json

from .land_index import LandIndex
from .tiling_check import polygons_of

_BANDS_PER_DEGREE = 500


def features(folder, name):
    return json.loads((folder / f"{name}.geojson").read_text())["features"]


def positions(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def lines_of(feature):
    """The lines of a LineString or MultiLineString, as lists of (longitude, latitude)."""
    geometry = feature["geometry"]
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "LineString" else parts
    return [[tuple(point) for point in line] for line in parts]


def land_index(areas):
    return LandIndex([polygon for area in areas for polygon in polygons_of(area)], _BANDS_PER_DEGREE)


class LocatorIndex:
    """Which area holds a position; None for none."""

    def __init__(self, areas, code):
        self._areas = []
        for area in areas:
            points = list(positions(area["geometry"]["coordinates"]))
            box = (min(p[0] for p in points), min(p[1] for p in points),
                   max(p[0] for p in points), max(p[1] for p in points))
            self._areas.append((box, land_index([area]), area["properties"][code]))
        self._known = {}

    def at(self, position):
        if position not in self._known:
            self._known[position] = self._find(*position)
        return self._known[position]

    def _find(self, x, y):
        for (west, south, east, north), index, code in self._areas:
            if west <= x <= east and south <= y <= north and index.holds(x, y):
                return code
        return None
