"""Borders as shared arcs: each border between two wards, or a ward and the sea, is
drawn once, and every polygon is put together from the same points."""

from dataclasses import dataclass

from .lines import inside, roughened, signed_area, simplified, smoothed

SEA = -1


@dataclass
class Arc:
    left: int          # label on the left hand, walking from the first point to the last
    right: int
    corners: list      # names of lattice corners
    points: list       # EPSG:27700, the first and last fixed at corners


def trace_arcs(lattice, label_of):
    """label_of: {cell: label}; what it lacks is sea."""
    following, places = {}, {}
    for cell, label in sorted(label_of.items()):
        corners = lattice.corners(cell)
        for edge, near in enumerate(lattice.neighbours(cell)):
            other = label_of.get(near, SEA)
            for corner in (corners[edge], corners[(edge + 1) % 6]):
                places.setdefault(corner, set()).update((label, other))
            if label > other:
                following[label, other, corners[edge]] = corners[(edge + 1) % 6]
    junctions = {corner for corner, labels in places.items() if len(labels) > 2}
    arcs = []
    starts = sorted(key for key in following if key[2] in junctions)
    for key in starts + sorted(following):
        if key not in following:
            continue
        left, right, corner = key
        walk = [corner]
        while (left, right, corner) in following:
            corner = following.pop((left, right, corner))
            walk.append(corner)
            if corner in junctions:
                break
        arcs.append(Arc(left, right, walk, [lattice.corner_position(c) for c in walk]))
    return arcs


def draw_arcs(arcs, chance):
    """Takes the hexagons' corners off the borders and gives them nature's roughness."""
    for arc in arcs:
        coast = SEA in (arc.left, arc.right)
        line = smoothed(arc.points, 2 if coast else 4)
        if len(line) > 5:
            line = simplified(line, 22.0 if coast else 30.0)
            line = roughened(line, chance, 0.2 if coast else 0.14, 120.0)
            line = roughened(line, chance, 0.2 if coast else 0.12, 90.0 if coast else 190.0)
        arc.points = [(round(x, 3), round(y, 3)) for x, y in line]


def rings_of(arcs, group_of):
    """Rings of every group of labels: {group: [ring, ...]}, the land on the left, so
    outer rings run anticlockwise and holes clockwise. group_of[label] for labels >= 0."""
    outgoing = {}
    for arc in arcs:
        left = group_of[arc.left]
        right = SEA if arc.right == SEA else group_of[arc.right]
        if left != right:
            outgoing.setdefault(left, {})[arc.corners[0]] = (arc.corners[-1], arc.points)
            if right != SEA:
                outgoing.setdefault(right, {})[arc.corners[-1]] = (arc.corners[0], arc.points[::-1])
    rings = {}
    for group, ways in sorted(outgoing.items()):
        for start in sorted(ways):
            if start not in ways:
                continue
            ring, corner = [], start
            while corner in ways:
                corner, points = ways.pop(corner)
                ring += points if not ring else points[1:]
            if ring[0] != ring[-1]:
                raise ValueError(f"the border of group {group} does not close at {ring[-1]}")
            rings.setdefault(group, []).append(ring)
    return rings


def polygons(rings):
    """Outer rings, each followed by its holes; largest polygon first."""
    outers = sorted((r for r in rings if signed_area(r) > 0.0), key=lambda r: -signed_area(r))
    result = [[outer] for outer in outers]
    for hole in (r for r in rings if signed_area(r) <= 0.0):
        home = [p for p in result if inside(hole[0], p[0]) or hole[0] in p[0]]
        min(home, key=lambda p: signed_area(p[0])).append(hole)
    return result
