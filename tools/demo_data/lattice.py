"""The hexagonal lattice on which the county is laid out.

Three hexagons meet at every corner, so the border of any set of cells is a set of
simple rings, and three areas at most meet in a point: the tiling is exact by
construction. Corners are named by integers, never compared as coordinates.
"""

import heapq
import math

# Corners anticlockwise from the top, in half-spacings east and spacing/(2*sqrt 3) north.
_CORNERS = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))


class HexLattice:
    """Cells numbered row by row from the south-west; spacing in metres between the
    centres of neighbours."""

    def __init__(self, origin, width_m, height_m, spacing_m):
        self.origin = origin
        self.spacing_m = spacing_m
        self._half = spacing_m / 2.0
        self._third = spacing_m / (2.0 * math.sqrt(3.0))
        self.columns = int(width_m / spacing_m) + 1
        self.rows = int(height_m / (3.0 * self._third)) + 1
        self.cell_area_km2 = spacing_m * spacing_m * math.sqrt(3.0) / 2.0 / 1e6

    def __len__(self):
        return self.columns * self.rows

    def centre(self, cell):
        row, column = divmod(cell, self.columns)
        return (self.origin[0] + (2 * column + (row & 1)) * self._half,
                self.origin[1] + 3 * row * self._third)

    def cell_at(self, x, y):
        """Nearest cell; None outside the lattice."""
        row = int(round((y - self.origin[1]) / (3.0 * self._third)))
        best, best_d2 = None, 0.0
        for near_row in (row - 1, row, row + 1):
            if not 0 <= near_row < self.rows:
                continue
            shift = self._half * (near_row & 1)
            column = int(round((x - self.origin[0] - shift) / self.spacing_m))
            if not 0 <= column < self.columns:
                continue
            cell = near_row * self.columns + column
            cx, cy = self.centre(cell)
            d2 = (cx - x) ** 2 + (cy - y) ** 2
            if best is None or d2 < best_d2:
                best, best_d2 = cell, d2
        return best

    def neighbours(self, cell):
        """Across the edges north-west, west, south-west, south-east, east, north-east;
        None beyond the rim. Edge i runs from corner i to corner i + 1."""
        row, column = divmod(cell, self.columns)
        shift = row & 1
        around = ((column - 1 + shift, row + 1), (column - 1, row), (column - 1 + shift, row - 1),
                  (column + shift, row - 1), (column + 1, row), (column + shift, row + 1))
        return [r * self.columns + c if 0 <= c < self.columns and 0 <= r < self.rows else None
                for c, r in around]

    def corners(self, cell):
        row, column = divmod(cell, self.columns)
        east = 2 * column + (row & 1)
        north = 3 * row
        return [(east + de, north + dn) for de, dn in _CORNERS]

    def corner_position(self, corner):
        return (self.origin[0] + corner[0] * self._half, self.origin[1] + corner[1] * self._third)

    def components(self, cells):
        """Connected parts of a set of cells, largest first."""
        left = set(cells)
        parts = []
        for start in sorted(left):
            if start not in left:
                continue
            left.remove(start)
            part, open_cells = [start], [start]
            while open_cells:
                for near in self.neighbours(open_cells.pop()):
                    if near in left:
                        left.remove(near)
                        part.append(near)
                        open_cells.append(near)
            parts.append(sorted(part))
        parts.sort(key=lambda part: (-len(part), part[0]))
        return parts


def grow(cells, adjacency, seeds, step_cost):
    """Assigns every cell that is reachable to the seed that reaches it most cheaply:
    the regions are connected. seeds: (cell, start cost, label); step_cost(from, to,
    label). Returns {cell: label}."""
    owner = {}
    queue = [(cost, order, cell, label) for order, (cell, cost, label) in enumerate(seeds)]
    heapq.heapify(queue)
    order = len(queue)
    best = {}
    while queue:
        cost, _, cell, label = heapq.heappop(queue)
        if cell in owner:
            continue
        owner[cell] = label
        for near in adjacency[cell]:
            if near in owner or near not in cells:
                continue
            reached = cost + step_cost(cell, near, label)
            if near not in best or reached < best[near]:
                best[near] = reached
                heapq.heappush(queue, (reached, order, near, label))
                order += 1
    return owner
