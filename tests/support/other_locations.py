"""Messy locations made from a real gazetteer, as a control room might have typed them, with the true
position, tolerance and level of each: of the families that the shared set has, from other rows, in other
words. The same seed gives the same rows."""

import collections
import csv
import math
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))

from demo_data.grid_reference import grid_reference
from demo_data.projection import lonlat_to_grid
from street_network import SHORT_FORMS, StreetNetwork, edits, key

ROWS = {"postcode": 410, "postcode_messy": 420, "postcode_confused": 160, "postcode_in_text": 260,
        "postcode_unknown_unit": 120, "grid_reference": 220, "lat_lon": 110, "lat_lon_swapped": 60,
        "easting_northing": 110, "street": 260, "street_abbreviated": 220, "street_typo": 180, "junction": 200,
        "masked": 90, "ambiguous": 60, "unlocatable": 120}

# Beyond the farthest point of a street: its middle counts, wherever that is taken to be.
STREET_MARGIN_M = 60
JUNCTION_TOLERANCE_M = 150
POSTCODE_TOLERANCE_M = 1
SECTOR_TOLERANCE_M = 8000
LON_LAT_TOLERANCE_M = 3
GRID_TOLERANCE_M = 18   # metres written through one transformation may be read through another
# Of a grid reference by its figures: half a cell's diagonal, and what two transformations differ by.
REFERENCE_TOLERANCE_M = {6: 90, 8: 25, 10: 18}

# One street is without wider gaps; two of one name are at least so far apart. Between, nothing is asked.
_ONE_STREET_M, _TWO_STREETS_M = 100.0, 2000.0
_BOX = (51.5, 53.5, -1.0, 1.5)   # south, north, west, east: what a postcode of the region may have

_BEFORE = ("opp {}", "opposite {}", "nr {}", "r/o {}", "o/s no {n} {}", "far end of {}", "bus stop on {}", "layby on {}",
           "alleyway off {}", "footpath by {}", "driving along {}", "on {}", "in {}", "flat {n}a, {n} {}", "Flat 2/{n} {}",
           "unit {n}, {}", "no. {n} {}", "number {n} {}", "{n}b {}", "{n}-{m} {}", "1st floor flat, {n} {}", "top of {}",
           "bottom end of {}", "adj to {n} {}", "side of {n} {}", "shop doorway, {n} {}", "{n}, {}", "{}", "{n} {}")
_AFTER_POSTCODE = ("", "", "", " - 2 males fighting", ", police on scene", " (caller hung up)", ", male with head injury",
          " approx 0215hrs", ", pt conscious and breathing", " ref domestic")
_JUNCTIONS = ("cnr of {} and {}", "cnr {} & {}", "junc {} / {}", "junc of {} and {}", "{} jnc {}", "{} junction with {}",
              "{} @ {}", "{} j/w {}", "{} jct {}", "jctn of {} with {}", "traffic lights {} & {}", "crossroads of {} and {}",
              "{} x {}", "where {} meets {}")
_MASKED = ("On or near {}", "on or near {}", "ON OR NEAR {}")
_TOWNS = ("", "", "", "Cambridge", "CAMBRIDGE", "cambridge", "Cambridge, Cambs", "Cambs.", "CAMBRIDGESHIRE")
_NOWHERE = ("not known", "u/k", "declined to say", "DECLINED", "caller unsure", "own address", "at home", "H/A", "friend's house",
            "on the bus", "in a taxi", "night club", "TBC", "N/A", "none given", "as above", "see log", "NULL", "--", "...",
            "ZZ99 3WZ", "zz993vz", "///index.home.raft", "///daring.lion.race", "abroad", "outside", "A&E", "no fixed abode",
            "pt would not disclose", "#N/A", " ", "somewhere outdoors")
_DIGIT_LIKE = {"0": "O", "1": "I", "5": "S"}


