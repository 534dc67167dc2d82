"""The clusters of violence that ambulance and hospital records show, place by place, and
how many of them reach whom."""

from dataclasses import dataclass

from . import names
from .patterns import EMERGES, INTERVENTION, MONTHS
from .places import beside

# Pattern -> share of all events while at work; kinds with weights; how many of the events
# reach the police, and the ambulance (what it does not carry comes to hospital by itself).
_ASSAULTS = {"ASSAULT": 60, "STABBING": 6, "ROBBERY": 4, "SEXUAL ASSAULT": 4}
SHARES = {
    "night economy": (.350, {**_ASSAULTS, "INTOXICATED": 18, "OVERDOSE": 3}, .45, .78),
    "stations": (.090, {**_ASSAULTS, "ROBBERY": 14, "FALL": 8}, .60, .82),
    "schools": (.060, {"ASSAULT": 70, "STABBING": 7, "ROBBERY": 6, "FALL": 12}, .35, .72),
    "estates": (.170, {**_ASSAULTS, "DOMESTIC ASSAULT": 22, "OVERDOSE": 9}, .45, .80),
    "homes": (.170, {"ASSAULT": 40, "DOMESTIC ASSAULT": 36, "STABBING": 2, "SEXUAL ASSAULT": 5,
                     "FALL": 10, "OVERDOSE": 8}, .50, .80),
    "emerging": (.055, {"ASSAULT": 60, "STABBING": 20, "ROBBERY": 14}, .55, .80),
    "fading": (.050, {"ASSAULT": 70, "STABBING": 12, "ROBBERY": 8, "INTOXICATED": 6}, .50, .80),
    "hidden": (.065, {"ASSAULT": 66, "STABBING": 14, "SEXUAL ASSAULT": 4, "DOMESTIC ASSAULT": 10},
               .03, .66),
}
# What the truth promises of each: measure, least share of a cluster's timed records.
PROMISED = {
    "night economy": ("fri,sat 22-04", 0.40), "stations": ("mon-fri 07-09 and 16-19", 0.45),
    "schools": ("mon-fri 15-17", 0.45), "estates": ("every day 17-23", 0.45),
    "emerging": (f"from {EMERGES}", 0.85), "fading": (f"before {INTERVENTION}", 0.80),
    "hidden": ("few police records", 0.0), "homes": ("", 0.0),
}


@dataclass(frozen=True)
class Cluster:
    name: str
    pattern: str
    place: str
    centre: tuple      # EPSG:27700; None where it has no one place
    radius_m: float    # nearly all of its events lie within
    share: float       # of all events while at work
    begins: str        # months, both included
    ends: str


def set_clusters(county, premises):
    towns = [place for place in county.places if place.kind != "village"]
    rows = _shared_out("night economy", [(t.name, t.name, t.centre, 260.0 + 0.45 * t.residents ** 0.5,
                                          t.residents ** 1.1) for t in towns])
    for kind, pattern in (("railway station", "stations"), ("school", "schools")):
        rows += _shared_out(pattern, [
            (p.name if kind != "school" else f"{p.name}, {county.places[p.place].name}",
             county.places[p.place].name, p.point, 200.0, county.places[p.place].residents ** 0.5)
            for p in premises if p.kind == kind])
    rows += _shared_out("estates", [
        (name, town, beside(county.places, town, east, north), 600.0, share)
        for name, town, east, north, share in names.ESTATES])
    for pattern, (town, east, north) in names.CLUSTERS_AT.items():
        rows += _shared_out(pattern, [(pattern, town, beside(county.places, town, east, north),
                                       450.0, 1.0)])
    return rows + _shared_out("homes", [("whole county", "", None, 0.0, 1.0)])


def _shared_out(pattern, members):
    total = sum(weight for *_, weight in members)
    first = EMERGES if pattern == "emerging" else MONTHS[0]
    return [Cluster(f"{pattern}: {name}" if name != pattern else pattern, pattern, place, centre,
                    radius, SHARES[pattern][0] * weight / total, first, MONTHS[-1])
            for name, place, centre, radius, weight in members]
