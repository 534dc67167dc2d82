"""The county as a whole: builds its parts in order."""

from dataclasses import dataclass

from . import boundaries, coast, names, places, roads, street_names, streets, wards, waters
from .chance import Chance
from .lattice import HexLattice
from .lines import first_crossing, inside

SPACING_M = 200.0
_COAST_NOISE = 12
_LAKE_NOISE = 400


@dataclass
class County:
    lattice: HexLattice
    district_names: tuple
    wards: list            # of wards.Ward
    ward_polygons: list    # by ward: polygons, each an outer ring and its holes, EPSG:27700
    district_polygons: list
    land_polygons: list
    waters: waters.Waters
    places: list
    people: dict
    roads: list            # (class, name, line, place number or -1, number such as A7001 or "")
    _ward_of_cell: dict

    def is_land(self, point):
        return any(inside(point, polygon[0]) for polygon in self.land_polygons)

    def ward_at(self, point):
        """The ward that holds a point: its cell's, or a neighbouring cell's; -1 for none."""
        cell = self.lattice.cell_at(*point)
        if cell is None:
            return -1
        near = [cell] + [c for c in self.lattice.neighbours(cell) if c is not None]
        for number in sorted({self._ward_of_cell[c] for c in near if c in self._ward_of_cell},
                             key=lambda w: w != self._ward_of_cell.get(cell)):
            for polygon in self.ward_polygons[number]:
                if inside(point, polygon[0]) and not any(inside(point, h) for h in polygon[1:]):
                    return number
        return -1


def make_county(seed):
    lattice = HexLattice(coast.SOUTH_WEST, coast.WIDTH_M, coast.HEIGHT_M, SPACING_M)
    mainland, island = coast.land_cells(lattice, coast.Coast(_COAST_NOISE))
    land = mainland | island
    water = waters.Waters(Chance(seed, "waters"), _LAKE_NOISE)
    found = places.found_places(lattice, mainland, island, water, Chance(seed, "places"))
    people = places.settle(lattice, land, water, found)
    drawn = wards.Wards(lattice, mainland, island, water, found, people, Chance(seed, "wards"))
    arcs = boundaries.trace_arcs(lattice, drawn.of_cell)
    boundaries.draw_arcs(arcs, Chance(seed, "borders"))
    crossing = first_crossing([arc.points for arc in arcs])
    if crossing is not None:
        raise ValueError(f"borders cross at {crossing}: choose another seed")
    net = _road_net(lattice, land, water, found, seed)
    return County(lattice, names.DISTRICTS, drawn.wards,
                  _polygons(arcs, range(len(drawn.wards))),
                  _polygons(arcs, [ward.district for ward in drawn.wards]),
                  _polygons(arcs, [0] * len(drawn.wards))[0],
                  water, found, people, net, drawn.of_cell)


def _polygons(arcs, group_of):
    rings = boundaries.rings_of(arcs, group_of)
    return [boundaries.polygons(rings[group]) for group in sorted(rings)]


def _road_net(lattice, land, water, found, seed):
    graph = streets.RoadGraph()
    streets.lay_streets(graph, found, lattice, land, water, Chance(seed, "streets"))
    ways = roads.CountryWays(graph, lattice, land, water)
    roads.connect_places(graph, ways, found)
    street_names.name_streets(graph, found, Chance(seed, "street names"))
    return list(roads.named_lines(graph))
