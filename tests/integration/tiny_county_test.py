#!/usr/bin/python3
"""A county whose every figure can be worked out by hand: what `heatward build` says of it."""

import csv
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from osgeo import gdal

import heatward_e2e
import run_folder
import tiny_county
from tiny_county import ROBBERY, VIOLENCE, TinyCounty

QUARTER = 0.25  # years that three months make


class BuiltOnce(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="heatward-tiny-")
        cls.addClassCleanup(folder.cleanup)
        cls.county = TinyCounty(folder.name)
        cls.run_path = heatward_e2e.build(cls.county.project, cls.county.output)


class KnownFiguresTest(BuiltOnce):
    def areas(self, table, name):
        return run_folder.column(self.run_path / "analyst" / "areas.gpkg", table, name)

    def report(self):
        return json.loads((self.run_path / "analyst" / "report.json").read_text())

    def test_rows(self):
        (source,) = self.report()["sources"]
        rejected = TinyCounty.UNLOCATED + TinyCounty.REPEATED
        self.assertEqual(source["rows_in"], len(self.county.rows))
        self.assertEqual(source["rows_rejected"], rejected)
        self.assertEqual(source["rows_used"], len(self.county.rows) - rejected)
        self.assertEqual(source["periods"], tiny_county.MONTHS)
        self.assertLessEqual({f"2025-{month:02}" for month in range(4, 13)}, set(source["missing_periods"]))

    def test_rejects_hold_numbers_and_reasons_only(self):
        text = (self.run_path / "analyst" / "rejects" / "police.csv").read_text()
        self.assertEqual(len(text.splitlines()), 1 + TinyCounty.UNLOCATED + TinyCounty.REPEATED)
        for word in ("High Street", "No Location", self.county.rows[0].crime_id, VIOLENCE):
            self.assertNotIn(word, text)

    def test_used_and_rejected_rows_are_those_of_the_files(self):
        dataset = gdal.OpenEx(str(self.run_path / "analyst" / "incidents.gpkg"))
        accounted = [(row.GetField("file"), row.GetField("row")) for row in dataset.GetLayer(0)]
        with open(self.run_path / "analyst" / "rejects" / "police.csv", newline="") as rejects:
            accounted += [(row["file"], int(row["row"])) for row in csv.DictReader(rejects)]
        archive = self.county.folder / "archive"
        rows = [(str(path.relative_to(archive)), number) for path in archive.rglob("*-street.csv")
                for number in range(1, len(path.read_text().splitlines()))]
        self.assertEqual(sorted(accounted), sorted(rows))

    def test_counts_by_ward_and_district(self):
        wards = self.areas("wards", "violence_count")
        self.assertEqual(wards, {ward: self.county.count(VIOLENCE, ward) for ward in tiny_county.CORNERS})
        self.assertEqual(self.areas("districts", "violence_count"),
                         {"d1": wards["w1"] + wards["w3"], "d2": wards["w2"] + wards["w4"]})

    def test_a_ward_without_incidents_counts_zero(self):
        self.assertEqual(self.areas("wards", "violence_count")["w4"], 0)
        self.assertEqual(self.areas("wards", "violence_rate_per_1000")["w4"], 0)
        self.assertEqual(self.areas("wards", "violence_rank")["w4"], 4)

    def test_rates_are_annual(self):
        rates = self.areas("wards", "violence_rate_per_1000")
        for ward, residents in tiny_county.RESIDENTS.items():
            expected = 1000 * self.county.count(VIOLENCE, ward) / residents / QUARTER
            self.assertAlmostEqual(rates[ward], expected, places=9)

    def test_parents_and_population(self):
        self.assertEqual(self.areas("wards", "parent"), tiny_county.DISTRICT)
        self.assertEqual(self.areas("wards", "population"), tiny_county.RESIDENTS)
        residents = tiny_county.RESIDENTS
        self.assertEqual(self.areas("districts", "population"),
                         {"d1": residents["w1"] + residents["w3"], "d2": residents["w2"] + residents["w4"]})

    def test_harm(self):
        for ward, harm in self.areas("wards", "all_harm_harm").items():
            expected = 180.48 * self.county.count(VIOLENCE, ward) + 365 * self.county.count(ROBBERY, ward)
            self.assertAlmostEqual(harm, expected, places=6)

    def test_layers(self):
        violence, harm = self.report()["layers"]
        self.assertEqual(violence["count"], self.county.count(VIOLENCE))
        self.assertEqual(harm["count"], self.county.count(VIOLENCE) + self.county.count(ROBBERY))
        for layer in (violence, harm):
            self.assertEqual(layer["outside_study_area"], TinyCounty.OUTSIDE)
            self.assertAlmostEqual(layer["years"], QUARTER, places=12)
        self.assertEqual((violence["kernel"], violence["bandwidth_m"]), ("quartic", 200))
        self.assertAlmostEqual(violence["sigma_m"], 200 / 8**0.5, places=9)
        self.assertAlmostEqual(harm["sigma_m"], 300 / 6**0.5, places=9)


class FolderTest(run_folder.RunFolderChecks, BuiltOnce):
    def expected(self):
        rejected = TinyCounty.UNLOCATED + TinyCounty.REPEATED
        return run_folder.Expected(area_sets={"wards": 4, "districts": 2}, layers=["violence", "all-harm"],
                                   cells={"violence": 25, "all-harm": 35},
                                   incidents=len(self.county.rows) - rejected)


class RunIdTest(heatward_e2e.TemporaryFolderCase):
    def test_the_same_inputs_elsewhere_give_the_same_run(self):
        here, there = TinyCounty(self.folder / "a"), TinyCounty(self.folder / "b" / "c")
        first = heatward_e2e.build(here.project, here.output, "--threads", 1)
        second = heatward_e2e.build(there.project, self.folder / "elsewhere", "--threads", 2)
        self.assertEqual(first.name, second.name)
        for path in first.rglob("*"):
            if path.is_file():
                self.assertEqual(path.read_bytes(), (second / path.relative_to(first)).read_bytes(), path)

    def test_inputs_and_analysis_are_part_of_the_run_id_and_server_is_not(self):
        county = TinyCounty(self.folder)
        first = heatward_e2e.build(county.project, county.output).name
        county.project.write_text(tiny_county.PROJECT + '\n[server]\nlisten = "127.0.0.1:9999"\n')
        self.assertEqual(heatward_e2e.build(county.project, county.output).name, first)
        county.project.write_text(tiny_county.PROJECT.replace("bandwidth  = 200", "bandwidth  = 210"))
        second = heatward_e2e.build(county.project, county.output).name
        county.write()
        county.add_incident()
        third = heatward_e2e.build(county.project, county.output).name
        self.assertEqual(len({first, second, third}), 3)

    def test_a_damaged_run_is_built_anew(self):
        county = TinyCounty(self.folder)
        run = heatward_e2e.build(county.project, county.output)
        report = run / "analyst" / "report.json"
        whole = report.read_bytes()
        report.write_bytes(whole[:-20])
        self.assertEqual(heatward_e2e.build(county.project, county.output), run)
        self.assertEqual(report.read_bytes(), whole)
        self.assertEqual(heatward_e2e.broken_files(run), [])

    def test_a_default_output_stands_beside_the_project(self):
        county = TinyCounty(self.folder)
        done = heatward_e2e.heatward("build", county.project, "--progress", "none", cwd="/")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((county.output / "current").resolve().name, heatward_e2e.run_id_of(done))


if __name__ == "__main__":
    heatward_e2e.main()
