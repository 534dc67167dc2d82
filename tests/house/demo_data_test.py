#!/usr/bin/python3
"""The demo county's generator: known answers of its parts, and that its checks would see
an extract that does not say what truth/ says.

    demo_data_test.py TOOLS_FOLDER COUNTY_FOLDER
"""

import copy
import datetime
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
TOOLS, COUNTY = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(TOOLS))

from demo_data import extract_rows, hours, wording  # noqa: E402
from demo_data.chance import Chance  # noqa: E402
from demo_data.clusters import Cluster  # noqa: E402
from demo_data.events import Events  # noqa: E402
from demo_data.geojson_read import features  # noqa: E402
from demo_data.grid_reference import grid_reference, letters_at, square_of  # noqa: E402
from demo_data.incidents import _scattered  # noqa: E402
from demo_data.junctions import junctions_of  # noqa: E402
from demo_data.land_index import LandIndex  # noqa: E402
from demo_data.lines import distance, inside  # noqa: E402
from demo_data.nearest import NearestIndex  # noqa: E402
from demo_data.pattern_check import check_patterns  # noqa: E402
from demo_data.patterns import MONTHS  # noqa: E402
from demo_data.records import Record  # noqa: E402
from demo_data.requirement import CountyError  # noqa: E402
from demo_data.sites import Spot  # noqa: E402
from demo_data.truth_check import check_truth  # noqa: E402


class GridReferences(unittest.TestCase):
    def test_known_places(self):
        # The Ordnance Survey's own example; the Tower of London; Ben Nevis.
        self.assertEqual(grid_reference(651409, 313177, 10), "TG 51409 13177")
        self.assertEqual(grid_reference(533600, 180500, 6), "TQ 336 805")
        self.assertEqual(grid_reference(216650, 771250, 8), "NN 1665 7125")

    def test_the_county_lies_in_two_squares_of_open_sea(self):
        self.assertEqual(letters_at(599999, 520000), "OV")
        self.assertEqual(letters_at(600000, 520000), "OW")

    def test_a_reference_leads_back_to_a_square_that_holds_the_point(self):
        chance = Chance(1, "grid")
        for _ in range(500):
            east, north = chance.uniform(0.0, 699999.0), chance.uniform(0.0, 1299999.0)
            for figures, side in ((6, 100), (8, 10), (10, 1)):
                text = grid_reference(east, north, figures)
                for written in (text, text.replace(" ", "").lower()):
                    (west, south), cell = square_of(written)
                    self.assertEqual(cell, side)
                    self.assertTrue(west <= east < west + cell and south <= north < south + cell)


class Hours(unittest.TestCase):
    def test_a_week_adds_up(self):
        for pattern, blocks in hours.WEEK.items():
            self.assertAlmostEqual(sum(share for *_, share in blocks), 1.0, msg=pattern)

    def test_nothing_in_the_skipped_hour_and_something_in_the_repeated_one(self):
        for year, month, day, hour in hours.SKIPPED | hours.REPEATED:
            wheel = hours.hour_wheel("night economy", f"{year}-{month:02d}")
            chance = Chance(2, "hours")
            drawn = {chance.weighted(wheel) for _ in range(20000)}
            self.assertEqual((day, hour) in drawn, (year, month, day, hour) in hours.REPEATED)

    def test_clock_changes_are_on_last_sundays_at_one(self):
        for year, month, day, hour in hours.SKIPPED | hours.REPEATED:
            date = datetime.date(year, month, day)
            self.assertEqual((date.weekday(), hour), (6, 1))
            self.assertNotEqual((date + datetime.timedelta(days=7)).month, month)


class Lookups(unittest.TestCase):
    def test_the_nearest_is_the_nearest_of_all(self):
        chance = Chance(3, "nearest")
        items = [Spot((chance.uniform(0.0, 9000.0), chance.uniform(0.0, 9000.0)), "street", str(i))
                 for i in range(300)]
        index = NearestIndex(items, 250.0, lambda item: item.name)
        for _ in range(300):
            point = (chance.uniform(-500.0, 9500.0), chance.uniform(-500.0, 9500.0))
            self.assertEqual(index.nearest(point), min(items, key=lambda i: distance(i.point, point)))

    def test_land_in_bands_is_land_without(self):
        ring = [(0.0, 0.0), (700.0, 120.0), (950.0, 800.0), (400.0, 500.0), (-80.0, 900.0), (0.0, 0.0)]
        index = LandIndex([[ring]], 0.02)
        chance = Chance(4, "land")
        for _ in range(2000):
            point = (chance.uniform(-200.0, 1100.0), chance.uniform(-100.0, 1000.0))
            self.assertEqual(index.holds(*point), inside(point, ring))

    def test_a_junction_has_roads_of_two_names(self):
        roads = [("street", "A", [(0, 0), (1, 0)], 0, ""), ("street", "A", [(1, 0), (2, 0)], 0, ""),
                 ("street", "B", [(2, 0), (2, 5)], 0, "")]
        self.assertEqual(junctions_of(roads), {(2, 0): ["A", "B"]})

    def test_crime_ids_never_meet(self):
        self.assertEqual(len({_scattered(number) for number in range(500_000)}), 500_000)