class OtherLocations:
    """incidents: rows of id, location, town, postcode; truth: rows of id, family, lon, lat, tolerance_m, level."""

    def __init__(self, postcodes_path, roads_path, seed):
        self._chance = random.Random(seed)
        self._postcodes = _read_postcodes(postcodes_path)
        self._units = sorted(self._postcodes)
        self._sectors = _compact_sectors(self._postcodes)
        self._network = StreetNetwork(roads_path)
        self._sort_streets()
        made = [(family, getattr(self, f"_{family}")()) for family, count in ROWS.items() for _ in range(count)]
        self._chance.shuffle(made)
        self.incidents, self.truth = [], []
        for number, (family, (fields, place, tolerance_m, level)) in enumerate(made, 1):
            identity = f"other-{number:05}"
            self.incidents.append({"id": identity, "location": "", "town": "", "postcode": "", **fields})
            lon, lat = ("", "") if place is None else (f"{place[0]:.6f}", f"{place[1]:.6f}")
            self.truth.append({"id": identity, "family": family, "lon": lon, "lat": lat,
                               "tolerance_m": str(tolerance_m), "level": level})

    def write(self, path):
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(self.incidents[0]))
            writer.writeheader()
            writer.writerows(self.incidents)

    def _sort_streets(self):
        """Names that stand for one street, names that stand for two, and pairs that meet at one place."""
        network = self._network
        alike = collections.Counter(network.keys.values())
        alone = [name for name in sorted(network.lines) if alike[network.keys[name]] == 1]
        gaps = {name: network.widest_gap_m(name) for name in alone}
        self._streets = [name for name in alone if gaps[name] <= _ONE_STREET_M]
        self._twice = [name for name in alone if gaps[name] >= _TWO_STREETS_M]
        self._meetings = [(pair, points[0]) for pair, points in sorted(network.junctions().items())
                          if set(pair) <= set(alone)
                          and max(math.dist(a, b) for a in points for b in points) <= JUNCTION_TOLERANCE_M / 2]
        self._short_forms = {name: _short_forms(name, alone) for name in alone}
        self._shortenable = [name for name in self._streets if self._short_forms[name]]

    # Postcodes.

    def _unit(self):
        return self._chance.choice(self._units)

    def _at_unit(self, unit, **fields):
        return fields, self._postcodes[unit], POSTCODE_TOLERANCE_M, "postcode"

    def _postcode(self):
        unit = self._unit()
        return self._at_unit(unit, postcode=unit)

    def _postcode_messy(self):
        unit = self._unit()
        outward, inward = unit.split()
        text = self._chance.choice((
            f"{outward}{inward}", f"{outward}   {inward}", f"{outward}\t{inward}", f"{outward}.{inward}", f"{outward}_{inward}",
            f"{outward} - {inward}", f"\u00a0{outward}\u00a0{inward}", f"{unit},", f"({unit})", f'"{unit}"', f"{unit};",
            f"{outward[:2]} {outward[2:]} {inward}", f"{outward} {inward[0]} {inward[1:]}", f"{unit} ."))
        return self._at_unit(unit, postcode=self._chance.choice((text, text, text.lower(), text.title())))

    def _postcode_confused(self):
        """Letters for the digits that look like them, and 5 for S, as the place in the code tells."""
        while True:
            outward, inward = (unit := self._unit()).split()
            digits = [i for i, sign in enumerate(outward) if sign in _DIGIT_LIKE and i >= 2]
            wrong = list(outward + " " + inward)
            for at in digits:
                if self._chance.random() < 0.7:
                    wrong[at] = _DIGIT_LIKE[wrong[at]]
            if inward[0] in _DIGIT_LIKE and self._chance.random() < 0.7:
                wrong[-3] = _DIGIT_LIKE[inward[0]]
            for at in (-2, -1):
                if wrong[at] == "S":
                    wrong[at] = "5"
            text = "".join(wrong)
            if text != unit:
                return self._at_unit(unit, postcode=self._chance.choice((text, text.lower(), text.replace(" ", ""))))

    def _postcode_in_text(self):
        unit = self._unit()
        written = self._chance.choice((unit, unit, unit.replace(" ", ""), unit.lower()))
        text = self._chance.choice(("{}, {}", "{} {}", "{} ({})", "{}, Cambs, {}", "{} PC {}")).format(
            self._wrapped(self._chance.choice(self._streets)), written)
        return self._at_unit(unit, location=text + self._chance.choice(_AFTER_POSTCODE))

    def _postcode_unknown_unit(self):
        """Where it is, is known by a unit that exists beside the one that does not."""
        sector = self._chance.choice(sorted(self._sectors))
        units = self._sectors[sector]
        while True:
            unit = f"{sector}{''.join(self._chance.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
            if unit not in self._postcodes:
                return {"postcode": unit}, self._postcodes[self._chance.choice(units)], SECTOR_TOLERANCE_M, "sector"

    # Coordinates.

    def _somewhere(self):
        lon, lat = self._postcodes[self._unit()]
        return lon + self._chance.uniform(-0.004, 0.004), lat + self._chance.uniform(-0.003, 0.003)

    def _grid_reference(self):
        place = self._somewhere()
        figures = self._chance.choice((6, 8, 10))
        letters, east, north = grid_reference(*lonlat_to_grid(*place), figures).split()
        text = self._chance.choice((f"{letters} {east} {north}", f"{letters}{east}{north}", f"{letters} {east}{north}"))
        text = self._chance.choice(("{}", "{}", "GR {}", "grid ref {}", "NGR {}", "OS grid ref: {}", "map ref {}")).format(
            self._chance.choice((text, text.lower())))
        return {"location": text}, place, REFERENCE_TOLERANCE_M[figures], "grid_reference"

    def _lat_lon(self):
        lon, lat = (round(degrees, 5) for degrees in self._somewhere())
        text = self._chance.choice((
            f"{lat:.5f},{lon:.5f}", f"{lat:.5f} , {lon:.5f}", f"({lat:.5f}, {lon:.5f})", f"lat: {lat:.5f}, long: {lon:.5f}",
            f"LAT {lat:.5f} LONG {lon:.5f}", f"lat={lat:.5f} lon={lon:.5f}", f"gps {lat:.5f} {lon:.5f}",
            f"{lat:.5f}N {abs(lon):.5f}{'E' if lon >= 0 else 'W'}"))
        return {"location": text}, (lon, lat), LON_LAT_TOLERANCE_M, "coordinate"

    def _lat_lon_swapped(self):
        lon, lat = (round(degrees, 5) for degrees in self._somewhere())
        text = self._chance.choice((f"{lon:.5f} {lat:.5f}", f"{lon:.5f},{lat:.5f}", f"({lon:.5f}, {lat:.5f})"))
        return {"location": text}, (lon, lat), LON_LAT_TOLERANCE_M, "coordinate"

    def _easting_northing(self):
        place = self._somewhere()
        east, north = (round(metres) for metres in lonlat_to_grid(*place))
        text = self._chance.choice((f"{east}, {north}", f"{east} {north}", f"E {east} N {north}", f"E{east}, N{north}",
                                    f"easting {east} northing {north}", f"X {east} Y {north}", f"{east}E {north}N"))
        return {"location": text}, place, GRID_TOLERANCE_M, "coordinate"

    # Streets.

    def _at_street(self, name, text, level="street", town=None):
        point = self._network.point_along(name, self._chance)
        tolerance_m = math.ceil(self._network.farthest_m(name, point)) + STREET_MARGIN_M
        town = self._chance.choice(_TOWNS) if town is None else town
        return {"location": text, "town": town}, self._network.lon_lat(point), tolerance_m, level

    def _wrapped(self, name):
        number = self._chance.randint(1, 240)
        return self._cased(self._chance.choice(_BEFORE).format(name, n=number, m=number + 2))

    def _cased(self, text):
        return self._chance.choice((text, text, text.upper(), text.lower()))

    def _street(self):
        name = self._chance.choice(self._streets)
        written = self._chance.choice((name, name.replace("'", ""), name.replace("'", "\u2019")))
        return self._at_street(name, self._wrapped(written))

    def _street_abbreviated(self):
        name = self._chance.choice(self._shortenable)
        short = self._chance.choice(self._short_forms[name])
        return self._at_street(name, self._wrapped(short))

    def _street_typo(self):
        """One error, or two in a long name, and no other name as near, not even to its last words
        (New Pirk Street: Park Street)."""
        while True:
            name = self._chance.choice(self._streets)
            own = self._network.keys[name]
            text = name
            for _ in range(2 if len(own) > 14 and self._chance.random() < 0.3 else 1):
                text = self._misspelt(text)
            errors = edits(key(text), own)
            if errors and all(abs(len(tail) - len(other)) > errors or edits(tail, other) > errors
                              for tail in map(key, tails(text))
                              for other in self._network.keys.values() if other != own):
                return self._at_street(name, self._wrapped(text))

    def _misspelt(self, name):
        """A letter lost, doubled, put for another, or swapped with its neighbour; never the first."""
        while True:
            at = self._chance.randrange(1, len(name) - 1)
            pair = name[at:at + 2]
            if pair.isalpha():
                break
        return name[:at] + self._chance.choice((
            pair[1], pair[0] + pair, self._chance.choice("aeinorst") + pair[1], pair[::-1])) + name[at + 2:]

    def _junction(self):
        pair, point = self._chance.choice(self._meetings)
        names = [self._chance.choice((name, *self._short_forms[name])) for name in pair]
        self._chance.shuffle(names)
        text = self._cased(self._chance.choice(_JUNCTIONS).format(*names))
        return {"location": text, "town": self._chance.choice(_TOWNS)}, self._network.lon_lat(point), \
            JUNCTION_TOLERANCE_M, "junction"

    def _masked(self):
        name = self._chance.choice(self._streets)
        return self._at_street(name, self._chance.choice(_MASKED).format(name), "masked", "")

    # Texts that do not lead to one place.

    def _ambiguous(self):
        name = self._chance.choice(self._twice)
        short = self._chance.choice((name, *self._short_forms[name]))
        (fields, place, _, _) = self._at_street(name, self._wrapped(short))
        return fields, place, 0, "ambiguous"

    def _unlocatable(self):
        return {"location": self._chance.choice(_NOWHERE)}, None, 0, "unlocated"


