"""Premises with names: what the snapped places of police.uk are called, and the railway
stations, schools and pubs that stand beside them."""

from dataclasses import dataclass

from . import names
from .lines import distance
from .places import beside

# Label of an anchor -> kind of premises, names ({town} is filled in).
_NAMED = {
    "Nightclub": ("club", names.CLUBS), "Shopping Area": ("shopping centre", names.MALLS),
    "Park/Open Space": ("park", names.PARKS),
    "Hospital": ("hospital", ("{town} General Hospital",)),
    "Police Station": ("police station", ("{town} Police Station",)),
    "Bus/Coach Station": ("bus station", ("{town} Bus Station",)),
    "Further/Higher Educational Building": ("college", ("{town} College",)),
    "Theatre/Concert Hall": ("theatre", ("{town} Theatre Royal",)),
    "Supermarket": ("supermarket", ("Kelp & Co", "Harvest Tide", "Saltmarket")),
}
_RAILWAY_FROM_RESIDENTS = 20000
_RESIDENTS_TO_A_SCHOOL = 22000
_RESIDENTS_TO_A_PUB = 4500
_VILLAGE_WITH_PUB_RESIDENTS = 900
# A school or station keeps away from the other patterns, so that each can be measured.
_APART_M = 650.0


@dataclass(frozen=True)
class Premise:
    name: str
    kind: str
    point: tuple      # EPSG:27700
    place: int
    ward: int
    alias: str = ""


def set_premises(county, anchors, chance):
    """All premises, in a fixed order."""
    found = _named_anchors(county, anchors)
    busy = [beside(county.places, town, east, north) for _, town, east, north, *_ in names.ESTATES]
    busy += [beside(county.places, *at) for at in names.CLUSTERS_AT.values()]
    busy += [place.centre for place in county.places if place.kind != "village"]
    for place in county.places:
        streets = [a for a in anchors if a.kind == "street" and a.place == place.number]
        if place.kind == "village":
            if place.residents >= _VILLAGE_WITH_PUB_RESIDENTS and streets:
                found.append(_pub(place, streets, chance))
            continue
        if place.residents >= _RAILWAY_FROM_RESIDENTS:
            found += _standing_apart(place, streets, busy, 1, "railway station", chance)
        schools = max(1, int(place.residents / _RESIDENTS_TO_A_SCHOOL + 0.5))
        found += _standing_apart(place, streets, busy, schools, "school", chance)
        central = [a for a in streets if place.outwardness(a.point) < 0.22] or streets
        for number in range(max(2, int(place.residents / _RESIDENTS_TO_A_PUB))):
            found.append(_pub(place, streets if number % 2 else central, chance))
    return _without_namesakes(found)


def _named_anchors(county, anchors):
    """Names in turn, so that each is used and the common ones recur in other towns."""
    found, used = [], {}
    for anchor in anchors:
        if anchor.label in _NAMED and anchor.kind != "outside":
            town = county.places[anchor.place].name
            kind, choices = _NAMED[anchor.label]
            used[kind] = used.get(kind, -1) + 1
            name = choices[used[kind] % len(choices)].format(town=town)
            found.append(Premise(name, kind, _whole(anchor.point), anchor.place, anchor.ward,
                                 _alias(name, kind, town)))
    return found


def _alias(name, kind, town):
    if kind == "hospital":
        return f"{town} A&E"
    if kind == "pub":
        return f"{name.removeprefix('The ')} PH"
    if kind == "railway station":
        return f"{town} Stn"
    return ""


def _pub(place, streets, chance):
    anchor = chance.choose(streets)
    name = chance.choose(names.PUBS)
    point = _whole((anchor.point[0] + chance.uniform(-12.0, 12.0),
                    anchor.point[1] + chance.uniform(-12.0, 12.0)))
    return Premise(name, "pub", point, place.number, anchor.ward, _alias(name, "pub", ""))


def _standing_apart(place, streets, busy, count, kind, chance):
    """Premises some way from everything in busy, which they join."""
    found = []
    for anchor in chance.shuffled(streets):
        if len(found) == count:
            break
        if all(distance(anchor.point, other) > _APART_M for other in busy):
            name = f"{place.name} Railway Station" if kind == "railway station" \
                else chance.choose(names.SCHOOLS)
            busy.append(anchor.point)
            found.append(Premise(name, kind, _whole(anchor.point), place.number, anchor.ward,
                                 _alias(name, kind, place.name)))
    return found


def _without_namesakes(premises):
    """No name twice in one place: in different places it may be, as pubs' names are."""
    seen, kept = set(), []
    for premise in premises:
        if (premise.name, premise.place) not in seen:
            seen.add((premise.name, premise.place))
            kept.append(premise)
    return kept


def _whole(point):
    return (float(round(point[0])), float(round(point[1])))
