#!/usr/bin/python3
"""The truth of the demo county's free text: what a careful reader makes of texts in a county small
enough to read by eye, and that the generator's check would see truth that the gazetteer does not hold.

    demo_locations_test.py TOOLS_FOLDER COUNTY_FOLDER
"""

import csv
import random
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

sys.dont_write_bytecode = True
TOOLS, COUNTY = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(TOOLS))

from demo_data.county_names import CountyNames, line_gap  # noqa: E402
from demo_data.geojson_read import features  # noqa: E402
from demo_data.locations_check import check_locations  # noqa: E402
from demo_data.premises import Premise  # noqa: E402
from demo_data.reading import read  # noqa: E402
from demo_data.requirement import CountyError  # noqa: E402
from demo_data.sites import Spot  # noqa: E402
from demo_data.spelling import letters, one_edit_apart  # noqa: E402
from demo_data.wording import Words  # noqa: E402

WEST, EAST = 0, 1   # towns; districts are West Riding, and Eastham like the town
ROADS = [
    # In Weston: two pieces of Kelp Road 300 m apart, two of Split Lane 700 m apart.
    ("street", "Kelp Road", [(0.0, 0.0), (400.0, 0.0)], WEST, ""),
    ("street", "Kelp Road", [(700.0, 0.0), (900.0, 0.0)], WEST, ""),
    ("street", "Split Lane", [(0.0, 900.0), (100.0, 900.0)], WEST, ""),
    ("street", "Split Lane", [(800.0, 900.0), (900.0, 900.0)], WEST, ""),
    ("street", "Fen Street", [(0.0, 0.0), (0.0, 500.0)], WEST, ""),
    ("street", "Ring Road", [(0.0, 500.0), (-300.0, 200.0), (0.0, 0.0)], WEST, ""),
    # In Eastham.
    ("street", "Kelp Road", [(20000.0, 0.0), (20400.0, 0.0)], EAST, ""),
    ("street", "Tern Street", [(20000.0, 0.0), (20000.0, 300.0)], EAST, ""),
    ("street", "Fen Street", [(20400.0, 0.0), (20400.0, 300.0)], EAST, ""),
    ("street", "Mere Road", [(20000.0, 300.0), (20000.0, 600.0)], EAST, ""),
    ("street", "Merle Road", [(20400.0, 300.0), (20400.0, 600.0)], EAST, ""),
    # Out of Weston and, having been outside for 500 m, in again.
    ("main", "Out Road", [(0.0, -100.0), (300.0, -100.0)], WEST, ""),
    ("main", "Out Road", [(300.0, -100.0), (800.0, -100.0)], -1, ""),
    ("main", "Out Road", [(800.0, -100.0), (1000.0, -100.0)], WEST, ""),
    ("main", "Out Road", [(1000.0, -100.0), (4000.0, -100.0)], -1, ""),
    # Between the towns.
    ("lane", "Far Lane", [(11500.0, 0.0), (12500.0, 0.0)], -1, ""),
    ("lane", "Eastham Lane", [(15000.0, 0.0), (16000.0, 0.0)], -1, ""),
]


def box(west, east):
    return [[[(west, -9000.0), (east, -9000.0), (east, 9000.0), (west, 9000.0), (west, -9000.0)]]]


def premise(name, point, place, alias=""):
    return Premise(name, "pub", point, place, 0, alias)


OTTER_WEST = premise("The Otter", (50.0, 10.0), WEST, "Otter PH")
OTTER_EAST = premise("The Otter", (20050.0, 10.0), EAST, "Otter PH")
CAFE = premise("Café Écume", (60.0, 20.0), WEST)


