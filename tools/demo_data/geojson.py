"""GeoJSON (RFC 7946): WGS84 longitude and latitude, outer rings anticlockwise, one
feature a line so that changes can be read."""

import json

from .projection import grid_to_lonlat

AREA_DECIMALS = 7
LINE_DECIMALS = 6


class Writer:
    """Projects every point once, so that shared vertices stay identical."""

    def __init__(self):
        self._known = {}

    def position(self, point, decimals):
        key = (point, decimals)
        if key not in self._known:
            longitude, latitude = grid_to_lonlat(*point)
            self._known[key] = f"[{_number(longitude, decimals)},{_number(latitude, decimals)}]"
        return self._known[key]

    def polygons(self, polygons):
        parts = [_list(_list(self._line(ring, AREA_DECIMALS)) for ring in polygon)
                 for polygon in polygons]
        if len(parts) == 1:
            return f'{{"type":"Polygon","coordinates":{parts[0]}}}'
        return f'{{"type":"MultiPolygon","coordinates":{_list(parts)}}}'

    def line(self, points):
        return f'{{"type":"LineString","coordinates":{_list(self._line(points, LINE_DECIMALS))}}}'

    def lines(self, lines):
        if len(lines) == 1:
            return self.line(lines[0])
        parts = _list(_list(self._line(line, LINE_DECIMALS)) for line in lines)
        return f'{{"type":"MultiLineString","coordinates":{parts}}}'

    def point(self, point):
        return f'{{"type":"Point","coordinates":{self.position(point, LINE_DECIMALS)}}}'

    def _line(self, points, decimals):
        return [self.position(point, decimals) for point in points]


def _list(items):
    return "[" + ",".join(items) + "]"


def _number(value, decimals):
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def collection(name, features):
    """features: (properties, geometry text)."""
    lines = []
    for properties, geometry in features:
        text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
        lines.append(f'{{"type":"Feature","properties":{text},"geometry":{geometry}}}')
    return (f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":[\n'
            + ",\n".join(lines) + "\n]}\n").encode()
