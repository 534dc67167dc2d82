"""Where the events of each cluster happen: along streets, at junctions, in premises."""

import math
from dataclasses import dataclass

from .chance import Wheel
from .junctions import junctions_of
from .lines import along, distance

# Of the events of a pattern, at premises of these kinds (weight against that of a street).
_PREMISES = {
    "night economy": {"club": 9.0, "pub": 5.0, "shopping centre": 2.0, "theatre": 1.0},
    "stations": {"railway station": 9.0}, "schools": {"school": 9.0},
    "homes": {"hospital": 20.0, "pub": 20.0, "park": 12.0, "supermarket": 8.0, "college": 6.0},
}
_JUNCTION_SHARE = 0.30
_OFF_THE_LINE_M = 6.0


@dataclass(frozen=True)
class Street:
    name: str
    line: tuple
    place: int
    homes: float
    meets: tuple       # (point, other road's name)

    @property
    def middle(self):
        return along(self.line, 0.5)


@dataclass(frozen=True)
class Spot:
    """One event's place and what there is to say of it."""
    point: tuple
    form: str          # premises | junction | street
    name: str          # of the premises or street
    other: str = ""    # the alias, the crossing road, or the house's number
    place: int = -1


class Sites:
    def __init__(self, county, premises, clusters, land, chance):
        self._land = land
        self._streets = list(_streets_of(county, land))
        self._premises = premises
        self._luck = [math.exp(chance.normal(0.6)) for _ in self._streets]
        self._wheels = {cluster.name: self._wheel(cluster) for cluster in clusters}

    def spot(self, cluster, chance):
        site = chance.weighted(self._wheels[cluster.name])
        if not isinstance(site, Street):
            return Spot(site.point, "premises", site.name, site.alias, site.place)
        if site.meets and chance.happens(_JUNCTION_SHARE):
            point, other = chance.choose(site.meets)
            if self._land.holds(*point):
                return Spot(point, "junction", site.name, other, site.place)
        return self._at_a_house(site, chance)

    def _at_a_house(self, street, chance):
        fraction = chance.uniform(0.03, 0.97)
        x, y = along(street.line, fraction)
        point = (x + chance.uniform(-_OFF_THE_LINE_M, _OFF_THE_LINE_M),
                 y + chance.uniform(-_OFF_THE_LINE_M, _OFF_THE_LINE_M))
        if not self._land.holds(*point):
            point = street.middle
        number = str(1 + int(fraction * 90.0)) if chance.happens(0.7) else ""
        return Spot(point, "street", street.name, number, street.place)

    def _wheel(self, cluster):
        sites, weights = [], []
        for street, luck in zip(self._streets, self._luck):
            weight = street.homes if cluster.centre is None else \
                _bell(street.middle, cluster.centre, _sigma_m(cluster))
            if weight > 0.0:
                sites.append(street)
                weights.append(weight * luck)
        wanted = _PREMISES.get(cluster.pattern, {})
        for premise in self._premises:
            weight = wanted.get(premise.kind, 0.0)
            if weight and cluster.centre is not None:
                weight *= _bell(premise.point, cluster.centre, _sigma_m(cluster))
            if weight > 0.0:
                sites.append(premise)
                weights.append(weight)
        return Wheel(sites, weights)


def _sigma_m(cluster):
    return cluster.radius_m * (0.38 if cluster.pattern in ("stations", "schools") else 0.5)


def _bell(point, centre, sigma_m):
    d = distance(point, centre) / sigma_m
    return math.exp(-0.5 * d * d) if d < 2.5 else 0.0


def _streets_of(county, land):
    """Roads whose middle is on land; each with the roads of other names that it meets."""
    meeting = junctions_of(county.roads)
    for _, name, line, place, _ in county.roads:
        meets = tuple((point, other) for point in line for other in meeting.get(point, ())
                      if other != name)
        street = Street(name, tuple(line), place, 0.0, meets)
        middle = street.middle
        if land.holds(*middle):
            homes = county.people.get(county.lattice.cell_at(*middle), 0.0)
            yield Street(name, tuple(line), place, homes, meets)