def known():
    county = SimpleNamespace(
        roads=ROADS, places=[SimpleNamespace(number=WEST, name="Weston"), SimpleNamespace(number=EAST, name="Eastham")],
        district_names=("West Riding", "Eastham"), wards=[SimpleNamespace(district=0), SimpleNamespace(district=1)],
        ward_at=lambda point: int(point[0] > 10000.0), district_polygons=[box(-9000.0, 10000.0), box(10000.0, 29000.0)])
    return CountyNames(county, [OTTER_WEST, OTTER_EAST, CAFE])


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = known()

    def read(self, form, point, written, town="", meant=None, other=""):
        """written: a name, or two of a junction; meant: the same, spelt well."""
        written = (written,) if isinstance(written, str) else written
        meant = (meant,) if isinstance(meant, str) else meant or written
        spot = Spot(point, form, meant[0], other or (meant[1] if len(meant) > 1 else ""), WEST)
        reading = read(Words("", "", town, tuple(zip(meant, written)), spot), self.known)
        return reading.family, reading.level, reading.tolerance_m

    def test_a_street_reaches_over_all_its_parts_and_sixty_metres_on(self):
        # From 100 m along to the other part's end at 900 m: 800 + 60.
        self.assertEqual(self.read("street", (100.0, 0.0), "Kelp Road", "Weston"), ("street", "street", 860))
        self.assertEqual(self.read("street", (20100.0, 0.0), "Kelp Rd", "Eastham", "Kelp Road"),
                         ("street", "street", 360))

    def test_a_street_of_several_towns_needs_one(self):
        self.assertEqual(self.read("street", (100.0, 0.0), "Kelp Road"), ("ambiguous", "ambiguous", 0))

    def test_a_street_in_two_far_parts_of_one_town(self):
        self.assertEqual(self.read("street", (50.0, 900.0), "Split Lane", "Weston")[1], "ambiguous")

    def test_a_street_that_leaves_its_town_and_comes_back_is_one(self):
        self.assertEqual(self.read("street", (200.0, -100.0), "Out Road", "Weston"), ("street", "street", 860))
        self.assertEqual(self.read("street", (200.0, -100.0), "Out Road"), ("street", "street", 3860))

    def test_a_street_of_one_town_needs_none(self):
        self.assertEqual(self.read("street", (-300.0, 200.0), "Ring Road"), ("street", "street", 485))

    def test_districts_tell_streets_apart(self):
        self.assertEqual(self.read("street", (0.0, 100.0), "Fen Street", "West Riding")[1], "street")
        # Far Lane begins 1,500 m beyond the district's border, so it may be said to lie there.
        self.assertEqual(self.read("street", (12000.0, 0.0), "Far Lane", "West Riding")[1], "street")
        self.assertEqual(self.read("street", (15500.0, 0.0), "Eastham Lane", "West Riding")[1], "ambiguous")

    def test_a_name_of_a_town_and_a_district_means_the_town_first(self):
        self.assertEqual(self.read("street", (20100.0, 0.0), "Kelp Road", "Eastham")[1], "street")
        self.assertEqual(self.read("street", (15500.0, 0.0), "Eastham Lane", "Eastham"), ("street", "street", 560))

    def test_a_typing_error_is_read_where_one_name_is_near(self):
        self.assertEqual(self.read("street", (20000.0, 100.0), "Tern Sreet", "Eastham", "Tern Street")[0], "street_typo")
        # "Ten Street" is one letter from Tern Street and from Fen Street: Eastham has both, Weston has one.
        self.assertEqual(self.read("street", (20000.0, 100.0), "Ten Street", "Eastham", "Tern Street")[1], "ambiguous")
        self.assertEqual(self.read("street", (0.0, 100.0), "Ten Street", "Weston", "Fen Street"),
                         ("street_typo", "street", 460))

    def test_an_error_that_makes_another_name_misleads(self):
        self.assertEqual(self.read("street", (20400.0, 400.0), "Mere Road", "Eastham", "Merle Road")[1], "ambiguous")

    def test_abbreviations_and_lost_apostrophes_are_no_errors(self):
        self.assertEqual(self.read("street", (0.0, 100.0), "Fen St", "Weston", "Fen Street")[0], "street")

    def test_junctions(self):
        self.assertEqual(self.read("junction", (20000.0, 0.0), ("Kelp Rd", "Tern St"), "", ("Kelp Road", "Tern Street")),
                         ("junction", "junction", 100))
        # Kelp Road and Fen Street meet in both towns.
        self.assertEqual(self.read("junction", (0.0, 0.0), ("Fen Street", "Kelp Road"))[1], "ambiguous")
        self.assertEqual(self.read("junction", (0.0, 0.0), ("Fen Street", "Kelp Road"), "Weston")[1], "junction")
        # Ring Road leaves Fen Street and comes back to it.
        self.assertEqual(self.read("junction", (0.0, 500.0), ("Fen Street", "Ring Road"), "Weston")[1], "ambiguous")

    def test_the_other_road_tells_what_a_typing_error_meant(self):
        self.assertEqual(self.read("junction", (20000.0, 0.0), ("Ten Street", "Kelp Road"), "", ("Tern Street", "Kelp Road")),
                         ("ambiguous", "ambiguous", 0))   # Fen Street meets a Kelp Road too
        self.assertEqual(self.read("junction", (20000.0, 300.0), ("Ten Street", "Mere Road"), "", ("Tern Street", "Mere Road")),
                         ("junction_typo", "junction", 100))

    def test_premises(self):
        point = OTTER_WEST.point
        self.assertEqual(self.read("premises", point, "The Otter"), ("ambiguous", "ambiguous", 0))
        self.assertEqual(self.read("premises", point, "The Otter", "Weston", other="Otter PH"), ("premises", "premises", 30))
        self.assertEqual(self.read("premises", CAFE.point, "Café Écume"), ("premises", "premises", 30))
        self.assertEqual(self.read("premises", CAFE.point, "Caé Écume", "", "Café Écume")[0], "premises_typo")

    def test_an_alias(self):
        spot = Spot(OTTER_WEST.point, "premises", "The Otter", "Otter PH", WEST)
        words = Words("OTTER PH", "WESTON", "Weston", (("Otter PH", "Otter PH"),), spot)
        self.assertEqual(read(words, self.known).family, "premises_alias")

    def test_texts_that_name_nothing(self):
        reading = read(Words("walking home"), self.known)
        self.assertEqual((reading.family, reading.level, reading.tolerance_m), ("unlocatable", "unlocated", 0))


