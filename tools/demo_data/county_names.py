"""What a reader with the county's gazetteer knows by name: streets with their parts, the
places where two of them meet, premises, places and districts."""

from .lines import distance_to_segment
from .spelling import Spellings, letters

# Pieces of one name no farther apart than this are one street to a reader.
ONE_STREET_WITHIN_M = 400.0
# So far beyond its border a street may still be said to lie in a district.
_ABOUT_A_DISTRICT_M = 2000.0


class CountyNames:
    def __init__(self, county, premises):
        self._county = county
        self._pieces = {}      # street's name -> its pieces: (line, place)
        self._roads_at = {}    # vertex -> {(name, place)} of the roads that have it
        for _, name, line, place, _ in county.roads:
            self._pieces.setdefault(name, []).append((tuple(line), place))
            for point in line:
                self._roads_at.setdefault(point, set()).add((name, place))
        self._meetings = {}    # {name, name} -> vertices where they meet
        for point, roads in self._roads_at.items():
            found = sorted({name for name, _ in roads})
            for i, first in enumerate(found):
                for second in found[i + 1:]:
                    self._meetings.setdefault(frozenset((first, second)), []).append(point)
        self._premises = {}    # name or alias -> premises
        for premise in premises:
            for name in filter(None, (premise.name, premise.alias)):
                self._premises.setdefault(name, []).append(premise)
        self._places = {letters(place.name): place.number for place in county.places}
        self._districts = {letters(name): i for i, name in enumerate(county.district_names)}
        self._streets, self._about = {}, {}
        self.spelt_streets = Spellings(self._pieces)
        self.spelt_premises = Spellings(self._premises)

    def scopes(self, said_place):
        """Where a text may mean by the place it names: the place itself before the district
        of that name; without one, everywhere. Each is ("place", number) or the like."""
        if not said_place:
            return [("everywhere", 0)]
        key = letters(said_place)
        return [(kind, known[key]) for kind, known in (("place", self._places),
                                                       ("district", self._districts)) if key in known]

    def streets(self, name, scope):
        """The streets of a name in a scope, each a list of lines: of a street that leads out of
        a place, those inside it, even if it leaves and comes back."""
        if (name, scope) not in self._streets:
            self._streets[name, scope] = list(self._streets_within(name, *scope))
        return self._streets[name, scope]

    def _streets_within(self, name, kind, number):
        if kind == "everywhere":
            yield from _streets([line for line, _ in self._pieces[name]])
            return
        inside = {line for line, place in self._pieces[name] if place == number}
        for street in self.streets(name, ("everywhere", 0)):
            if kind == "place" and inside.intersection(street):
                yield [line for line in street if line in inside]
            if kind == "district" and self._is_street_about(street, number):
                yield street

    def meetings(self, first, second, scope):
        """Points in a scope where the streets of two names meet."""
        kind, number = scope
        points = self._meetings.get(frozenset((first, second)), ())
        if kind == "place":
            return [point for point in points
                    if any((name, number) in self._roads_at[point] for name in (first, second))]
        return [point for point in points if kind == "everywhere" or self._is_about(point, number)]

    def premises(self, name, scope):
        """Those of a name or alias in a scope."""
        return [premise for premise in self._premises[name]
                if scope[0] == "everywhere" or self._is_premise_in(premise, scope)]

    def _is_premise_in(self, premise, scope):
        kind, number = scope
        return premise.place == number if kind == "place" else self._is_about(premise.point, number)

    def _is_street_about(self, street, district):
        return any(self._is_about(point, district) for line in street for point in line)

    def _is_about(self, point, district):
        """Whether a point lies in a district or not far from it."""
        key = (point, district)
        if key not in self._about:
            ward = self._county.ward_at(point)
            self._about[key] = (ward >= 0 and self._county.wards[ward].district == district) or \
                self._is_near_border(point, district)
        return self._about[key]

    def _is_near_border(self, point, district):
        return any(_is_near_box(point, a, b) and distance_to_segment(point, a, b) <= _ABOUT_A_DISTRICT_M
                   for polygon in self._county.district_polygons[district] for ring in polygon
                   for a, b in zip(ring, ring[1:]))


def _is_near_box(point, a, b):
    """Quickly, whether it is worth while to measure how far a point is from a segment."""
    return all(min(low, high) - _ABOUT_A_DISTRICT_M <= at <= max(low, high) + _ABOUT_A_DISTRICT_M
               for at, low, high in zip(point, a, b))


def _streets(lines):
    """Lists of lines, each of those that lie close together, in the order given."""
    left, found = list(lines), []
    while left:
        street = [left.pop(0)]
        for line in street:
            near = [other for other in left if line_gap(line, other) <= ONE_STREET_WITHIN_M]
            street += near
            left = [other for other in left if other not in near]
        found.append(street)
    return found


def line_gap(one, other):
    """The least distance between two lines that do not cross."""
    if set(one) & set(other):
        return 0.0
    return min(distance_to_segment(point, a, b) for line, points in ((one, other), (other, one))
               for point in points for a, b in zip(line, line[1:]))
