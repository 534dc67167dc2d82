#!/usr/bin/python3
"""A filter is what a run of the filtered rows alone would show: the same densities, other incidents gone."""

import calendar
import datetime

import heatward_e2e
import mercator
import pictures
import tiny_county
from heatward_e2e import Server
from tiny_county import ROBBERY, TinyCounty

PLACES = [tiny_county.lonlat(tiny_county.WEST + 150 + 340 * column, tiny_county.SOUTH + 150 + 340 * line)
          for column in range(6) for line in range(6)]


class FilterTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.whole = TinyCounty(self.folder / "whole")
        heatward_e2e.build(self.whole.project, self.whole.output)

    def densities(self, county, layer, query=""):
        with Server(county.output) as server:
            return [server.json(f"/point/{layer}/{lon},{lat}{query}")["density"] for lon, lat in PLACES]

    def check(self, keep, layer, query):
        """The whole county under the filter against one that holds the kept rows alone."""
        part = TinyCounty(self.folder / "part")
        part.rows = [row for row in part.rows if keep(row)]
        for month in tiny_county.MONTHS:
            if any(row.month == month for row in part.rows):
                part.write_month(month)
            else:
                part.csv_path(month).unlink()
        heatward_e2e.build(part.project, part.output)
        filtered, alone = self.densities(self.whole, layer, query), self.densities(part, layer)
        self.assertGreater(sum(density > 0 for density in alone), 3)
        for one, other in zip(filtered, alone):
            self.assertAlmostEqual(one, other, delta=1e-12 * max(alone))
        self.assertNotEqual(filtered, self.densities(self.whole, layer))

    def test_the_filters_own_colours(self):
        """scale=filter has the breaks that a build of the filtered rows works out for its layer."""
        part = TinyCounty(self.folder / "part")
        part.rows = [row for row in part.rows if row.month == "2025-02"]
        part.write_month("2025-02")
        for month in ("2025-01", "2025-03"):
            part.csv_path(month).unlink()
        heatward_e2e.build(part.project, part.output)
        query = "?datetime=2025-02&scale=filter"
        with Server(part.output) as server:
            alone = server.json("/legend/violence.json")["classes"]
        with Server(self.whole.output) as server:
            legend = server.json("/legend/violence.json" + query)
            of_layer = server.json("/legend/violence.json?datetime=2025-02")
            self.assertEqual((legend["scale"], of_layer["scale"]), ("filter", "layer"))
            self.assertEqual(len(legend["classes"]), 7)
            self.assertNotEqual(legend["classes"], of_layer["classes"])
            for one, other in zip(legend["classes"], alone):
                self.assertAlmostEqual(one["from"], other["from"], delta=1e-9 * alone[-1]["from"])
                self.assertEqual(one["colour"], other["colour"])
            self.check_pictures(server, query, legend)
            nothing = "?datetime=2025-03&category=violence&hours=3-4&scale=filter"
            legend = server.json("/legend/violence.json" + nothing)
            self.assertEqual(legend["classes"], [])
            self.assertTrue(legend["notice"])

    def check_pictures(self, server, query, legend):
        """Pixels have the colour of their density's class in every zoom, and none where nothing is."""
        bounds = [entry["from"] for entry in legend["classes"]]
        colours = [None] + [entry["colour"] for entry in legend["classes"]]
        seen = set()
        for zoom in (11, 13, 15):
            for lon, lat in PLACES:
                # A pixel of zoom z is a tile of zoom z + 8.
                x, y = mercator.tile_of(lon, lat, zoom + 8)
                answer = server.ask(f"/tiles/violence/{zoom}/{x // 256}/{y // 256}.png{query}")
                red, green, blue, alpha = (int(value) for value in pictures.decode(answer.body)[y % 256, x % 256])
                colour = f"#{red:02x}{green:02x}{blue:02x}" if alpha else None
                lon, lat = mercator.pixel_centre(zoom, x // 256, y // 256, x % 256, y % 256)
                density = server.json(f"/point/violence/{lon:.10f},{lat:.10f}{query}")["density"]
                if density is None or any(abs(density - bound) < 2e-3 * bounds[-1] for bound in bounds):
                    continue
                self.assertEqual(colour, colours[sum(density >= bound for bound in bounds)])
                seen.add(colour)
        self.assertGreater(len(seen), 3)

    def test_a_month(self):
        self.check(lambda row: row.month == "2025-02", "violence", "?datetime=2025-02")

    def test_an_interval(self):
        self.check(lambda row: row.month != "2025-01", "violence", "?datetime=2025-02/2025-03")

    def test_a_category(self):
        # Another kind stands in each month, so that all three are still supplied.
        self.check(lambda row: row.crime_type in (ROBBERY, tiny_county.ASB), "all-harm", "?category=robbery")

    def test_a_month_and_a_category(self):
        self.check(lambda row: row.month == "2025-03" and row.crime_type == ROBBERY, "all-harm",
                   "?datetime=2025-03&category=robbery")

    def test_a_moving_window(self):
        """Rows known to the month are spread over it: a window takes the months' own densities in known shares."""
        with Server(self.whole.output) as server:
            def density(layer, lon, lat, query):
                return server.json(f"/point/{layer}/{lon},{lat}?{query}")["density"]

            for layer in ("violence", "all-harm"):
                for day, span in (("2025-02-14", 30), ("2025-01-01", 20), ("2025-03-31", 45), ("2025-02-01", 366)):
                    shares = {month: window_mass(day, span, month) for month in tiny_county.MONTHS}
                    supplied = sum(shares.values())
                    seen = 0
                    for lon, lat in PLACES:
                        expected = sum(density(layer, lon, lat, f"datetime={month}") / 12 * share / days_of(month)
                                       for month, share in shares.items()) * 365.25 / supplied
                        value = density(layer, lon, lat, f"at={day}&span={span}")
                        if supplied < 0.5:
                            self.assertIsNone(value)
                        else:
                            self.assertAlmostEqual(value, expected, delta=1e-9 * max(1, expected))
                            seen += value > 0
                    self.assertTrue(seen > 3 or supplied < 0.5, (layer, day))
            self.assertLess(supplied, 0.5)  # of two years about February three months are known
            problem = server.ask("/point/violence/0.1,52.1?at=2025-02-14&datetime=2025-02")
            self.assertEqual(problem.status, 400)
            self.assertIn(b"datetime", problem.body)


def days_of(month):
    return calendar.monthrange(*map(int, month.split("-")))[1]


def window_mass(day, span, month):
    """The mass that the quartic kernel about the day's noon has in the month."""
    noon = datetime.datetime.fromisoformat(day) + datetime.timedelta(hours=12)
    begin = datetime.datetime.fromisoformat(month + "-01")
    end = begin + datetime.timedelta(days=days_of(month))

    def below(time):
        z = max(-1.0, min(1.0, (time - noon) / datetime.timedelta(days=span)))
        return 0.5 + 15 / 16 * (z - 2 * z ** 3 / 3 + z ** 5 / 5)

    return below(end) - below(begin)


if __name__ == "__main__":
    heatward_e2e.main()
