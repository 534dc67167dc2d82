"""The points that positions are snapped to, as police.uk does: the middle of each street
and a number of car parks, supermarkets, stations and the like."""

from dataclasses import dataclass

from .coast import to_grid
from .lines import along, distance, length

# Label, one for so many residents of a town, at most this far out (outwardness).
_FACILITIES = (
    ("Supermarket", 11000, 0.9), ("Parking Area", 6500, 0.7), ("Petrol Station", 14000, 1.0),
    ("Park/Open Space", 9000, 1.0), ("Sports/Recreation Area", 15000, 1.0),
    ("Shopping Area", 16000, 0.2), ("Nightclub", 30000, 0.16), ("Theatre/Concert Hall", 60000, 0.2),
    ("Police Station", 60000, 0.4), ("Bus/Coach Station", 60000, 0.3), ("Hospital", 80000, 0.8),
    ("Further/Higher Educational Building", 45000, 0.8))

_OUTSIDE_KM = ((-4.0, 20.0), (-3.0, 31.0), (2.5, 8.0), (12.0, 1.0), (24.0, 0.5), (39.0, -1.0),
               (52.0, 1.0), (62.5, 11.0), (64.0, 26.0), (63.0, 37.0), (57.0, 48.5), (38.0, 50.0),
               (23.0, 50.5), (10.0, 49.5))
_OUTSIDE_LABELS = ("Ferry Terminal", "Wind Farm Pier", "Lightship Moorings", "Bank Marker Road")


@dataclass
class Anchor:
    point: tuple       # EPSG:27700
    label: str
    kind: str          # street | lane | facility | station | outside
    place: int         # -1 in open country
    homes: float       # residents of the cell around it
    ward: int = -1     # -1 outside the county
    lsoa_code: str = ""
    lsoa_name: str = ""


def set_anchors(county, chance):
    """All anchors of the county, in a fixed order, then those outside it."""
    anchors = _street_anchors(county)
    for place in county.places:
        if place.kind != "village":
            anchors += _facilities(place, anchors, chance)
    anchors = [anchor for anchor in anchors if county.is_land(anchor.point)]
    for anchor in anchors:
        anchor.ward = county.ward_at(anchor.point)
    anchors = [anchor for anchor in anchors if anchor.ward >= 0]
    _assign_lsoas(county, anchors)
    for i, (x, y) in enumerate(_OUTSIDE_KM):
        label = _OUTSIDE_LABELS[i % len(_OUTSIDE_LABELS)]
        anchors.append(Anchor(to_grid(x, y), label, "outside", -1, 1.0, -1,
                              f"D01009{i + 1:03d}", f"Outer Banks {i + 1:03d}A"))
    return anchors


def _street_anchors(county):
    anchors = []
    for _, name, line, place, _ in county.roads:
        pieces = max(1, int(length(line) / (700.0 if place >= 0 else 1500.0)))
        for piece in range(pieces):
            point = along(line, (piece + 0.5) / pieces)
            cell = county.lattice.cell_at(*point)
            homes = county.people.get(cell, 0.0)
            anchors.append(Anchor(point, name, "street" if place >= 0 else "lane", place, homes))
    return anchors


def _facilities(place, streets, chance):
    """Each stands a little off a street, at most a given way out of the centre."""
    near = [(place.outwardness(a.point), a) for a in streets if a.place == place.number]
    found = []
    for label, residents_each, farthest in _FACILITIES:
        count = int(place.residents / residents_each + 0.5)
        if label in ("Supermarket", "Parking Area", "Police Station", "Bus/Coach Station"):
            count = max(1, count)
        sites = [a for out, a in near if out <= farthest] or [a for _, a in near]
        for _ in range(count):
            site = chance.choose(sites)
            point = (site.point[0] + chance.uniform(-45.0, 45.0),
                     site.point[1] + chance.uniform(-45.0, 45.0))
            kind = "station" if label == "Bus/Coach Station" else "facility"
            found.append(Anchor(point, label, kind, place.number, site.homes))
    return found


def _assign_lsoas(county, anchors):
    """About 1,600 residents to one: each ward is shared out between anchors that stand
    far apart, and an anchor belongs to the nearest of these."""
    code = 0
    for number, ward in enumerate(county.wards):
        own = [anchor for anchor in anchors if anchor.ward == number]
        if not own:
            continue
        seeds = [max(own, key=lambda a: (a.homes, a.point))]
        gaps = [distance(a.point, seeds[0].point) for a in own]
        while len(seeds) < min(max(3, round(ward.residents / 1600.0)), 12, len(own)):
            farthest = max(range(len(own)), key=lambda i: (gaps[i] * (1.0 + own[i].homes) ** 0.5, -i))
            seeds.append(own[farthest])
            gaps = [min(gap, distance(a.point, seeds[-1].point)) for gap, a in zip(gaps, own)]
        district = county.district_names[ward.district]
        inside_district = 1 + sum(other.district == ward.district for other in county.wards[:number])
        for anchor in own:
            nearest = min(range(len(seeds)), key=lambda i: (distance(anchor.point, seeds[i].point), i))
            anchor.lsoa_code = f"D01{code + nearest + 1:06d}"
            anchor.lsoa_name = f"{district} {inside_district:03d}{'ABCDEFGHIJKL'[nearest]}"
        code += len(seeds)
