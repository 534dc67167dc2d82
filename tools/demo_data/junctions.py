"""Where roads of two names meet: the vertices that their lines share."""


def junctions_of(roads):
    """{vertex: names of the roads that have it, sorted}, where these are two or more.
    roads: (class, name, line, place, number)."""
    named = {}
    for _, name, line, _, _ in roads:
        for point in line:
            named.setdefault(point, set()).add(name)
    return {point: sorted(found) for point, found in named.items() if len(found) > 1}
