#!/usr/bin/python3
"""A filter is what a run of the filtered rows alone would show: the same densities, other incidents gone."""

import heatward_e2e
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


if __name__ == "__main__":
    heatward_e2e.main()
