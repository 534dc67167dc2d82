#!/usr/bin/python3
"""The generator of messy locations, by streets drawn by hand and, where HEATWARD_SHARED is set, by looking
again at what it makes of the real gazetteer: that the truth it tells is the only one."""

import collections
import json
import math
import os
import pathlib
import random
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import other_locations
import street_network
from geocoding_score import distance_m
from other_locations import ROWS, OtherLocations, tails
from street_network import StreetNetwork, edits, key

SHARED = os.environ.get("HEATWARD_SHARED")
METRE = 1 / street_network.METRES_PER_DEGREE   # in degrees, on the equator


def network(*streets):
    """Of (name, line in metres), on the equator."""
    features = [{"type": "Feature", "properties": {"name": name}, "geometry": {
        "type": "LineString", "coordinates": [[x * METRE, y * METRE] for x, y in line]}} for name, line in streets]
    with tempfile.TemporaryDirectory(prefix="heatward-streets-") as folder:
        path = pathlib.Path(folder) / "roads.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return StreetNetwork(path)


class StreetNetworkTest(unittest.TestCase):
    def test_a_list_of_names_is_a_street_of_each(self):
        found = network(("['Mill Road', \"King's Hedges\"]", [(0, 0), (10, 0)]), (None, [(0, 0), (0, 9)]))
        self.assertEqual(sorted(found.lines), ["King's Hedges", "Mill Road"])

    def test_the_widest_gap_is_on_the_shortest_way_round(self):
        found = network(("A", [(0, 0), (100, 0)]), ("A", [(130, 0), (200, 0)]), ("A", [(150, 40), (150, 90)]),
                        ("B", [(0, 0), (10, 0)]))
        self.assertAlmostEqual(found.widest_gap_m("A"), 40, places=3)
        self.assertEqual(found.widest_gap_m("B"), 0)

    def test_junctions_are_shared_points(self):
        found = network(("B", [(0, 0), (50, 0), (90, 0)]), ("A", [(50, 0), (50, 50)]), ("C", [(70, 0), (70, 9)]))
        self.assertEqual(list(found.junctions()), [("A", "B")])
        ((place,),) = found.junctions().values()
        self.assertAlmostEqual(found.lon_lat(place)[0], 50 * METRE, places=12)

    def test_points_along_lie_on_the_street_evenly(self):
        found = network(("A", [(0, 0), (30, 0)]), ("A", [(0, 10), (90, 10)]))
        chance = random.Random(1)
        points = [found.point_along("A", chance) for _ in range(4000)]
        self.assertTrue(all(min(abs(y), abs(y - 10)) < 1e-6 and -1e-6 <= x <= 90 + 1e-6 for x, y in points))
        self.assertAlmostEqual(sum(y > 5 for _, y in points) / len(points), 0.75, delta=0.03)

    def test_keys(self):
        self.assertEqual(key("Saint Andrew's Street"), key("ST. ANDREWS STREET".title()))
        self.assertEqual(key("St. Luke's Street"), "STLUKESSTREET")
        self.assertEqual(key("Station Road"), "STATIONROAD")
        self.assertEqual(key("King's Hedges Road"), "KINGSHEDGESROAD")

    def test_edits(self):
        for one, other, wanted in (("", "", 0), ("", "abc", 3), ("mill", "mil", 1), ("mill", "mlil", 1),
                                   ("mill", "hill", 1), ("road", "rood", 1), ("kitten", "sitting", 3), ("ca", "abc", 3)):
            self.assertEqual((edits(one, other), edits(other, one)), (wanted, wanted), (one, other))

    def test_short_forms_that_two_names_share_are_not_used(self):
        self.assertEqual(other_locations._short_forms("Ash Walk", ["Ash Walk", "Ash Road"]), ["Ash Wlk"])
        self.assertEqual(other_locations._short_forms("Riverside", []), [])
        self.assertIn("Elm Gr", other_locations._short_forms("Elm Grove", ["Elm Grove", "Elm Green"]))


