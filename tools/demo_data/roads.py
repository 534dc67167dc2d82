"""Main roads between towns and lanes to villages: cheapest ways over the lattice that
join the streets of the places, later ones glad to use what is there."""

import heapq

from .lines import distance, simplified, smoothed
from .noise import fractal_noise

_STREET_COST = 0.95
_THROUGH_COST = 0.45
_USED_COST = 0.45
_RIVER_COST_M = 900.0


class CountryWays:
    """The lattice's open country as road nodes, joined to the streets near it."""

    def __init__(self, graph, lattice, land, waters):
        self._graph = graph
        self._waters = waters
        self._used = set()
        self._around = {}
        self._cost = {}
        built = _built_up(lattice, graph)
        node_of = {}
        for cell in sorted(land):
            rim = any(near not in land for near in lattice.neighbours(cell))
            if rim or cell in built or waters.in_lake(lattice.centre(cell)):
                continue
            x, y = lattice.centre(cell)
            node_of[cell] = graph.add_node((x + 55.0 * fractal_noise(x, y, 420.0, 1, 83),
                                            y + 55.0 * fractal_noise(x, y, 420.0, 1, 89)))
        for cell, node in node_of.items():
            for near in lattice.neighbours(cell):
                if near in node_of and node_of[near] > node:
                    self._join(node, node_of[near], 1.0)
        for a, b in sorted(graph.edges):
            through = (a, b) in graph.through
            self._join(a, b, _THROUGH_COST if through else _STREET_COST)
        for street in sorted(graph.place_of):
            point = graph.positions[street]
            cell = lattice.cell_at(*point)
            for near in [cell] + lattice.neighbours(cell):
                if near in node_of and distance(point, graph.positions[node_of[near]]) < 330.0:
                    self._join(street, node_of[near], 1.0)

    def _join(self, a, b, factor):
        p, q = self._graph.positions[a], self._graph.positions[b]
        cost = distance(p, q) * factor
        if factor == 1.0:
            rough = 1.0 + 1.7 * fractal_noise(p[0], p[1], 2600.0, 3, 97, 0.6)
            cost *= max(0.2, rough)
            cost += _RIVER_COST_M if self._waters.crossed_by(p, q) else 0.0
        self._around.setdefault(a, []).append(b)
        self._around.setdefault(b, []).append(a)
        self._cost[self._graph.edge(a, b)] = cost

    def way(self, start, is_end):
        """Cheapest way from a node to the first that is_end accepts; None if there is none."""
        queue, best, came = [(0.0, start)], {start: 0.0}, {}
        done = set()
        while queue:
            cost, node = heapq.heappop(queue)
            if node in done:
                continue
            done.add(node)
            if is_end(node) and node != start:
                path = [node]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            for near in self._around.get(node, ()):
                edge = self._graph.edge(node, near)
                step = self._cost[edge] * (_USED_COST if edge in self._used else 1.0)
                if near not in done and cost + step < best.get(near, 1e18):
                    best[near] = cost + step
                    came[near] = node
                    heapq.heappush(queue, (cost + step, near))
        return None

    def use(self, path):
        self._used.update(self._graph.edge(a, b) for a, b in zip(path, path[1:]))


def _built_up(lattice, graph):
    """Cells among streets: a road from outside must come in along a street."""
    with_streets = {lattice.cell_at(*graph.positions[node]) for node in graph.place_of}
    close = set(with_streets)
    for cell in with_streets:
        close.update(near for near in lattice.neighbours(cell)
                     if sum(next_one in with_streets for next_one in lattice.neighbours(near)) > 1)
    return {cell for cell in close if sum(near in close for near in lattice.neighbours(cell)) > 4}


def central_node(graph, place):
    nodes = [node for node, number in graph.place_of.items() if number == place.number]
    if not nodes:
        return None
    return min(nodes, key=lambda node: (distance(graph.positions[node], place.centre), node))


