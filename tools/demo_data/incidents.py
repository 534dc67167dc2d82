"""Draws the incidents: a month's numbers by pattern and category, a point by pattern."""

import hashlib
import math
from dataclasses import dataclass

from . import names
from .chance import Chance, Wheel
from .lines import distance
from .patterns import MISSING_MONTH, MONTHS, PATTERNS, apportion, expected
from .places import beside

NO_LOCATION_SHARE = 0.025
OUTSIDE_SHARE = 0.005

# About the hidden cluster the police hear of little, whatever the pattern.
_HUSHED_WITHIN_M = 520.0
_HUSHED_SHARE = 0.12

_OUTCOMES = (
    ("Investigation complete; no suspect identified", 40.0), ("Unable to prosecute suspect", 38.0),
    ("Court result unavailable", 4.5), ("Status update unavailable", 4.0), ("Under investigation", 3.6),
    ("Awaiting court outcome", 2.8), ("Local resolution", 2.2), ("Offender given a caution", 1.3),
    ("Action to be taken by another organisation", 1.3), ("Offender sent to prison", 0.3),
    ("Formal action is not in the public interest", 0.5))


@dataclass
class Incident:
    crime_id: str
    month: str
    anchor: object     # None: no location
    category: str
    outcome: str
    event: int = 0     # the event that it is a record of; 0: none that others know


class Incidents:
    def __init__(self, county, anchors, total, seed):
        self._seed = seed
        self._outside = Wheel([a for a in anchors if a.kind == "outside"],
                              [1.0] * sum(a.kind == "outside" for a in anchors))
        inside = [a for a in anchors if a.kind != "outside"]
        self._wheels = _anchor_wheels(county, inside, Chance(seed, "anchor weights"))
        self.months = [month for month in MONTHS if month != MISSING_MONTH]
        sums = [sum(weight for _, _, weight in expected(month)) for month in self.months]
        self.rows_of = dict(zip(self.months, apportion(total, sums)))
        self._outcomes = Wheel(_OUTCOMES, [weight for _, weight in _OUTCOMES])

    def month(self, month, linked=()):
        """A month's incidents, by LSOA, category and place, as the archive has them.
        linked: (event number, anchor, category) of events that reached the police; they
        are so many of the month's rows."""
        chance = Chance(self._seed, f"incidents {month}")
        kinds = expected(month)
        wheel = Wheel(kinds, [weight for _, _, weight in kinds])
        tail = hashlib.sha256(f"doggerland {month}".encode()).hexdigest()[:56]
        linked = linked[:self.rows_of[month]]
        rows = [self._row(month, number, anchor, category, event, tail, chance)
                for number, (event, anchor, category) in enumerate(linked)]
        for number in range(len(rows), self.rows_of[month]):
            pattern, category, _ = chance.weighted(wheel)
            anchor = self._anchor(pattern, chance)
            rows.append(self._row(month, number, anchor, category, 0, tail, chance))
        rows.sort(key=_archive_order)
        return rows

    def _anchor(self, pattern, chance):
        fate = chance.uniform()
        if fate < NO_LOCATION_SHARE:
            return None
        if fate < NO_LOCATION_SHARE + OUTSIDE_SHARE:
            return chance.weighted(self._outside)
        return chance.weighted(self._wheels[pattern])

    def _row(self, month, number, anchor, category, event, tail, chance):
        if category == "Anti-social behaviour":
            return Incident("", month, anchor, category, "", event)
        return Incident(_scattered(number) + tail, month, anchor, category,
                        self._outcome(month, chance), event)

    def _outcome(self, month, chance):
        fresh = {"2025-12": 0.62, "2025-11": 0.34, "2025-10": 0.18}.get(month, 0.0)
        return "Under investigation" if chance.happens(fresh) else chance.weighted(self._outcomes)[0]


