#!/usr/bin/python3
"""The demo county over time: months, weeks and years of the report against sums over the run's own
incidents, and the trends that its generator planted against what wards are called."""

import collections
import csv
import datetime
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import heatward_e2e
from osgeo import ogr

ogr.UseExceptions()

COUNTY = heatward_e2e.SOURCE / "data/doggerland"
LAYERS = {"violence": (["police"], ["violence"], "2025"),
          "ambulance-violence": (["ambulance"], ["violence", "weapons", "robbery"], "2024"),
          "hospital-assaults": (["emergency"], ["violence", "weapons"], "2024"),
          "all-violence": (["police", "ambulance", "emergency"], ["violence", "robbery", "weapons"], "2024")}


def incidents_of(run):
    source = ogr.Open(str(run / "analyst/incidents.gpkg"))
    fields = ("source", "category", "time", "precision", "in_study_area")
    return [{name: feature.GetField(name) for name in fields} |
            {"x": feature.GetGeometryRef().GetX(), "y": feature.GetGeometryRef().GetY()}
            for feature in source.GetLayer(0)]


class OverTime(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="heatward-time-")))
        cls.run_path = heatward_e2e.build(COUNTY / "project.toml", folder / "one", "--threads", "1")
        cls.other_path = heatward_e2e.build(COUNTY / "project.toml", folder / "four", "--threads", "4")
        report = json.loads((cls.run_path / "analyst/report.json").read_text())
        cls.layers = {layer["id"]: layer for layer in report["layers"]}
        cls.incidents = incidents_of(cls.run_path)
        areas = ogr.Open(str(cls.run_path / "analyst/areas.gpkg"))
        cls.wards = [(feature.GetGeometryRef().Clone(), feature.items())
                     for feature in areas.GetLayerByName("wards")]

    def rows(self, layer):
        """The layer's incidents in the study area, in its period or not."""
        sources, categories, _ = LAYERS[layer]
        return [row for row in self.incidents
                if row["source"] in sources and row["category"] in categories and row["in_study_area"]]

    def ward_at(self, x, y):
        point = ogr.CreateGeometryFromWkt(f"POINT ({x} {y})")
        return next(fields for outline, fields in self.wards if outline.Contains(point))

    def test_months_are_those_of_the_incidents(self):
        for layer, (sources, _, _) in LAYERS.items():
            counts = collections.Counter((row["source"], row["time"][:7]) for row in self.rows(layer))
            missing = self.layers[layer]["missing"]
            for month in self.layers[layer]["time"]["months"]:
                for source in sources:
                    expected = None if month["month"] in missing[source] else counts[source, month["month"]]
                    self.assertEqual(month["counts"][source], expected, (layer, source, month))
                known = [count for count in month["counts"].values() if count is not None]
                self.assertEqual(month["count"], sum(known) if known else None)
                self.assertEqual(month.get("partial", False), 0 < len(known) < len(sources))

    def test_missing_months_are_marked_in_report_and_columns(self):
        self.assertEqual(self.layers["all-violence"]["missing"],
                         {"police": ["2025-03"], "ambulance": [], "emergency": ["2024-09"]})
        for _, fields in self.wards:
            self.assertEqual(fields["all_violence_months_missing"], 2)
            self.assertEqual(fields["ambulance_violence_months_missing"], 0)
        page = (self.run_path / "analyst/report.html").read_text()
        self.assertIn("1 of 24 months of emergency is missing (2024-09); rates use the months supplied", page)

    def test_hours_of_the_week_are_those_of_the_incidents(self):
        for layer in ("ambulance-violence", "hospital-assaults"):
            week = [[0] * 24 for _ in range(7)]
            days = [0] * 7
            for row in self.rows(layer):
                weekday = datetime.date.fromisoformat(row["time"][:10]).weekday()
                days[weekday] += 1
                if row["precision"] == "minute":
                    week[weekday][int(row["time"][11:13])] += 1
            time = self.layers[layer]["time"]
            self.assertEqual(time["hour_weekday"], week)
            self.assertEqual(time["by_weekday"], days)
            self.assertEqual(time["by_hour"], [sum(day[hour] for day in week) for hour in range(24)])
            self.assertEqual(time["without_hour"], self.layers[layer]["count"] - sum(map(sum, week)))
        self.assertIsNone(self.layers["violence"]["time"]["hour_weekday"])

    def test_change_is_of_the_months_of_both_years(self):
        for layer, (sources, _, _) in LAYERS.items():
            change = self.layers[layer]["time"]["change"]
            missing = self.layers[layer]["missing"]
            months = {(source, month) for source in sources for month in range(1, 13)
                      if f"2024-{month:02}" not in missing[source] and f"2025-{month:02}" not in missing[source]}
            sums = collections.Counter(row["time"][:4] for row in self.rows(layer)
                                       if (row["source"], int(row["time"][5:7])) in months)
            self.assertEqual((change["before"], change["after"]), (sums["2024"], sums["2025"]), layer)
            self.assertEqual(change["months_compared"], len({month for _, month in months}))
            self.assertLess(change["low"], change["after"] / change["before"])
            self.assertGreater(change["high"], change["after"] / change["before"])

    def test_wards_are_compared_by_the_incidents_in_them(self):
        rows = [(row["time"][:4], ogr.CreateGeometryFromWkt(f"POINT ({row['x']} {row['y']})"))
                for row in self.rows("ambulance-violence")]
        for outline, fields in self.wards[::9]:
            inside = collections.Counter(year for year, point in rows if outline.Contains(point))
            self.assertEqual(fields["ambulance_violence_change_before"], inside["2024"], fields["name"])
            self.assertEqual(fields["ambulance_violence_change_after"], inside["2025"], fields["name"])

    def test_planted_trends_are_found_and_no_others(self):
        with (COUNTY / "truth/clusters.csv").open() as file:
            planted = {row["pattern"]: row for row in csv.DictReader(file)}
        expected = {}
        for pattern in ("emerging", "fading"):
            ward = self.ward_at(planted[pattern]["easting"], planted[pattern]["northing"])
            expected[ward["code"]] = pattern
        for layer in ("ambulance_violence", "all_violence"):
            named = {fields["code"]: fields[f"{layer}_trend"] for _, fields in self.wards
                     if fields[f"{layer}_trend"] in ("emerging", "fading")}
            self.assertEqual(named, expected)
        counts = self.layers["all-violence"]["time"]["trend"]["sets"]["wards"]
        self.assertEqual((counts["emerging"], counts["fading"]), (1, 1))

    def test_near_repeats_say_what_they_left_out(self):
        for layer in ("ambulance-violence", "hospital-assaults"):
            repeats = self.layers[layer]["time"]["near_repeats"]
            self.assertEqual(repeats["incidents"] + repeats["left_out"], self.layers[layer]["count"])
            self.assertGreater(repeats["incidents"], 0)
        self.assertIn("the day is known of none", self.layers["violence"]["time"]["near_repeats"]["reason"])

    def test_threads_do_not_change_it(self):
        for name in ("report.json", "report.html", "areas.gpkg"):
            self.assertEqual((self.run_path / "analyst" / name).read_bytes(),
                             (self.other_path / "analyst" / name).read_bytes(), name)


if __name__ == "__main__":
    heatward_e2e.main()
