"""What a careful reader with the gazetteer makes of a row's free text: how closely it says
where something happened, and how far off a right answer may lie. Worked out from what the
writer knew, and from nothing that reads texts."""

import math
from dataclasses import dataclass

from .lines import distance, distance_to_segment
from .spelling import letters
from .wording import unabbreviated

PREMISES_TOLERANCE_M = 30
JUNCTION_TOLERANCE_M = 100
# Beyond the street's farthest point from where it happened: the middle of the street counts.
STREET_MARGIN_M = 60
ONE_JUNCTION_WITHIN_M = 150.0
_ON_THE_STREET_M = 15.0


@dataclass(frozen=True)
class Reading:
    family: str
    level: str         # premises | junction | street | ambiguous | unlocated
    tolerance_m: int = 0


def read(words, known):
    """known: a CountyNames."""
    if not words.names:
        return Reading("unlocatable", "unlocated")
    keys = [letters(unabbreviated(written)) for _, written in words.names]
    tolerance_m = _READERS[words.spot.form](words.spot, keys, known.scopes(words.said_place), known)
    if tolerance_m is None:
        return Reading("ambiguous", "ambiguous")
    return Reading(_family(words, keys), words.spot.form, tolerance_m)


def _family(words, keys):
    alias = words.spot.form == "premises" and words.names[0][0] != words.spot.name
    typing_error = any(key != letters(unabbreviated(meant)) for (meant, _), key in zip(words.names, keys))
    return words.spot.form + ("_alias" if alias else "") + ("_typo" if typing_error else "")


def _premises(spot, keys, scopes, known):
    """The tolerance; None where the text may mean premises in several places."""
    found = _best(scopes, 1, lambda scope, errors: [
        premise for name in known.spelt_premises.names(keys[0], errors)
        for premise in known.premises(name, scope)])
    return PREMISES_TOLERANCE_M if {premise.point for premise in found} == {spot.point} else None


def _street(spot, keys, scopes, known):
    """The tolerance; None where the text may mean several streets."""
    found = _best(scopes, 1, lambda scope, errors: [
        street for name in known.spelt_streets.names(keys[0], errors)
        for street in known.streets(name, scope)])
    if len(found) != 1 or not _lies_on(spot.point, found[0]):
        return None
    return math.ceil(max(distance(spot.point, point) for line in found[0] for point in line)) + STREET_MARGIN_M


def _junction(spot, keys, scopes, known):
    """The tolerance; None where the text may mean places far apart. Two names help each
    other: only those come into question whose streets meet."""
    found = _best(scopes, 2, lambda scope, errors: [
        point for here in range(max(0, errors - 1), min(errors, 1) + 1)
        for first in known.spelt_streets.names(keys[0], here)
        for second in known.spelt_streets.names(keys[1], errors - here)
        for point in known.meetings(first, second, scope)])
    if spot.point not in found:
        return None
    spread = max(distance(point, other) for point in found for other in found)
    return JUNCTION_TOLERANCE_M if spread <= ONE_JUNCTION_WITHIN_M else None


_READERS = {"premises": _premises, "junction": _junction, "street": _street}


def _best(scopes, most_errors, candidates):
    """All candidates with the fewest errors of spelling, of the first scope that has any."""
    for errors in range(most_errors + 1):
        for scope in scopes:
            found = candidates(scope, errors)
            if found:
                return found
    return []


def _lies_on(point, street):
    return any(distance_to_segment(point, a, b) <= _ON_THE_STREET_M
               for line in street for a, b in zip(line, line[1:]))
