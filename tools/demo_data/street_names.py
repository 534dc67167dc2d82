"""Names for streets: common ones near the centre, the rest from two word lists, no name
twice in one place."""

from . import names
from .lines import distance


def name_streets(graph, places, chance):
    """Gives every unnamed run one name. A run that became part of a main road is cut
    there: what is left of it keeps one name."""
    runs_of = {}
    for number, run in graph.runs:
        runs_of.setdefault(number, []).append(run)
    for place in places:
        spare = _spare_names(place, chance)
        def middle(run):
            return graph.positions[run[len(run) // 2]]
        runs = sorted(runs_of.get(place.number, []),
                      key=lambda run: (round(distance(middle(run), place.centre), 1), run[0]))
        for run in runs:
            edges = [graph.edge(a, b) for a, b in zip(run, run[1:])]
            free = [edge for edge in edges if graph.edges[edge][1] == ""]
            if free:
                name = next(spare)
                for edge in free:
                    graph.edges[edge][1] = name


def _spare_names(place, chance):
    common = chance.shuffled(names.CENTRE_STREETS)
    count = 10 if place.residents > 20000 else 5 if place.residents > 4000 else 2
    yield from common[:count]
    used = set()
    kinds = names.STREET_KINDS
    while True:
        root = chance.choose(names.STREET_ROOTS)
        # Squared: roads and streets are commoner than groves.
        kind = kinds[int(len(kinds) * chance.uniform() ** 1.6)]
        if (root, kind) in used or root.lower() == kind.lower():
            continue
        used.add((root, kind))
        yield f"{root} {kind}"