def connect_places(graph, ways, places):
    """Main roads join neighbouring towns (Gabriel graph); every village gets a lane to
    the net, larger ones a second."""
    centre = {place.number: central_node(graph, place) for place in places}
    towns = [place for place in places if place.kind != "village" and centre[place.number] is not None]
    pairs = [(distance(a.centre, b.centre), a.number, b.number)
             for i, a in enumerate(towns) for b in towns[i + 1:] if _are_neighbours(a, b, towns)]
    by_number = {place.number: place for place in places}
    for number, (_, a, b) in enumerate(sorted(pairs), 1):
        path = ways.way(centre[a], lambda node, end=centre[b]: node == end)
        if path is not None:
            _pave(graph, ways, path, (by_number[a], by_number[b]), f"A70{number:02d}")
    net = {node for edge, (kind, _) in graph.edges.items() if kind == "main" for node in edge}
    for place in places:
        if place.kind != "village" or centre[place.number] is None:
            continue
        lanes = 2 if place.residents > 900 else 1
        for _ in range(lanes):
            path = ways.way(centre[place.number], lambda node, seen=frozenset(net): node in seen)
            if path is None:
                break
            _lay_lane(graph, ways, path, place, "Lane" if place.number % 3 else "Drove")
            net.update(path[len(path) // 2:])
            net.difference_update(path[-3:])
        net.update(node for node, number in graph.place_of.items() if number == place.number)


def _are_neighbours(a, b, towns):
    middle = ((a.centre[0] + b.centre[0]) / 2.0, (a.centre[1] + b.centre[1]) / 2.0)
    reach = distance(a.centre, b.centre) / 2.0
    return all(distance(other.centre, middle) > 0.93 * reach
               for other in towns if other not in (a, b))


def _pave(graph, ways, path, towns, ref):
    """Each half of a main road is named for the town at the other end."""
    a, b = towns
    for i, (p, q) in enumerate(zip(path, path[1:])):
        near, far = (a, b) if 2 * i < len(path) else (b, a)
        edge = graph.edge(p, q)
        if graph.edges.get(edge, ["street"])[0] == "main":
            continue
        central = distance(graph.positions[p], near.centre) < 330.0 and p in graph.place_of
        graph.edges[edge] = ["main", "High Street" if central else f"{far.name} Road"]
        graph.refs[edge] = ref
    ways.use(path)


def _lay_lane(graph, ways, path, place, kind):
    for p, q in zip(path, path[1:]):
        graph.edges.setdefault(graph.edge(p, q), ["street", f"{place.name} {kind}"])
    ways.use(path)


def named_lines(graph):
    """(class, name, line, place number or -1, road number or "") of every road, by chains of
    one name, bent smoothly between the points they share with other roads."""
    degree = {}
    for edge in graph.edges:
        for node in edge:
            degree[node] = degree.get(node, 0) + 1
    for chain, kind, name in _chains(graph):
        line, start = [], 0
        for i in range(1, len(chain)):
            node = chain[i]
            if i == len(chain) - 1 or degree[node] != 2 or node in graph.place_of:
                part = [graph.positions[n] for n in chain[start:i + 1]]
                part = simplified(smoothed(part, 5), 9.0) if len(part) > 2 else part
                line += part if not line else part[1:]
                start = i
        place = graph.place_of.get(chain[len(chain) // 2], -1)
        if kind == "street" and place < 0:
            kind = "lane"
        yield kind, name, line, place, graph.refs.get(graph.edge(chain[0], chain[1]), "")


def _chains(graph):
    """Maximal ways of one class and name; long ones are cut every few junctions in
    towns, as street segments are."""
    left = {}
    for (a, b), (kind, name) in graph.edges.items():
        place = graph.place_of.get(a, graph.place_of.get(b, -1)) if kind == "street" else -1
        around = left.setdefault((kind, name, place), {})
        around.setdefault(a, set()).add(b)
        around.setdefault(b, set()).add(a)
    for (kind, name, _), around in sorted(left.items()):
        ends = sorted(n for n in around if len(around[n]) != 2)
        for start in ends + sorted(around):
            while around[start]:
                chain = [start]
                while around[chain[-1]]:
                    here = chain[-1]
                    onward = _straightest(graph, chain, around[here])
                    around[here].discard(onward)
                    around[onward].discard(here)
                    chain.append(onward)
                    if onward in graph.place_of and len(chain) > 4 and len(around[onward]) != 0:
                        break
                yield chain, kind, name


def _straightest(graph, chain, choices):
    here = graph.positions[chain[-1]]
    if len(chain) == 1:
        return min(choices)
    before = graph.positions[chain[-2]]
    heading = (here[0] - before[0], here[1] - before[1])

    def turn(node):
        there = graph.positions[node]
        dx, dy = there[0] - here[0], there[1] - here[1]
        return -(dx * heading[0] + dy * heading[1]) / distance(here, there)
    return min(choices, key=lambda node: (turn(node), node))