def tails(text):
    """The text from each of its words on."""
    words = text.split(" ")
    return [" ".join(words[first:]) for first in range(len(words))]


def _short_forms(name, names):
    """The name with its last word shortened, in the ways in which no other of the names can be."""
    first, _, last = name.rpartition(" ")
    others = {other.rpartition(" ")[2] for other in names if other != name and other.rpartition(" ")[0] == first}
    taken = {form.rstrip(".") for other in others for form in SHORT_FORMS.get(other, ())}
    return [f"{first} {form}" for form in SHORT_FORMS.get(last, ()) if first and form.rstrip(".") not in taken]


def _read_postcodes(path):
    """{"CB1 0AA": (longitude, latitude)}, of those that have a possible position."""
    south, north, west, east = _BOX
    found = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["lat"] and south < float(row["lat"]) < north and west < float(row["long"]) < east:
                plain = row["Postcode"].replace(" ", "")
                found[f"{plain[:-3]} {plain[-3:]}"] = (float(row["long"]), float(row["lat"]))
    return found


def _compact_sectors(postcodes):
    """{"CB1 0": its units} of the sectors whose units all lie well within the tolerance of their mean."""
    sectors = collections.defaultdict(list)
    for unit in postcodes:
        sectors[unit[:-2]].append(unit)
    return {sector: sorted(units) for sector, units in sectors.items()
            if len(units) >= 5 and _reach_m([postcodes[unit] for unit in units]) < 0.8 * SECTOR_TOLERANCE_M}


def _reach_m(places):
    points = [lonlat_to_grid(*place) for place in places]
    middle = tuple(sum(values) / len(points) for values in zip(*points))
    return max(math.dist(middle, point) for point in points)
