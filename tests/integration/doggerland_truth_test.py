#!/usr/bin/python3
"""The demo county's run against the truth that its generator wrote beside it: every count by
source, month, weekday, hour, precision, position and category, and every row's door."""

import collections
import csv
import datetime
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import heatward_e2e
from osgeo import ogr

ogr.UseExceptions()

COUNTY = heatward_e2e.SOURCE / "data/doggerland"
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

# The reasons of analyst/rejects for the truth's doors.
REPEATED = "identifier stands in a used row before"
DOORS = {
    "bad_time": ["the time is not as time_format says, or its date does not exist", "there is no time"],
    "skipped_hour": ["time does not exist: the clocks went forward over it"],
    "future_time": ["time is after the day of the build"],
}


def truth():
    """(source, measure, key) → (rows, placed)."""
    with (COUNTY / "truth/counts.csv").open() as file:
        return {(row["source"], row["measure"], row["key"]): (int(row["rows"]), int(row["placed"]))
                for row in csv.DictReader(file)}


def counted(run):
    """The same counts of the run's used incidents."""
    counts = collections.Counter()
    source = ogr.Open(str(run / "analyst/incidents.gpkg"))
    for feature in source.GetLayer(0):
        row = {name: feature.GetField(name) for name in ("source", "time", "precision", "level")}
        name, text = row["source"], row["time"]
        counts[name, "month", text[:7]] += 1
        counts[name, "precision", row["precision"]] += 1
        counts[name, "position", row["level"]] += 1
        if row["precision"] == "month":
            continue
        weekday = WEEKDAYS[datetime.date.fromisoformat(text[:10]).weekday()]
        counts[name, "weekday", weekday] += 1
        if row["precision"] == "minute":
            counts[name, "hour", text[11:13]] += 1
            counts[name, "weekday and hour", f"{weekday} {text[11:13]}"] += 1
    return counts


class Truth(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="heatward-truth-")))
        # The counts are of rows with a position of their own, so that texts are left out here;
        # what texts give is held against the truth by geocoding_test.
        county = shutil.copytree(COUNTY, cls.folder / "county")
        project = county / "project.toml"
        text, left_out = re.subn(r"(?m)^location += \[.*\n", "", project.read_text())
        assert left_out == 2, left_out
        project.write_text(text)
        cls.run_path = heatward_e2e.build(project, cls.folder / "output")
        cls.report = json.loads((cls.run_path / "analyst/report.json").read_text())
        cls.maxDiff = None
        cls.truth = truth()
        cls.counts = counted(cls.run_path)

    def compare(self, measure):
        told = {key: placed for key, (_, placed) in self.truth.items() if key[1] == measure and placed}
        seen = {key: count for key, count in self.counts.items() if key[1] == measure}
        self.assertGreater(len(told), 0)
        self.assertEqual(seen, told)

    def test_months(self):
        self.compare("month")

    def test_weekdays(self):
        self.compare("weekday")

    def test_hours_across_both_clock_changes(self):
        self.compare("hour")

    def test_weekdays_by_hour(self):
        self.compare("weekday and hour")

    def test_precisions(self):
        self.compare("precision")

    def test_positions(self):
        self.compare("position")

    def test_every_row_of_every_source_leaves_through_its_door(self):
        for source in self.report["sources"]:
            name = source["id"]
            doors = {key[2]: rows for key, (rows, _) in self.truth.items()
                     if key[0] == name and key[1] == "door"}
            with self.subTest(source=name):
                self.assertEqual(source["rows_in"], sum(doors.values()))
                self.assertEqual(source["rows_in"], source["rows_used"] + source["rows_rejected"])
                self.assertEqual(source["rows_used"], self.truth[name, "door", "used"][1])
                reasons = source["rejected_by_reason"]
                self.assertEqual(sum(reasons.values()), source["rows_rejected"])
                for door, texts in DOORS.items():
                    self.assertEqual(sum(reasons.get(text, 0) for text in texts), doors.get(door, 0), door)

    def test_a_call_that_comes_again_is_refused_where_its_first_row_was_used(self):
        with (COUNTY / "ambulance.csv").open(encoding="latin-1", newline="") as file:
            ids = [row["CAD"] for row in csv.DictReader(file)]
        with (self.run_path / "analyst/rejects/ambulance.csv").open() as file:
            reasons = {int(row["row"]): row["reason"] for row in csv.DictReader(file)}
        with (COUNTY / "truth/refused.csv").open() as file:
            repeated = [int(row["row"]) for row in csv.DictReader(file)
                        if row["source"] == "ambulance" and row["door"] == "duplicate"]
        self.assertGreater(len(repeated), 10)
        for row in repeated:
            first_was_used = ids.index(ids[row - 1]) + 1 not in reasons
            self.assertEqual(reasons[row] == REPEATED, first_was_used, row)

    def test_rejects_name_the_rows_of_the_truth(self):
        with (COUNTY / "truth/refused.csv").open() as file:
            told = {(row["source"], row["row"]) for row in csv.DictReader(file)}
        seen = set()
        for name in ("ambulance", "emergency"):
            with (self.run_path / f"analyst/rejects/{name}.csv").open() as file:
                seen |= {(name, row["row"]) for row in csv.DictReader(file)}
        # All that the truth refuses, and beside them the rows that only a geocoder could place.
        self.assertEqual(told - seen, set())

    def test_missing_months_are_found(self):
        missing = {source["id"]: source["missing_periods"] for source in self.report["sources"]}
        self.assertEqual(missing, {"police": ["2025-03"], "ambulance": [], "emergency": ["2024-09"]})

    def test_patients_are_kept_nowhere(self):
        self.assertIn(b"PATIENT 0", (COUNTY / "ambulance.csv").read_bytes())
        for path in self.run_path.rglob("*"):
            if path.is_file():
                self.assertIsNone(re.search(rb"PATIENT 0", path.read_bytes()), path)

    def test_several_sources_are_records_not_events(self):
        labels = {layer["id"]: layer.get("label") for layer in self.report["layers"]}
        self.assertEqual(labels["all-violence"], "records, not events")
        self.assertIsNone(labels["violence"])


if __name__ == "__main__":
    heatward_e2e.main()
