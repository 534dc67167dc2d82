#!/usr/bin/python3
"""What `heatward geocode` makes of messy locations whose truth is known: the demo county's free text and,
where HEATWARD_SHARED is set, a set made from real postcodes and streets and another like it of other rows."""

import csv
import os
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import geocoding_score
import heatward_e2e
from other_locations import OtherLocations

COUNTY = heatward_e2e.SOURCE / "data/doggerland"
SHARED = os.environ.get("HEATWARD_SHARED")
APPENDED = ["match_level", "easting", "northing", "lon", "lat", "uncertainty_m", "match_score", "matched", "candidates"]
POSITION = ["easting", "northing", "lon", "lat", "uncertainty_m"]
SEED = 771

needs_shared = unittest.skipUnless(SHARED, "HEATWARD_SHARED is unset, so there is no real data to test on")


def shared_project(folder):
    """The shared project with a folder of its own to write to."""
    projects = pathlib.Path(SHARED) / "projects"
    text = (projects / "cambridgeshire.toml").read_text(encoding="utf-8")
    text = text.replace('"../', f'"{projects.parent}/')
    text = re.sub(r'^output = .*$', f'output = "{folder}/published"', text, flags=re.MULTILINE)
    path = folder / "project.toml"
    path.write_text(text, encoding="utf-8")
    return path


def as_written_out(cell):
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers are left alone."""
    runs = cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell != ""
    number = re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell)
    return f"'{cell}" if runs and not number else cell


class GeocodedSet:
    """Mixed into a TestCase that gives `prepare(folder)`: project, texts and the rows of the truth."""

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="heatward-geocode-")))
        project, cls.texts, cls.truth = cls.prepare(folder)
        cls.answer_path = folder / "answer.csv"
        done = heatward_e2e.heatward("geocode", cls.texts, cls.answer_path, "--project", project)
        if done.returncode != 0:
            raise AssertionError(f"geocode exited {done.returncode}: {done.stderr}")
        cls.answer = geocoding_score.read(cls.answer_path)
        cls.score = geocoding_score.score(cls.truth, cls.answer)

    def test_the_bars(self):
        print(f"\n{type(self).__name__}\n{self.score.table()}")
        self.assertEqual(self.score.rows, len(self.truth))
        self.assertEqual(self.score.failures(), [], self.score.table())

    def test_every_column_and_row_is_kept_in_order(self):
        with open(self.texts, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        with open(self.answer_path, newline="", encoding="utf-8") as file:
            answered_header, *answered = csv.reader(file)
        self.assertEqual(answered_header, header + APPENDED)
        self.assertEqual([row[:len(header)] for row in answered],
                         [[as_written_out(cell) for cell in row] for row in rows])

    def test_a_row_has_a_position_unless_it_is_ambiguous_or_unlocated(self):
        for row in self.answer:
            given = [name for name in POSITION if row[name] != ""]
            wanted = [] if row["match_level"] in geocoding_score.WITHOUT_PLACE else POSITION
            self.assertEqual(given, wanted, row)
            if wanted:
                self.assertGreater(float(row["uncertainty_m"]), 0, row)
                self.assertNotEqual((row["match_score"], row["matched"]), ("", ""), row)

    def test_an_ambiguous_row_lists_its_candidates(self):
        ambiguous = [row for row in self.answer if row["match_level"] == "ambiguous"]
        self.assertGreater(len(ambiguous), 0)
        self.assertEqual([row["id"] for row in ambiguous if row["candidates"] == ""], [])


class DoggerlandTest(GeocodedSet, unittest.TestCase):
    """The free text of the demo county's calls and attendances."""

    @classmethod
    def prepare(cls, folder):
        truth = COUNTY / "truth"
        return COUNTY / "project.toml", truth / "location_texts.csv", geocoding_score.read(truth / "locations.csv")

    def test_premises_and_junctions_are_among_what_is_scored(self):
        for name in ("premises", "premises_alias", "junction", "street"):
            rows = sum(self.score.families[name].values())
            self.assertGreater(rows, 100, name)
            self.assertGreaterEqual(self.score.families[name]["right"], 0.98 * rows, name)

    def test_columns_of_other_names_give_the_same(self):
        """As the calls and the attendances themselves are laid out."""
        with tempfile.TemporaryDirectory(prefix="heatward-geocode-") as folder:
            texts, answer = pathlib.Path(folder) / "texts.csv", pathlib.Path(folder) / "answer.csv"
            with open(self.texts, encoding="utf-8") as file, texts.open("w", encoding="utf-8") as renamed:
                renamed.write("id,ADDRESS,PLACE,PC\n")
                renamed.writelines(file.readlines()[1:501])
            done = heatward_e2e.heatward("geocode", texts, answer, "--project", COUNTY / "project.toml",
                                         "--location", "ADDRESS,PLACE", "--postcode", "PC")
            self.assertEqual(done.returncode, 0, done.stderr)
            for row, before in zip(geocoding_score.read(answer), self.answer[:500], strict=True):
                self.assertEqual({name: row[name] for name in APPENDED}, {name: before[name] for name in APPENDED})


@needs_shared
class SharedSetTest(GeocodedSet, unittest.TestCase):
    """6,250 locations made from real postcodes and streets."""

    @classmethod
    def prepare(cls, folder):
        data = pathlib.Path(SHARED) / "data/geocoding"
        return shared_project(folder), data / "incidents.csv", geocoding_score.read(data / "truth.csv")


@needs_shared
class OtherSetTest(GeocodedSet, unittest.TestCase):
    """3,000 locations of the same families from the same gazetteer: other rows, in other words."""

    @classmethod
    def prepare(cls, folder):
        data = pathlib.Path(SHARED) / "data/cambridgeshire"
        made = OtherLocations(data / "postcodes_cb_pe.csv", data / "cambridge_roads_osm.geojson", SEED)
        made.write(folder / "incidents.csv")
        return shared_project(folder), folder / "incidents.csv", made.truth


if __name__ == "__main__":
    heatward_e2e.main()
