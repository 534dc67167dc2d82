"""Towns and villages, and how many people live in each cell of the lattice."""

import math
from dataclasses import dataclass

from . import names
from .coast import to_grid
from .lines import distance
from .noise import fractal_noise

_PEOPLE_PER_KM2_IN_TOWN = 2500.0
_RURAL_PEOPLE_PER_KM2 = 27.0
_VILLAGE_APART_M = 2300.0


@dataclass(frozen=True)
class Place:
    number: int
    name: str
    kind: str          # city | town | village
    centre: tuple      # EPSG:27700
    residents: int
    district: int      # -1 for a village: it takes what surrounds it

    @property
    def radius_m(self):
        return 1000.0 * math.sqrt(self.residents / (math.pi * _PEOPLE_PER_KM2_IN_TOWN))

    def outwardness(self, point):
        """0 at the centre, 1 where the built-up area ends: irregular, not round."""
        radius = self.radius_m
        bent = radius * (1.0 + 0.75 * fractal_noise(point[0], point[1], 2.2 * radius, 3,
                                                    9001 + 17 * self.number))
        return distance(point, self.centre) / max(bent, 0.35 * radius)


def found_places(lattice, mainland, island, waters, chance):
    places = []
    land = mainland | island
    for name, kind, x, y, residents, district in names.TOWNS:
        centre = _nearest_dry(lattice, land, waters, to_grid(x, y))
        places.append(Place(len(places), name, kind, centre, residents, district))
    cells = sorted(mainland)
    for name in chance.shuffled(names.VILLAGES):
        for _ in range(60):
            centre = lattice.centre(chance.choose(cells))
            residents = int(320 + 2600 * chance.uniform() ** 2.2)
            if _is_open_country(lattice, land, waters, places, centre):
                places.append(Place(len(places), name, "village", centre, residents, -1))
                break
    return places


def _well_inland(lattice, land, cell):
    return cell in land and all(near in land for near in lattice.neighbours(cell))


def _nearest_dry(lattice, land, waters, wanted):
    dry = (cell for cell in sorted(land) if _well_inland(lattice, land, cell)
           and distance(lattice.centre(cell), wanted) < 4000.0
           and not waters.near_river(lattice.centre(cell), 150.0))
    return lattice.centre(min(dry, key=lambda cell: distance(lattice.centre(cell), wanted)))


def _is_open_country(lattice, land, waters, places, centre):
    if not _well_inland(lattice, land, lattice.cell_at(*centre)):
        return False
    if waters.near_river(centre, 200.0) or waters.in_lake(centre):
        return False
    return all(distance(centre, place.centre) > _VILLAGE_APART_M
               and distance(centre, place.centre) > 1.45 * place.radius_m + 900.0
               for place in places)


def settle(lattice, land, waters, places):
    """Residents of every land cell: {cell: people}, not whole numbers."""
    wet = {cell for cell in land if waters.in_lake(lattice.centre(cell))}
    people = {}
    for cell in sorted(land):
        x, y = lattice.centre(cell)
        rural = _RURAL_PEOPLE_PER_KM2 * max(0.0, 1.0 + 1.2 * fractal_noise(x, y, 5000.0, 3, 77))
        people[cell] = 0.0 if cell in wet else rural * lattice.cell_area_km2
    for place in places:
        weights = {}
        for cell in _cells_around(lattice, place.centre, 2.4 * place.radius_m + 400.0):
            if cell not in land or cell in wet:
                continue
            point = lattice.centre(cell)
            out = place.outwardness(point)
            weight = (1.0 + 1.1 * math.exp(-6.0 * out * out)) / (1.0 + out ** 9)
            weight *= 1.0 + 0.7 * fractal_noise(point[0], point[1], 900.0, 2, 55)
            if weight > 0.02:
                weights[cell] = weight
        total = sum(weights.values())
        for cell, weight in weights.items():
            people[cell] += place.residents * weight / total
    return people


def _cells_around(lattice, centre, reach_m):
    middle = lattice.cell_at(*centre)
    rows = int(reach_m / (0.8 * lattice.spacing_m)) + 1
    row = middle // lattice.columns
    for cell in range(max(0, row - rows) * lattice.columns,
                      min(lattice.rows, row + rows + 1) * lattice.columns):
        if distance(lattice.centre(cell), centre) < reach_m:
            yield cell


def beside(places, town, east_km, north_km):
    """The point so far from the centre of the town of that name."""
    place = next(place for place in places if place.name == town)
    return (place.centre[0] + 1000.0 * east_km, place.centre[1] + 1000.0 * north_km)
