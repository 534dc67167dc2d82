"""Postcodes of an area that does not exist: DF is used for no postcode in Great Britain.

A district for each town (five for the city), sectors of about forty units, units along
the streets. The letters C, I, K, M, O and V stand in no inward code, as in real ones.
"""

from dataclasses import dataclass

from .lines import distance
from .nearest import NearestIndex

AREA = "DF"
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_UNITS_TO_A_SECTOR = 40
_CITY_DISTRICTS = 5
_EVERY = 2                    # one unit for so many pieces of street
_TERMINATED_EVERY = 45
_WITHOUT_POSITION_EVERY = 400
_BUCKET_M = 500.0


@dataclass(frozen=True)
class Postcode:
    text: str        # "DF3 4AB"
    point: tuple     # EPSG:27700, whole metres; None: no grid reference (quality 9)
    ward: int
    ended: str       # "202006" where it is terminated
    quality: int     # as ONSPD's osgrdind


def set_postcodes(county, anchors, premises, chance):
    """All units, in the order of their texts."""
    sites = [(a.point, a.ward) for number, a in enumerate(
        a for a in anchors if a.kind in ("street", "lane")) if number % _EVERY == 0]
    sites += [(p.point, p.ward) for p in premises
              if p.kind in ("school", "hospital", "railway station", "club")]
    by_district = {}
    for point, ward in sites:
        by_district.setdefault(_district_at(county, point), []).append((point, ward))
    units = []
    for district, members in sorted(by_district.items()):
        members.sort(key=lambda site: (_sweep(site[0]), site))
        for number, (point, ward) in enumerate(members):
            sector, unit = divmod(number, _UNITS_TO_A_SECTOR)
            letters = _unit_letters(unit, sector)
            text = f"{AREA}{district + sector // 10} {sector % 10}{letters}"
            units.append(_unit(text, point, ward, len(units), chance))
    return sorted(units, key=lambda unit: unit.text)


def _unit(text, point, ward, number, chance):
    ended = ""
    if number % _TERMINATED_EVERY == 17:
        ended = f"{2001 + chance.index(22)}{1 + chance.index(12):02d}"
    if number % _WITHOUT_POSITION_EVERY == 101:
        return Postcode(text, None, ward, ended or "201806", 9)
    quality = 1 if chance.happens(0.93) else 2 if chance.happens(0.5) else 3
    return Postcode(text, (float(round(point[0])), float(round(point[1]))), ward, ended, quality)


def _district_at(county, point):
    """Number of the outward code: the nearest town's; districts of more than ten sectors
    run on into the next numbers, which are kept free for them."""
    towns = [place for place in county.places if place.kind != "village"]
    nearest = min(towns, key=lambda town: (distance(point, town.centre) - town.radius_m, town.number))
    return 1 + _CITY_DISTRICTS * nearest.number


def _sweep(point):
    """Orders sites by kilometre squares, so that a sector is one piece of country."""
    return (int(point[1] // 1500.0), int(point[0] // 1500.0))


def _unit_letters(unit, sector):
    step = (unit * 7 + sector * 3) % (len(_LETTERS) ** 2)
    return _LETTERS[step // len(_LETTERS)] + _LETTERS[step % len(_LETTERS)]


def live_units(postcodes):
    """Those that are in use and have a position, to be looked up by nearness."""
    live = [unit for unit in postcodes if unit.point is not None and not unit.ended]
    return NearestIndex(live, _BUCKET_M, lambda unit: unit.text)
