"""The named streets of a GeoJSON road file: their names (several where the file writes a Python-style
list), lines and the places where two of them meet, in metres of a plane about the file's middle."""

import ast
import collections
import itertools
import json
import math
import re

METRES_PER_DEGREE = 111195.08

# Every way in which a control room shortens the last word of a street.
SHORT_FORMS = {
    "Road": ("Rd", "Rd."), "Street": ("St", "St.", "Str"), "Avenue": ("Ave", "Av", "Ave."), "Close": ("Cl", "Clo", "Cl."),
    "Drive": ("Dr", "Drv", "Dr."), "Lane": ("Ln", "La"), "Gardens": ("Gdns", "Gdn"), "Terrace": ("Terr", "Ter", "Tce"),
    "Crescent": ("Cres", "Cresc"), "Court": ("Ct", "Crt"), "Place": ("Pl", "Pl."), "Grove": ("Gr", "Gro"), "Way": ("Wy",),
    "Square": ("Sq", "Sq."), "Park": ("Pk",), "Walk": ("Wlk",), "Mews": ("Mws",), "Green": ("Grn",), "Parade": ("Pde",),
    "Passage": ("Psge",), "Causeway": ("Cswy",),
}
_SAINT = re.compile(r"\b(Saint|St\.?) (?=[A-Z])")


def key(name):
    """Letters alone, so that Saint Andrew's Street and ST ANDREWS STREET are one."""
    return "".join(sign for sign in _SAINT.sub("St ", name).upper() if sign.isalnum())


class StreetNetwork:
    def __init__(self, path):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        first = features[0]["geometry"]["coordinates"]
        while not isinstance(first[0], float):
            first = first[0]
        self._east_m = METRES_PER_DEGREE * math.cos(math.radians(first[1]))
        self.lines = collections.defaultdict(list)   # name -> lines
        for feature in features:
            geometry = feature["geometry"]
            lines = geometry["coordinates"]
            for line in [lines] if geometry["type"] == "LineString" else lines:
                for name in _names(feature["properties"]["name"]):
                    self.lines[name].append([self._plane(position) for position in line])
        self.keys = {name: key(name) for name in self.lines}

    def _plane(self, position):
        return position[0] * self._east_m, position[1] * METRES_PER_DEGREE

    def lon_lat(self, point):
        return point[0] / self._east_m, point[1] / METRES_PER_DEGREE

    def junctions(self):
        """{(name, name): points that both have}, names in order."""
        at = collections.defaultdict(set)
        for name, lines in self.lines.items():
            for line in lines:
                for point in line:
                    at[point].add(name)
        found = collections.defaultdict(list)
        for point, names in at.items():
            for pair in itertools.combinations(sorted(names), 2):
                found[pair].append(point)
        return dict(found)

    def widest_gap_m(self, name):
        """The widest gap that one who walks all of a street has to cross; measured from the points of
        one line to the segments of the other."""
        reached, *left = self.lines[name]
        gaps, widest = [math.inf] * len(left), 0.0
        while left:
            gaps = [gap and min(gap, _gap(line, reached)) for line, gap in zip(left, gaps)]
            nearest = min(range(len(left)), key=gaps.__getitem__)
            widest = max(widest, gaps.pop(nearest))
            reached = left.pop(nearest)
        return widest

    def farthest_m(self, name, point):
        return max(math.dist(point, other) for line in self.lines[name] for other in line)

    def point_along(self, name, chance):
        """A point drawn evenly from all of the street's lines."""
        lines = self.lines[name]
        line = chance.choices(lines, [_length(line) for line in lines])[0]
        left = chance.uniform(0.0, _length(line))
        for a, b in zip(line, line[1:]):
            step = math.dist(a, b)
            if left <= step and step > 0.0:
                return a[0] + left / step * (b[0] - a[0]), a[1] + left / step * (b[1] - a[1])
            left -= step
        return line[-1]


def _names(text):
    """Of a name, of a list of names written as Python does, or of none."""
    if not text:
        return []
    return ast.literal_eval(text) if text.startswith("[") else [text]


def _length(line):
    return sum(math.dist(a, b) for a, b in zip(line, line[1:]))


def _gap(one, other):
    if set(one) & set(other):
        return 0.0
    return min(_to_segment(point, a, b) for points, line in ((one, other), (other, one))
               for point in points for a, b in zip(line, line[1:]))


def _to_segment(point, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    share = 0.0 if square == 0.0 else ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
    share = min(1.0, max(0.0, share))
    return math.dist(point, (a[0] + share * dx, a[1] + share * dy))


def edits(a, b):
    """Damerau-Levenshtein distance (optimal string alignment)."""
    before, last = [], list(range(len(b) + 1))
    for i, sign in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == b[j - 2] and a[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
