"""Rivers and lakes: drawn by a few points, bent by chance."""

import math

from .coast import to_grid
from .lines import distance, distance_to_segment, inside, roughened, segments_cross, smoothed
from .noise import fractal_noise

# Name, course from source to mouth in km, width in metres at both ends.
_RIVERS = (
    ("River Storegga", ((22.5, 37.0), (24.0, 33.0), (27.5, 30.5), (29.5, 27.6), (32.5, 26.0),
                        (36.0, 25.6), (39.5, 23.0), (43.0, 23.2), (45.2, 22.1), (46.6, 21.6)),
     14.0, 330.0),
    ("River Leman", ((25.0, 25.0), (22.5, 22.0), (20.3, 20.1), (17.0, 17.5), (15.5, 13.0),
                     (12.6, 9.6), (11.4, 8.0)), 10.0, 190.0),
    ("Hazel Water", ((31.0, 19.0), (33.0, 16.5), (36.4, 15.2), (40.0, 16.5), (42.5, 20.5),
                     (43.0, 23.2)), 8.0, 34.0),
)
_LAKES = (("Silver Mere", 38.2, 30.2, 1050.0, 640.0), ("Brown Mere", 15.5, 26.6, 820.0, 520.0))


class Waters:
    """rivers: (name, centre line, width at each point); lakes: (name, ring)."""

    def __init__(self, chance, noise_key):
        self.rivers = []
        for name, course, first_m, last_m in _RIVERS:
            line = [to_grid(*point) for point in course]
            for roughness in (0.22, 0.24, 0.24, 0.2):
                line = roughened(line, chance, roughness, 140.0)
            line = smoothed(line, 2)
            widths = [first_m + (last_m - first_m) * (i / (len(line) - 1)) ** 2.2
                      for i in range(len(line))]
            self.rivers.append((name, line, widths))
        main = self.rivers[0]
        name, line, widths = self.rivers[2]
        joint = min(main[1], key=lambda point: (distance(point, line[-1]), point))
        self.rivers[2] = (name, line[:-1] + [joint], widths)
        self.lakes = [(name, _lake_ring(to_grid(x, y), rx, ry, noise_key + i))
                      for i, (name, x, y, rx, ry) in enumerate(_LAKES)]
        self._segments = _SegmentIndex([line for _, line, _ in self.rivers], 400.0)

    def crossed_by(self, a, b):
        """Whether the straight way from a to b crosses a river."""
        return any(segments_cross(a, b, c, d) for c, d in self._segments.near(a, b))

    def in_lake(self, point):
        return any(inside(point, ring) for _, ring in self.lakes)

    def near_river(self, point, reach_m):
        corner = (point[0] + reach_m, point[1] + reach_m)
        opposite = (point[0] - reach_m, point[1] - reach_m)
        return any(distance_to_segment(point, a, b) < reach_m
                   for a, b in self._segments.near(opposite, corner))


def _lake_ring(centre, radius_east_m, radius_north_m, key):
    ring = []
    for step in range(64):
        angle = 2.0 * math.pi * step / 64
        c, s = math.cos(angle), math.sin(angle)
        stretch = 1.0 + 0.9 * fractal_noise(3.0 + 1.1 * c, 3.0 + 1.1 * s, 1.0, 2, key)
        ring.append((centre[0] + radius_east_m * stretch * c, centre[1] + radius_north_m * stretch * s))
    return ring + [ring[0]]


class _SegmentIndex:
    def __init__(self, lines, size_m):
        self._size_m = size_m
        self._buckets = {}
        for line in lines:
            for a, b in zip(line, line[1:]):
                for key in self._keys(a, b):
                    self._buckets.setdefault(key, []).append((a, b))

    def _keys(self, a, b):
        size = self._size_m
        for column in range(int(min(a[0], b[0]) // size), int(max(a[0], b[0]) // size) + 1):
            for row in range(int(min(a[1], b[1]) // size), int(max(a[1], b[1]) // size) + 1):
                yield column, row

    def near(self, a, b):
        for key in self._keys(a, b):
            yield from self._buckets.get(key, ())


def river_ring(line, widths):
    """The polygon of a river: its centre line moved to both banks."""
    left, right = [], []
    for i, point in enumerate(line):
        before, after = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        step = distance(before, after)
        nx, ny = -(after[1] - before[1]) / step, (after[0] - before[0]) / step
        half = widths[i] / 2.0
        left.append((point[0] + half * nx, point[1] + half * ny))
        right.append((point[0] - half * nx, point[1] - half * ny))
    return right + left[::-1] + [right[0]]