class Wording(unittest.TestCase):
    def test_postcodes_are_read_however_they_are_written(self):
        chance = Chance(5, "postcodes")
        written = set()
        for text in ("DF1 0AB", "DF71 5XY", "DF10 1SO", "DF6 8LS"):
            for _ in range(200):
                written.add(wording.postcode(text, chance))
                self.assertEqual(extract_rows.postcode_key(wording.postcode(text, chance)),
                                 text.replace(" ", ""))
        self.assertGreater(len(written), 25)

    def test_abbreviations(self):
        self.assertEqual(wording.abbreviated("St Peter's Street"), "St Peter's St")
        self.assertEqual(wording.abbreviated("Market Place"), "Market Pl")
        self.assertEqual(wording.abbreviated("High Street"), "High St")
        self.assertEqual(wording.abbreviated("Corn Hill"), "Corn Hill")


class EventsByMonth(unittest.TestCase):
    def test_a_month_is_the_same_whatever_was_drawn_before(self):
        """Which is what lets a county be written a month at a time."""
        first, second = _events(), _events()
        for month in MONTHS[:5]:
            first.month(month)
        self.assertEqual(first.month(MONTHS[5]), second.month(MONTHS[5]))

    def test_all_months_hold_the_total(self):
        events = _events()
        numbers = [event.number for month in MONTHS for event in events.month(month)]
        self.assertEqual(numbers, list(range(1, 1001)))


class _OneSite:
    def spot(self, _, chance):
        return Spot((chance.uniform(), 0.0), "street", "A")


def _events():
    clusters = [Cluster(pattern, pattern, "", None, 0.0, 0.1, MONTHS[0], MONTHS[-1])
                for pattern in hours.WEEK]
    return Events(clusters, _OneSite(), 1000, 7)


class TheChecksWouldSee(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = extract_rows.read_rows(COUNTY)
        cls.wards = features(COUNTY, "wards")

    def _check(self, rows):
        return list(check_truth(COUNTY, rows, self.wards))

    def _changed(self, holds, change):
        rows = list(self.rows)
        at = next(i for i, row in enumerate(rows) if holds(row))
        rows[at] = copy.copy(rows[at])
        change(rows[at])
        return rows

    def test_the_county_as_it_is(self):
        self.assertEqual(len(self._check(self.rows)), 4)

    def test_another_hour(self):
        def later(row):
            row.time = row.time.replace(hour=(row.time.hour + 1) % 24)
        with self.assertRaisesRegex(CountyError, "counts.csv"):
            self._check(self._changed(lambda r: r.source == "ambulance" and r.precision == "minute"
                                      and r.door == "used", later))

    def test_a_duplicate_counted(self):
        def count(row):
            row.door = "used"
        with self.assertRaisesRegex(CountyError, "counts.csv"):
            self._check(self._changed(lambda r: r.door == "duplicate", count))

    def test_a_row_lost(self):
        at = next(i for i, row in enumerate(self.rows) if row.source == "emergency")
        with self.assertRaises(CountyError):
            self._check(self.rows[:at] + self.rows[at + 1:])

    def test_a_point_moved_to_another_ward(self):
        def move(row):
            row.point = (605500.0, 528847.0) if row.point[0] < 600000.0 else (582900.0, 528500.0)
        with self.assertRaisesRegex(CountyError, "ward"):
            self._check(self._changed(lambda r: r.position == "grid_reference" and r.door == "used", move))

    def test_nights_spread_over_the_day(self):
        rows = []
        for number, row in enumerate(self.rows):
            row = copy.copy(row)
            if row.precision == "minute" and row.time is not None:
                row.time = row.time.replace(hour=number % 24)
            rows.append(row)
        with self.assertRaisesRegex(CountyError, "night economy"):
            list(check_patterns(COUNTY, rows))


class Records(unittest.TestCase):
    def test_a_duplicate_is_of_the_same_event(self):
        record = Record("ambulance", 12, "24000001", "used", "2024-01", 3, 4, "minute", "ASSAULT", "text",
                        None, 9)
        again = record.again("duplicate").in_row(10)
        self.assertEqual((again.event, again.id, again.door, again.row), (12, "24000001", "duplicate", 10))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