def _scattered(number):
    """Eight hexadecimal digits, another for every number: each step can be undone. Real
    ids are hashes; the same for all of a month but these digits, they pack well."""
    value = (number * 2654435761 + 97) & 0xFFFFFFFF
    value ^= value >> 15
    value = (value * 2246822519) & 0xFFFFFFFF
    return f"{value ^ (value >> 13):08x}"


def _archive_order(row):
    if row.anchor is None:
        return ("~", row.category, "", (0.0, 0.0), row.crime_id)
    return (row.anchor.lsoa_code, row.category, row.anchor.label, row.anchor.point, row.crime_id)


def _bell(point, centre, sigma_m):
    d = distance(point, centre) / sigma_m
    return math.exp(-0.5 * d * d) if d < 4.0 else 0.0


def _homes(anchor):
    return anchor.homes * {"street": 1.0, "lane": 0.3}.get(anchor.kind, 0.6)


def _shops(anchor):
    each = {"Supermarket": 1.0, "Shopping Area": 0.5, "Petrol Station": 0.25}
    return each.get(anchor.label, 0.0) if anchor.kind == "facility" else 0.0


def _campuses(anchor):
    return {"Hospital": 1.5, "Further/Higher Educational Building": 1.0}.get(anchor.label, 0.0)


def _anchor_wheels(county, anchors, chance):
    """One wheel of anchors for every pattern, in the order of PATTERNS."""
    places = {place.number: place for place in county.places}
    towns = [place for place in county.places if place.kind != "village"]
    # Some streets are livelier than others, whatever the pattern.
    luck = [math.exp(chance.normal(0.75)) for _ in anchors]
    strips = {town.number: _strip(town, chance) for town in towns}
    estates = [(beside(county.places, town, east, north), share)
               for _, town, east, north, share in names.ESTATES]

    def centres(a):
        if a.place not in strips:
            return 0.0
        town = places[a.place]
        sigma = 130.0 + 60.0 * math.sqrt(town.residents / 40000.0)
        lively = {"Nightclub": 3.0, "Shopping Area": 1.6, "Parking Area": 1.6}.get(a.label, 1.0)
        size = town.residents ** 1.12 / (sigma * sigma)
        return lively * size * max(_bell(a.point, site, sigma) for site in strips[a.place])

    stations = [(a, places[a.place].residents) for a in anchors if a.kind == "station"]

    def by_stations(a):
        return sum((5.0 if a is station else 1.0) * residents * _bell(a.point, station.point, 190.0)
                   for station, residents in stations if station.place == a.place)

    def by_estates(a):
        return sum(share * _bell(a.point, site, 360.0) for site, share in estates) \
            if a.kind == "street" else 0.0

    def country(a):
        return 1.0 if a.kind == "lane" or (a.place >= 0 and places[a.place].kind == "village") else 0.0

    emerging, fading, hidden = (beside(county.places, *names.CLUSTERS_AT[pattern])
                                for pattern in ("emerging", "fading", "hidden"))
    luck = [each * (_HUSHED_SHARE if distance(a.point, hidden) < _HUSHED_WITHIN_M else 1.0)
            for a, each in zip(anchors, luck)]
    weight_of = {"homes": _homes, "centres at night": centres, "stations": by_stations,
                 "estates": by_estates, "shops": _shops, "hospitals and colleges": _campuses,
                 "country roads": country,
                 "emerging": lambda a: _bell(a.point, emerging, 210.0),
                 "fading": lambda a: _bell(a.point, fading, 230.0)}
    return [Wheel(anchors, [weight_of[pattern.name](a) * each for a, each in zip(anchors, luck)])
            for pattern in PATTERNS]


def _strip(town, chance):
    """Three points along the street where a town goes out."""
    turn = chance.uniform(0.0, 2.0 * math.pi)
    half = 90.0 + 1.1 * math.sqrt(town.residents)
    return [(town.centre[0] + k * half * math.cos(turn), town.centre[1] + k * half * math.sin(turn))
            for k in (-0.6, 0.0, 0.6)]
