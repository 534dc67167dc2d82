"""Streets inside towns and villages: a web of spokes and rings (in villages a small grid),
bent by noise and with links left out, so that through roads, side streets and cul-de-sacs
come about and every junction is shared."""

import math
from dataclasses import dataclass, field

from .lines import distance
from .noise import fractal_noise

_CLEARANCE_M = 130.0
_RING_M = 150.0
_VILLAGE_PITCH_M = 160.0


@dataclass
class RoadGraph:
    """positions: node -> EPSG:27700; edges: (low node, high node) -> [class, name];
    place_of: street nodes only -> place number; through: edges of streets that lead
    across a place; runs: streets as lists of nodes; refs: numbers of main roads, by edge."""
    positions: list = field(default_factory=list)
    edges: dict = field(default_factory=dict)
    place_of: dict = field(default_factory=dict)
    through: set = field(default_factory=set)
    runs: list = field(default_factory=list)
    refs: dict = field(default_factory=dict)

    def add_node(self, point):
        self.positions.append((round(point[0], 2), round(point[1], 2)))
        return len(self.positions) - 1

    def edge(self, a, b):
        return (a, b) if a < b else (b, a)


def lay_streets(graph, places, lattice, land, waters, chance):
    """Fills graph with street nodes and unnamed runs (place number, nodes)."""
    taken = {}
    for place in places:
        web = _village_grid(place, chance) if place.kind == "village" else _town_web(place, chance)
        nodes = {}
        for key in sorted(web.points):
            point = _bent(place, web.points[key], chance)
            if _is_buildable(place, point, lattice, land, waters, chance) \
                    and not _is_taken(taken, point, place.number):
                nodes[key] = graph.add_node(point)
                graph.place_of[nodes[key]] = place.number
                taken.setdefault((int(point[0] // _CLEARANCE_M), int(point[1] // _CLEARANCE_M)),
                                 []).append((point, place.number))
        lines = [(through, [nodes.get(key) for key in line]) for through, line in web.lines]
        links = _links(graph, place, lines, waters, chance)
        kept = set(_largest_component(links))
        for edge in sorted(kept):
            graph.edges[edge] = ["street", ""]
        graph.through.update(edge for edge in kept if links[edge])
        graph.runs += [(place.number, run) for run in _runs(graph, lines, kept, chance)]
    joined = {node for edge in graph.edges for node in edge}
    graph.place_of = {node: place for node, place in graph.place_of.items() if node in joined}


@dataclass
class _Web:
    """points: key -> EPSG:27700; lines: (is it a through road, keys in order)."""
    points: dict
    lines: list


def _town_web(place, chance):
    """Rings 150 m apart; a ring has 6, 12, 24, ... nodes so that they stand about 200 m
    apart, and every node has one on the next ring."""
    rings = int(1.9 * place.radius_m / _RING_M) + 2
    counts = [6 * 2 ** max(0, int(math.log2(2.0 * math.pi * _RING_M * ring / (6 * 150.0)) + 1e-9))
              for ring in range(1, rings + 1)]
    finest = counts[-1]
    start = chance.uniform(0.0, 2.0 * math.pi)
    points, rounds, spokes = {}, [], {}
    for ring, count in enumerate(counts, 1):
        keys = [(ring, j * (finest // count)) for j in range(count)]
        for key in keys:
            angle = start + 2.0 * math.pi * key[1] / finest
            points[key] = (place.centre[0] + _RING_M * ring * math.cos(angle),
                           place.centre[1] + _RING_M * ring * math.sin(angle))
            spokes.setdefault(key[1], []).append(key)
        rounds.append((ring % 4 == 1 and ring > 1, keys + keys[:1]))
    spoke_lines = [(len(keys) > rings * 0.72, keys) for _, keys in sorted(spokes.items())]
    return _Web(points, rounds + spoke_lines)


def _village_grid(place, chance):
    angle = chance.uniform(0.0, math.pi)
    c, s = math.cos(angle), math.sin(angle)
    reach = int(1.9 * place.radius_m / _VILLAGE_PITCH_M) + 1
    span = range(-reach, reach + 1)
    points = {(i, j): (place.centre[0] + _VILLAGE_PITCH_M * (c * i - s * j),
                       place.centre[1] + _VILLAGE_PITCH_M * (s * i + c * j))
              for i in span for j in span}
    return _Web(points, [(j == 0, [(i, j) for i in span]) for j in span]
                + [(i == 0, [(i, j) for j in span]) for i in span])


def _bent(place, point, chance):
    x, y = point
    far = min(1.0, distance(point, place.centre) / 700.0)
    bend = 90.0 if place.kind == "village" else 520.0 * far
    return (x + bend * fractal_noise(x, y, 2100.0, 3, 61, 0.4) + chance.uniform(-9.0, 9.0),
            y + bend * fractal_noise(x, y, 2100.0, 3, 67, 0.4) + chance.uniform(-9.0, 9.0))


def _is_buildable(place, point, lattice, land, waters, chance):
    out = place.outwardness(point)
    if out > 1.12 or (out > 0.85 and chance.happens((out - 0.85) * 1.8)):
        return False
    cell = lattice.cell_at(*point)
    if cell not in land or any(near not in land for near in lattice.neighbours(cell)):
        return False
    return not waters.near_river(point, 55.0) and not waters.in_lake(point)


def _is_taken(taken, point, number):
    column, row = int(point[0] // _CLEARANCE_M), int(point[1] // _CLEARANCE_M)
    return any(other != number and distance(point, there) < _CLEARANCE_M
               for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1)
               for there, other in taken.get((c, r), ()))


def _links(graph, place, lines, waters, chance):
    """Links between neighbours of a line: {edge: is it a through road}."""
    links = {}
    for number, (through, line) in enumerate(lines):
        for a, b in zip(line, line[1:]):
            if a is None or b is None:
                continue
            p, q = graph.positions[a], graph.positions[b]
            if distance(p, q) > 420.0:
                continue
            if waters.crossed_by(p, q):
                kept = through and number % 2 == 0
            else:
                kept = chance.happens(0.97 if through
                                      else 0.84 if place.outwardness(p) < 0.3 else 0.68)
            if kept:
                links[graph.edge(a, b)] = through
    return links


def _largest_component(links):
    around = {}
    for a, b in links:
        around.setdefault(a, []).append(b)
        around.setdefault(b, []).append(a)
    parts, seen = [], set()
    for start in sorted(around):
        if start in seen:
            continue
        seen.add(start)
        part, todo = {start}, [start]
        while todo:
            for near in around[todo.pop()]:
                if near not in seen:
                    seen.add(near)
                    part.add(near)
                    todo.append(near)
        parts.append(part)
    largest = max(parts, key=lambda part: (len(part), -min(part))) if parts else set()
    return [edge for edge in links if edge[0] in largest]


def _runs(graph, lines, kept, chance):
    """Streets: stretches of a line, cut to the lengths streets have."""
    for through, line in lines:
        run, longest = [], 0
        for a, b in zip(line, line[1:]):
            joined = a is not None and b is not None and graph.edge(a, b) in kept
            if joined and run and len(run) <= longest:
                run.append(b)
                continue
            if run:
                yield run
            longest = 3 + chance.index(5) if through else 2 + chance.index(4)
            run = [a, b] if joined else []
        if run:
            yield run
