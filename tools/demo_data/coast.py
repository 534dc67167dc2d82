"""Where the county is land: a drawn outline, made irregular by fractal noise."""

import math

from .lines import distance_to_segment, inside
from .noise import fractal_noise

# In EPSG:27700: open sea between the Outer Silver Pit and the Dogger Bank, about
# 54.4 to 54.8 degrees north and 0.7 to 1.7 degrees east, 70 km off the nearest land.
SOUTH_WEST = (575000.0, 502000.0)
WIDTH_M = 62000.0
HEIGHT_M = 47000.0

_OUTLINE_KM = ((6.5, 13), (10.5, 7), (18, 5.5), (25, 7.5), (30, 4), (37, 5.5), (43, 7), (50, 7.5),
               (55, 13), (54, 18), (56, 24), (55, 31), (56, 36), (51.5, 42), (44, 39.5), (37, 42.5),
               (29, 42), (21, 43), (14, 39.5), (8.5, 34), (5, 27), (6.5, 20), (6.5, 13))
_ISLAND_KM = (4.6, 40.6)
_ISLAND_RADIUS_M = 2300.0

# The estuary: km east, km north, half-width in metres, from the sea inland.
ESTUARY = ((60.0, 19.3, 3100.0), (55.0, 20.9, 2000.0), (51.0, 20.6, 1150.0), (47.5, 21.5, 620.0),
           (44.6, 22.4, 260.0))
# A smaller one in the south-west, below Lemanmouth.
CREEK = ((8.0, 5.0, 1100.0), (10.3, 7.4, 520.0), (11.8, 8.3, 200.0))


def to_grid(x_km, y_km):
    return (SOUTH_WEST[0] + 1000.0 * x_km, SOUTH_WEST[1] + 1000.0 * y_km)


def _inlet_depth(x, y, inlet):
    """Positive inside the inlet, in metres from its bank."""
    deepest = -1e9
    for (ax, ay, aw), (bx, by, bw) in zip(inlet, inlet[1:]):
        a, b = to_grid(ax, ay), to_grid(bx, by)
        dx, dy = b[0] - a[0], b[1] - a[1]
        share = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)
        share = min(1.0, max(0.0, share))
        off = math.sqrt((x - a[0] - share * dx) ** 2 + (y - a[1] - share * dy) ** 2)
        deepest = max(deepest, aw + share * (bw - aw) - off)
    return deepest


class Coast:
    """height_m(x, y) > 0 on land; near the shore it is about the distance to it."""

    def __init__(self, noise_key):
        self._key = noise_key
        self._outline = [to_grid(x, y) for x, y in _OUTLINE_KM]
        self._island = to_grid(*_ISLAND_KM)

    def height_m(self, x, y):
        shore = min(distance_to_segment((x, y), a, b)
                    for a, b in zip(self._outline, self._outline[1:]))
        height = shore if inside((x, y), self._outline) else -shore
        if abs(height) < 8000.0:
            height += fractal_noise(x, y, 10000.0, 6, self._key, 0.6) * 4300.0
        dx, dy = x - self._island[0], y - self._island[1]
        island = _ISLAND_RADIUS_M - math.sqrt(dx * dx * 0.55 + dy * dy)
        island += fractal_noise(x, y, 3200.0, 4, self._key + 7, 0.55) * 1300.0
        wobble = fractal_noise(x, y, 2400.0, 4, self._key + 13, 0.55) * 620.0
        for inlet in (ESTUARY, CREEK):
            depth = _inlet_depth(x, y, inlet) + wobble * (1.0 if inlet is ESTUARY else 0.4)
            height = min(height, -depth)
        return max(height, island)


def land_cells(lattice, coast):
    """Mainland and the island; islets are dropped, ponds are filled."""
    high = {cell for cell in range(len(lattice)) if coast.height_m(*lattice.centre(cell)) > 0.0}
    for _ in range(2):
        high -= {cell for cell in high
                 if sum(near in high for near in lattice.neighbours(cell)) <= 2}
    parts = lattice.components(high)
    island_cell = lattice.cell_at(*to_grid(*_ISLAND_KM))
    mainland = set(parts[0])
    island = next(set(part) for part in parts[1:] if island_cell in part)
    sea = set(range(len(lattice))) - mainland - island
    for pond in lattice.components(sea)[1:]:
        mainland.update(pond)
    return mainland, island