class Spelling(unittest.TestCase):
    def test_letters(self):
        self.assertEqual(letters("St Peter's Café & Co"), "STPETERSCAFECO")

    def test_one_edit(self):
        for other in ("KEP", "KELLP", "KEKP", "EKLP", "KLEP", "KEPL", "AKELP", "KELPA"):
            self.assertTrue(one_edit_apart("KELP", other), other)
        for other in ("KELP", "KE", "PLEK", "LEKP", "KELPAB"):
            self.assertFalse(one_edit_apart("KELP", other), other)

    def test_one_edit_by_trying_all(self):
        chance = random.Random(6)
        for _ in range(300):
            word = "".join(chance.choices("abc", k=chance.randint(0, 5)))
            other = "".join(chance.choices("abc", k=chance.randint(0, 5)))
            near = {word[:i] + word[i + 1:] for i in range(len(word))}
            near |= {word[:i] + sign + word[i + cut:] for i in range(len(word) + 1) for sign in "abc" for cut in (0, 1)}
            near |= {word[:i] + word[i:i + 2][::-1] + word[i + 2:] for i in range(len(word) - 1)}
            self.assertEqual(one_edit_apart(word, other), other in near - {word}, (word, other))

    def test_gaps_between_lines(self):
        self.assertEqual(line_gap([(0, 0), (10, 0)], [(5, 3), (5, 9)]), 3)
        self.assertEqual(line_gap([(0, 0), (10, 0)], [(10, 0), (20, 5)]), 0)


class ChecksOfLocations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.roads, cls.wards = features(COUNTY, "roads"), features(COUNTY, "wards")

    def check(self, change, name="locations.csv"):
        """Checks a county whose truth differs in what change does to one file's rows."""
        with tempfile.TemporaryDirectory(prefix="doggerland-") as folder:
            folder = Path(folder)
            for part in ("ambulance.csv", "emergency.csv", "premises.csv"):
                shutil.copy(COUNTY / part, folder)
            shutil.copytree(COUNTY / "truth", folder / "truth")
            path = folder / "truth" / name
            with open(path, newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
            columns = list(rows[0])
            change(rows)
            with open(path, "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
            return list(check_locations(folder, self.roads, self.wards))

    def refused(self, change, why, name="locations.csv"):
        with self.assertRaisesRegex(CountyError, why):
            self.check(change, name)

    @staticmethod
    def of(rows, family):
        return next(row for row in rows if row["family"] == family)

    def test_the_county_as_it_is(self):
        (line,) = self.check(lambda rows: None)
        self.assertRegex(line, r"5,301 texts.* premises_alias")

    def test_premises_elsewhere(self):
        def move(rows):
            row = self.of(rows, "premises")
            row["lat"] = f"{float(row['lat']) + 0.0001:.6f}"
        self.refused(move, "premises.csv has nothing there")

    def test_another_premises_of_the_list(self):
        def swap(rows):
            first = self.of(rows, "premises_alias")
            other = next(row for row in rows if row["family"] == "premises" and row["lat"] != first["lat"])
            first["lon"], first["lat"] = other["lon"], other["lat"]
        self.refused(swap, "does not name the premises there")

    def test_a_junction_beside_the_road(self):
        def move(rows):
            row = self.of(rows, "junction")
            row["lon"] = f"{float(row['lon']) + 0.0005:.6f}"
        self.refused(move, "no roads of two names meet there")

    def test_a_street_that_does_not_pass_there(self):
        def swap(rows):
            first, second = [row for row in rows if row["family"] == "street"][:2]
            first["lon"], first["lat"] = second["lon"], second["lat"]
        self.refused(swap, "no street that its text names passes there")

    def test_a_tolerance_shorter_than_the_street(self):
        def narrow(rows):
            self.of(rows, "street")["tolerance_m"] = "60"
        self.refused(narrow, "ends before the street does")

    def test_a_finer_level_than_the_family(self):
        def claim(rows):
            self.of(rows, "ambiguous").update(level="street", tolerance_m="300")
        self.refused(claim, "family ambiguous with level street")

    def test_a_position_at_sea(self):
        def drown(rows):
            self.of(rows, "ambiguous").update(lon="1.900000", lat="54.900000")
        self.refused(drown, "outside the county")

    def test_an_unlocated_text_with_a_position(self):
        def place(rows):
            self.of(rows, "unlocatable").update(lon="1.1", lat="54.5")
        self.refused(place, "unlocated, with a position")

    def test_a_row_twice_or_lost(self):
        self.refused(lambda rows: rows.append(dict(rows[0])), "other ids")
        self.refused(lambda rows: rows.pop(), "other ids")

    def test_another_text(self):
        def reword(rows):
            rows[0]["location"] = "somewhere else"
        self.refused(reword, "than the extracts", "location_texts.csv")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
