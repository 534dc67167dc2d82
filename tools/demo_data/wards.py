"""Districts and wards: regions grown over the lattice by cost of travel, so that they
are connected and their borders keep to rivers, balanced by residents."""

import math
from dataclasses import dataclass, field

from . import names
from .chance import Wheel
from .lattice import grow
from .lines import distance
from .noise import fractal_noise

_RESIDENTS_PER_WARD = 10400.0
_ROUNDS = 20
_ROUNDS_WITH_SHIFT = 12
# How slowly a district grows from its towns: the city's stays close to the city.
_SLOWNESS = (1.15, 1.1, 1.0, 1.0, 1.0, 1.0)


@dataclass
class Ward:
    cells: list
    district: int
    residents: int = 0
    name: str = ""
    code: str = ""
    towns: list = field(default_factory=list)


class Wards:
    """wards: list of Ward; of_cell: {cell: index into wards}."""

    def __init__(self, lattice, mainland, island, waters, places, people, chance):
        self._lattice = lattice
        self._people = people
        self._adjacency = {cell: [near for near in lattice.neighbours(cell) if near is not None]
                           for cell in sorted(mainland | island)}
        self._cost = _travel_costs(lattice, self._adjacency, mainland | island, waters)
        district_of = self._grow_districts(mainland, places)
        groups = [(district, sorted(c for c in mainland if district_of[c] == district))
                  for district in range(len(names.DISTRICTS))]
        self.wards = []
        for district, cells in groups:
            count = max(4, round(sum(people[c] for c in cells) / _RESIDENTS_PER_WARD))
            self.wards += [Ward(part, district) for part in self._divide(cells, count, chance)]
        island_town = next(p for p in places if lattice.cell_at(*p.centre) in island)
        self.wards.append(Ward(sorted(island), island_town.district))
        for ward in self.wards:
            ward.residents = round(sum(people[cell] for cell in ward.cells))
        _name(self.wards, lattice, places, chance)
        self.wards.sort(key=lambda ward: (ward.district, ward.name))
        for number, ward in enumerate(self.wards, 1):
            ward.code = f"D05{number:06d}"
        self.of_cell = {cell: i for i, ward in enumerate(self.wards) for cell in ward.cells}

    def _grow_districts(self, mainland, places):
        seeds = [(self._lattice.cell_at(*place.centre), 0.0, place.district)
                 for place in places if place.district >= 0
                 and self._lattice.cell_at(*place.centre) in mainland]
        return grow(mainland, self._adjacency, seeds,
                    lambda a, b, label: self._cost[a, b] * _SLOWNESS[label])

    def _divide(self, cells, count, chance):
        """Lloyd's rounds: grow from seeds, shift each seed to its ward's centre of
        population, slow the growth of those with too many residents."""
        inside = set(cells)
        seeds = self._spread_seeds(cells, count, chance)
        slowness = [1.0] * count
        wanted = [chance.uniform(0.75, 1.25) for _ in range(count)]
        scale = sum(self._people[c] for c in cells) / sum(wanted)
        for round_number in range(_ROUNDS):
            owner = grow(inside, self._adjacency, [(seed, 0.0, i) for i, seed in enumerate(seeds)],
                         lambda a, b, label: self._cost[a, b] * slowness[label])
            parts = [[] for _ in range(count)]
            for cell in cells:
                parts[owner[cell]].append(cell)
            if round_number < _ROUNDS - 1:
                for i, part in enumerate(parts):
                    share = sum(self._people[c] for c in part) / (scale * wanted[i])
                    slowness[i] *= min(1.5, max(0.66, math.sqrt(math.sqrt(share))))
                    if round_number < _ROUNDS_WITH_SHIFT:
                        seeds[i] = self._centre_of(part)
        return parts

    def _spread_seeds(self, cells, count, chance):
        """k-means++: the next seed far from those before it, for its population."""
        sites = [self._lattice.centre(cell) for cell in cells]
        nearest = [1e12] * len(cells)
        seeds = []
        for _ in range(count):
            weights = [self._people[cell] * (min(d2, 3.6e7) if seeds else 1.0)
                       for cell, d2 in zip(cells, nearest)]
            at = chance.weighted(Wheel(range(len(cells)), weights))
            seeds.append(cells[at])
            x, y = sites[at]
            nearest = [min(d2, (sx - x) ** 2 + (sy - y) ** 2)
                       for d2, (sx, sy) in zip(nearest, sites)]
        return seeds

    def _centre_of(self, part):
        total = x = y = 0.0
        for cell in part:
            cx, cy = self._lattice.centre(cell)
            weight = self._people[cell] + 0.5
            total += weight
            x += weight * cx
            y += weight * cy
        middle = (x / total, y / total)
        return min(part, key=lambda c: (distance(self._lattice.centre(c), middle), c))


def _travel_costs(lattice, adjacency, land, waters):
    costs = {}
    for cell, around in adjacency.items():
        a = lattice.centre(cell)
        for near in around:
            if near not in land:
                continue
            b = lattice.centre(near)
            x, y = (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0
            rough = 1.0 + 1.7 * fractal_noise(x, y, 5200.0, 5, 31, 0.75)
            costs[cell, near] = lattice.spacing_m * max(0.18, rough) \
                + (1500.0 if waters.crossed_by(a, b) else 0.0)
    return costs


def _name(wards, lattice, places, chance):
    """A ward with a town's centre is named for it, other wards in a town from a list,
    country wards for their villages."""
    of_cell = {cell: ward for ward in wards for cell in ward.cells}
    villages = {}
    for place in places:
        ward = of_cell[lattice.cell_at(*place.centre)]
        if place.kind == "village":
            villages.setdefault(id(ward), []).append(place)
        else:
            ward.towns.append(place.name)
    spare = chance.shuffled(names.TOWN_WARDS)
    for ward in wards:
        around = sorted(villages.get(id(ward), []), key=lambda place: (-place.residents, place.name))
        if ward.towns:
            shared = sum(w.district == ward.district for w in wards) > 1
            largest = next(p for p in places if p.name == ward.towns[0])
            ward.name = f"{ward.towns[0]} Market" if shared and largest.residents > 18000 \
                else ward.towns[0]
        elif len(ward.cells) * lattice.cell_area_km2 < 9.0 or not around:
            ward.name = spare.pop()
        elif len(around) > 3:
            ward.name = f"{around[0].name}, {around[1].name} and {around[2].name}"
        elif len(around) > 1:
            ward.name = f"{around[0].name} and {around[1].name}"
        else:
            ward.name = around[0].name
