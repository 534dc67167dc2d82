"""Where the incidents of a benchmark county lie, one after the other, without keeping them."""

import bisect
import math
import random

WEST, SOUTH = 600_000, 520_000
WIDTH_M, HEIGHT_M = 40_000, 30_000

# A position is the corner of a block of 4.096 m plus the place's own number as an offset in
# millimetres within it, so that two places can never be one.
_BLOCK_MM = 4096
_SCATTER = 0x9E3779B1  # odd: number * _SCATTER differs for all numbers below MAX_PLACES
MAX_PLACES = _BLOCK_MM * _BLOCK_MM
_COLUMNS = WIDTH_M * 1000 // _BLOCK_MM
_ROWS = HEIGHT_M * 1000 // _BLOCK_MM

_TOWNS = 40
_ESTATES = 9
_MARGIN_M = 2_000  # cluster centres lie this far within
CATEGORIES = ("Violence and sexual offences", "Public order", "Robbery", "Anti-social behaviour", "Criminal damage "
              "and arson", "Possession of weapons", "Burglary", "Other theft")
MONTHS = tuple(f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13))


class Incidents:
    """Yields (easting, northing, month, category, weight), coordinates in millimetres. Every draw
    is a Random.random(), which Python keeps stable from version to version."""

    def __init__(self, count, each_place, seed):
        self.count = count
        self.places = -(-count // each_place)
        self._seed = seed
        self._clusters, self._cumulative = _clusters(random.Random(f"{seed}/clusters").random)

    def __iter__(self):
        draw = random.Random(f"{self._seed}/incidents").random
        left = self.count
        while left > 0:  # each time over all places, which are drawn alike again
            for east, north in self._positions(min(left, self.places)):
                kind = int(draw() * 2304)
                yield east, north, MONTHS[kind % 36], CATEGORIES[kind // 36 % 8], 1 + kind // 288
            left -= self.places

    def _positions(self, count):
        draw = random.Random(f"{self._seed}/places").random
        clusters, cumulative = self._clusters, self._cumulative
        for number in range(count):
            column = row = -1
            while not (0 <= column < _COLUMNS and 0 <= row < _ROWS):
                x, y, sigma = clusters[bisect.bisect_right(cumulative, draw())]
                if sigma == 0:  # the country
                    x, y = draw() * WIDTH_M, draw() * HEIGHT_M
                else:  # Box-Muller
                    radius = sigma * math.sqrt(-2.0 * math.log(1.0 - draw()))
                    turn = 2.0 * math.pi * draw()
                    x += radius * math.cos(turn)
                    y += radius * math.sin(turn)
                column, row = math.floor(x * 1000 / _BLOCK_MM), math.floor(y * 1000 / _BLOCK_MM)
            within = number * _SCATTER % MAX_PLACES
            yield (WEST * 1000 + column * _BLOCK_MM + within % _BLOCK_MM,
                   SOUTH * 1000 + row * _BLOCK_MM + within // _BLOCK_MM)


def _clusters(draw):
    """(x, y, sigma) in metres from the south-west corner, and their cumulative shares but the last's."""

    def spot():
        return (_MARGIN_M + draw() * (WIDTH_M - 2 * _MARGIN_M), _MARGIN_M + draw() * (HEIGHT_M - 2 * _MARGIN_M))

    found, shares = [], []

    def add(share, x, y, sigma):
        found.append((x, y, sigma))
        shares.append(share)

    ranks = sum(1 / rank for rank in range(1, _TOWNS + 1))
    for rank in range(1, _TOWNS + 1):
        size = 1 / rank
        x, y = spot()
        add(0.415 * size / ranks, x, y, 500 + 1000 * math.sqrt(size))
        add(0.265 * size / ranks, x, y, 150)
        add(0.05 * size / ranks, x + 400, y - 300, 190)
    for _ in range(_ESTATES):
        add(0.155 / _ESTATES, *spot(), 360)
    for _ in range(2):
        add(0.02, *spot(), 220)
    add(0.075, 0, 0, 0)
    cumulative = []
    for share in shares[:-1]:
        cumulative.append(share + (cumulative[-1] if cumulative else 0.0))
    return found, cumulative
