"""Proves from the files alone that wards tile districts and districts the county.

Every border is a set of directed edges, land on the left. Two neighbours walk their
common border in opposite directions, so the edges of a set of areas, less those whose
opposite is there too, are the border of their union. No coordinate is compared with a
tolerance.
"""

from .lines import first_crossing, signed_area
from .projection import lonlat_to_grid
from .requirement import require

# The same terms, summed in another order.
_AREA_TOLERANCE = 1e-9


def polygons_of(feature):
    geometry = feature["geometry"]
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return [[[tuple(point) for point in ring] for ring in polygon] for polygon in parts]


def check_tiling(wards, districts, land):
    """Raises CountyError with what is wrong; returns what was checked."""
    ward_edges = {w["properties"]["WD25CD"]: _edges(w) for w in wards}
    every = [edge for edges in ward_edges.values() for edge in edges]
    require(len(set(every)) == len(every), "two wards walk one edge the same way: they overlap")
    for district in districts:
        code = district["properties"]["LAD25CD"]
        own = [edge for w in wards if w["properties"]["LAD25CD"] == code
               for edge in ward_edges[w["properties"]["WD25CD"]]]
        require(_outline(own) == set(_edges(district)), f"{code} is not the union of its wards")
    coast = {edge for feature in land for edge in _edges(feature)}
    require(_outline(every) == coast, "the wards' outer border is not the coast")
    once = {min(edge, edge[::-1]) for edge in every}
    crossing = first_crossing([list(edge) for edge in sorted(once)])
    require(crossing is None, f"borders cross at {crossing}")
    total = sum(_area_m2(w) for w in wards)
    for name, others in (("districts", districts), ("land", land)):
        gap = abs(sum(_area_m2(feature) for feature in others) - total)
        require(gap <= _AREA_TOLERANCE * total, f"wards and {name} differ by {gap} m2")
    return (f"{len(wards)} wards tile {len(districts)} districts exactly: {len(every)} edges, each "
            "border walked once from either side, none crossing; "
            f"{total / 1e6:.1f} km2 in EPSG:27700")


def _edges(feature):
    edges = []
    for polygon in polygons_of(feature):
        for number, ring in enumerate(polygon):
            require(ring[0] == ring[-1] and len(ring) > 3, "a ring does not close")
            require((signed_area(ring) > 0.0) == (number == 0), "a ring runs the wrong way round")
            require(len(set(ring)) == len(ring) - 1, "a ring visits a point twice")
            edges += zip(ring, ring[1:])
    return edges


def _outline(edges):
    walked = set(edges)
    return {edge for edge in edges if edge[::-1] not in walked}


def _area_m2(feature):
    return sum(signed_area([lonlat_to_grid(*point) for point in ring])
               for polygon in polygons_of(feature) for ring in polygon)