@unittest.skipUnless(SHARED, "HEATWARD_SHARED is unset, so there is no gazetteer to make locations from")
class OtherLocationsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        data = pathlib.Path(SHARED) / "data/cambridgeshire"
        cls.paths = data / "postcodes_cb_pe.csv", data / "cambridge_roads_osm.geojson"
        cls.made = OtherLocations(*cls.paths, 772)
        cls.network = StreetNetwork(cls.paths[1])
        cls.rows = collections.defaultdict(list)
        for text, truth in zip(cls.made.incidents, cls.made.truth, strict=True):
            assert text["id"] == truth["id"]
            cls.rows[truth["family"]].append((text, truth))

    def test_three_thousand_rows_of_the_families_of_the_shared_set(self):
        shared = (pathlib.Path(SHARED) / "data/geocoding/truth.csv").read_text(encoding="utf-8").splitlines()[1:]
        self.assertEqual(set(self.rows), {line.split(",")[1] for line in shared})
        self.assertEqual({family: len(rows) for family, rows in self.rows.items()}, ROWS)
        self.assertEqual(len({truth["id"] for truth in self.made.truth}), 3000)
        levels = {(line.split(",")[1], line.rsplit(",", 1)[1]) for line in shared}
        self.assertEqual({(truth["family"], truth["level"]) for truth in self.made.truth}, levels)

    def test_a_seed_gives_the_same_rows_and_another_others(self):
        again, other = (OtherLocations(*self.paths, seed) for seed in (772, 773))
        self.assertEqual((again.incidents, again.truth), (self.made.incidents, self.made.truth))
        self.assertNotEqual(other.incidents, self.made.incidents)

    def test_a_misspelt_street_is_nearest_to_one_name_and_it_is_there(self):
        for text, truth in self.rows["street_typo"]:
            # Only what the generator puts before a name has to be taken off again.
            parts = [key(tail) for tail in tails(text["location"])]
            near = sorted((min(edits(part, street) if abs(len(part) - len(street)) < 4 else 4 for part in parts), street)
                          for street in set(self.network.keys.values()))
            self.assertLess(near[0][0], near[1][0], (text, near[:2]))
            self.assertIn(near[0][0], (1, 2), text)
            names = [name for name, found in self.network.keys.items() if found == near[0][1]]
            self.assertLess(self.metres_off(names, truth), 1.0, text)

    def test_a_junction_lies_on_both_its_streets(self):
        pairs = {tuple(sorted(pair)): points for pair, points in self.network.junctions().items()}
        places = collections.defaultdict(set)
        for pair, points in pairs.items():
            for point in points:
                places[tuple(f"{degrees:.6f}" for degrees in self.network.lon_lat(point))].add(pair)
        for text, truth in self.rows["junction"]:
            plain = key(text["location"])
            self.assertTrue(any(all(key(name.rpartition(" ")[0] or name) in plain for name in pair)
                                for pair in places[truth["lon"], truth["lat"]]), text)

    def test_the_tolerance_of_a_street_holds_all_of_it(self):
        for text, truth in self.rows["street"] + self.rows["masked"]:
            plain = key(text["location"].replace("\u2019", "'"))
            found = [name for name in self.network.lines if plain.endswith(self.network.keys[name])]
            name = max(found, key=len)
            place = float(truth["lon"]), float(truth["lat"])
            far = max(distance_m(place, self.network.lon_lat(point)) for line in self.network.lines[name] for point in line)
            self.assertAlmostEqual(int(truth["tolerance_m"]), far + other_locations.STREET_MARGIN_M, delta=8, msg=text)

    def test_an_unknown_unit_is_unknown_and_its_sector_known(self):
        units = {line.split(",")[0].replace(" ", "") for line in self.paths[0].read_text().splitlines()[1:]}
        sectors = {unit[:-2] for unit in units}
        for text, _ in self.rows["postcode_unknown_unit"]:
            plain = text["postcode"].replace(" ", "")
            self.assertNotIn(plain, units)
            self.assertIn(plain[:-2], sectors)

    def test_a_confused_postcode_is_right_when_read_by_position(self):
        units = {line.split(",")[0].replace(" ", "") for line in self.paths[0].read_text().splitlines()[1:]}
        for text, _ in self.rows["postcode_confused"]:
            plain = text["postcode"].replace(" ", "").upper()
            self.assertNotIn(plain, units)
            digits, letters = str.maketrans("OIS", "015"), str.maketrans("5", "S")
            self.assertIn(plain[:2] + plain[2:-2].translate(digits) + plain[-2:].translate(letters), units)

    def test_texts_that_lead_nowhere_resemble_no_street(self):
        for text, truth in self.rows["unlocatable"]:
            self.assertEqual((truth["lon"], truth["lat"], truth["tolerance_m"]), ("", "", "0"))
            self.assertTrue(all(edits(key(text["location"]), street) > 2 for street in self.network.keys.values()), text)

    def test_an_ambiguous_name_stands_for_streets_far_apart(self):
        for text, _ in self.rows["ambiguous"]:
            root = next(name for name in ("High Street", "Grantchester Road")
                        if name.split()[0].lower() in text["location"].lower())
            self.assertGreater(self.network.widest_gap_m(root), 2000)

    def metres_off(self, names, truth):
        """From the true place to the nearest segment of the streets."""
        place = float(truth["lon"]), float(truth["lat"])
        plane = self.network._plane(place)
        return min(street_network._to_segment(plane, a, b) for name in names for line in self.network.lines[name]
                   for a, b in zip(line, line[1:]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
