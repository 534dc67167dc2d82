#!/usr/bin/python3
"""Bad projects and bad data: exit 1, a message that names file, row or key, and the previous run untouched."""

import json
import os
import pathlib
import re
import shutil
import tempfile

import heatward_e2e
import tiny_county
from heatward_e2e import heatward
from osgeo import ogr
from tiny_county import VIOLENCE, TinyCounty

ogr.UseExceptions()


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


class BadInputCase(heatward_e2e.TemporaryFolderCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="heatward-e2e-")
        cls.addClassCleanup(folder.cleanup)
        cls.published = pathlib.Path(folder.name)
        cls.run_id = heatward_e2e.build(TinyCounty(cls.published).project, cls.published / "published").name

    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)
        shutil.copytree(self.published / "published", self.county.output, symlinks=True)

    def assert_previous_run_is_untouched(self):
        current = self.county.output / "current"
        self.assertEqual(str(current.readlink()), f"runs/{self.run_id}")
        self.assertEqual(heatward_e2e.broken_files(current.resolve()), [])
        self.assertEqual([path.name for path in (self.county.output / "runs").iterdir()], [self.run_id])

    def refused(self, *words, by=("check", "build")):
        """Both commands refuse the project, naming all the words; gives build's message."""
        for command in by:
            arguments = ["--progress", "none"] if command == "build" else []
            done = heatward(command, self.county.project, *arguments)
            with self.subTest(command=command):
                self.assertEqual(done.returncode, 1, done.stderr)
                for word in words:
                    self.assertIn(word, done.stderr + done.stdout)
                self.assertNotRegex(done.stderr, "terminate called|Assertion|runtime error")
        self.assert_previous_run_is_untouched()
        return done.stderr

    def project(self, before, after):
        self.assertIn(before, tiny_county.PROJECT)
        self.county.project.write_text(tiny_county.PROJECT.replace(before, after, 1))

    def counts(self):
        """violence_count by ward of a build that must succeed, and what it said."""
        done = heatward("build", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        source = ogr.Open(str(self.county.output / "current" / "analyst" / "areas.gpkg"))
        counts = {row.GetField("code"): row.GetField("violence_count") for row in source.GetLayerByName("wards")}
        return counts, done.stderr

    def expected_counts(self):
        return {ward: self.county.count(VIOLENCE, ward) for ward in tiny_county.CORNERS}


class ProjectFileTest(BadInputCase):
    def test_an_unknown_key_with_the_nearest_known_one_and_its_line(self):
        self.project("bandwidth  = 200", "bandwith   = 200")
        line = line_of(self.county.project.read_text(), "bandwith ")
        self.refused("bandwith", '"bandwidth"', f"project.toml:{line}")

    def test_unknown_keys_in_every_table(self):
        for table, wrong in [("[project]\n", "tiemzone"), ("[areas.wards]\n", "colour"),
                             ("[categories.robbery]\n", "harmm"), ("[[sources]]\n", "formatt"),
                             ("[[layers]]\n", "kernell")]:
            self.project(table, f"{table}{wrong} = 1\n")
            self.refused(wrong, "project.toml:")

    def test_toml_that_is_none(self):
        self.county.project.write_text(tiny_county.PROJECT + "\n[broken\n")
        self.refused("project.toml", str(len(tiny_county.PROJECT.splitlines()) + 2))

    def test_a_project_file_that_is_not_there(self):
        self.county.project.unlink()
        self.refused("project.toml")

    def test_a_value_of_the_wrong_type(self):
        self.project("bandwidth  = 200", 'bandwidth  = ["wide"]')
        self.refused("bandwidth", "project.toml:")

    def test_values_out_of_range(self):
        for before, after, word in [("bandwidth  = 200", "bandwidth  = 0", "bandwidth"),
                                    ("bandwidth  = 200", "bandwidth  = -5", "bandwidth"),
                                    ("bandwidth  = 200", "bandwidth  = nan", "bandwidth"),
                                    ("bandwidth  = 200", "bandwidth  = inf", "bandwidth"),
                                    ("share_of_area = 0.05", "share_of_area = 5", "share_of_area"),
                                    ('"2025-01/2025-12"', '"2025-12/2025-01"', "period"),
                                    ('"2025-01/2025-12"', '"next year"', "period"),
                                    ('kernel     = "epanechnikov"', 'kernel     = "cubic"', "kernel"),
                                    ('"EPSG:27700"', '"EPSG:4326"', "crs"), ('"EPSG:27700"', '"EPSG:99999999"', "crs"),
                                    ('"EPSG:27700"', '"British grid"', "crs")]:
            self.project(before, after)
            self.refused(word)

    def test_an_unknown_category_in_a_layer(self):
        self.project('categories = ["violence"]', 'categories = ["violense"]')
        self.refused("violense", "violence")

    def test_an_unknown_study_area(self):
        self.project('study_area = "districts"', 'study_area = "parishes"')
        self.refused("parishes", "study_area")

    def test_check_lists_everything_at_once(self):
        text = (tiny_county.PROJECT.replace("bandwidths = [400]", "bandwiths = [400]")
                .replace('categories = ["violence", "robbery"]', 'categories = ["violence", "arson"]')
                .replace('path = "wards.geojson"', 'path = "boroughs.geojson"')
                .replace('path = "population.csv"', 'path = "people.csv"'))
        self.county.project.write_text(text)
        self.refused("bandwiths", "arson", "boroughs.geojson", "people.csv", by=("check",))
        self.refused("bandwiths", "arson", by=("build",))

    def test_check_passes_what_build_takes(self):
        done = heatward("check", self.county.project)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_previous_run_is_untouched()


class MissingFileTest(BadInputCase):
    def test_each_file_is_named(self):
        for name in ("wards.geojson", "districts.geojson", "population.csv"):
            path = self.county.folder / name
            content = path.read_bytes()
            path.unlink()
            self.refused(name)
            path.write_bytes(content)

    def test_a_source_that_is_not_there(self):
        shutil.rmtree(self.county.folder / "archive")
        self.refused("archive", "police")

    def test_a_column_that_is_not_there(self):
        self.project('key = "code", value = "residents"', 'key = "code", value = "people"')
        self.refused("people", "population.csv")

    def test_a_field_that_is_not_there(self):
        self.project('name = "name"\nparent', 'name = "nmae"\nparent')
        self.refused("nmae", "wards.geojson", "name")


class SourceTest(BadInputCase):
    def path(self):
        return self.county.csv_path("2025-02")

    def test_a_csv_without_a_header(self):
        self.path().write_text("\n".join(self.path().read_text().splitlines()[1:]) + "\n")
        message = self.refused("2025-02-tiny-street.csv", "header")
        self.assertNotIn("High Street", message)

    def test_a_byte_order_mark_is_no_part_of_the_header(self):
        self.path().write_bytes(b"\xef\xbb\xbf" + self.path().read_bytes())
        self.assertEqual(self.counts()[0], self.expected_counts())

    def test_latin_1_bytes_are_read(self):
        self.path().write_bytes(self.path().read_bytes().replace(b"High Street", b"Caf\xe9 Row"))
        self.assertEqual(self.counts()[0], self.expected_counts())

    def test_line_ends_of_every_kind(self):
        text = self.path().read_bytes().replace(b"\r\n", b"\n")
        for end in (b"\n", b"\r\n"):
            self.path().write_bytes(text.replace(b"\n", end).rstrip(end))
            self.assertEqual(self.counts()[0], self.expected_counts())

    def test_an_empty_file(self):
        self.path().write_bytes(b"")
        self.refused("2025-02-tiny-street.csv", "empty")

    def test_a_folder_without_files(self):
        for month in tiny_county.MONTHS:
            self.county.csv_path(month).unlink()
        self.refused("archive")

    def test_a_month_of_no_rows_is_supplied_and_has_none(self):
        self.path().write_text(",".join(tiny_county.COLUMNS) + "\n")
        expected = {ward: self.county.count(VIOLENCE, ward, ["2025-01", "2025-03"]) for ward in tiny_county.CORNERS}
        self.assertEqual(self.counts()[0], expected)

    def test_rows_that_cannot_be_read_are_rejected_with_reason_and_number(self):
        sound = self.path().read_text().rstrip("\r\n").splitlines()
        # Rows are counted within their file, without its header.
        before = len(sound) - 1
        broken = ["only,three,cells", f'{"f" * 64},2025-02,,,not a number,52.2,x,,,{VIOLENCE},,',
                  f'{"e" * 64},2025-99,,,0.13,52.205,x,,,{VIOLENCE},,', f'{"d" * 64},2025-02,,,400,99,x,,,{VIOLENCE},,']
        self.path().write_text("\n".join(sound + broken) + "\n")
        self.assertEqual(self.counts()[0], self.expected_counts())
        report = json.loads((self.county.output / "current" / "analyst" / "report.json").read_text())
        (source,) = report["sources"]
        self.assertEqual(source["rows_in"], len(self.county.rows) + len(broken))
        self.assertEqual(source["rows_in"], source["rows_used"] + source["rows_rejected"])
        rejects = (self.county.output / "current" / "analyst" / "rejects" / "police.csv").read_text()
        for number in range(before + 1, before + 1 + len(broken)):
            self.assertRegex(rejects, rf"(?m)^{number},2025-02/2025-02-tiny-street.csv,police,\"?\w+")

    def test_a_truncated_zip(self):
        archive = shutil.make_archive(self.folder / "police", "zip", self.county.folder / "archive")
        content = pathlib.Path(archive).read_bytes()
        pathlib.Path(archive).write_bytes(content[:len(content) // 2])
        self.project('path   = "archive"', 'path   = "police.zip"')
        self.refused("police.zip")

    def test_a_zip_gives_what_its_folder_gives(self):
        shutil.make_archive(self.folder / "police", "zip", self.county.folder / "archive")
        self.project('path   = "archive"', 'path   = "police.zip"')
        self.assertEqual(self.counts()[0], self.expected_counts())

    def test_the_real_month_without_a_header(self):
        if not os.environ.get("HEATWARD_SHARED"):
            self.skipTest("HEATWARD_SHARED is unset")
        found = heatward_e2e.shared_folder() / "data" / "cambridgeshire" / "2021-01-no-header.csv"
        self.project('path   = "archive"', f'path   = "{found}"')
        message = self.refused("2021-01-no-header.csv", "header")
        # A row that stands where the header should is a record: none of it may be shown.
        self.assertNotIn(found.read_text().split(",")[0], message)


class AreaTest(BadInputCase):
    def change_ward(self, change):
        path = self.county.folder / "wards.geojson"
        wards = json.loads(path.read_text())
        change(wards["features"])
        path.write_text(json.dumps(wards))

    def test_a_bow_tie_is_repaired_with_a_warning_or_refused(self):
        def cross(features):
            ring = features[3]["geometry"]["coordinates"][0]
            ring[1], ring[2] = ring[2], ring[1]
        self.change_ward(cross)
        done = heatward("build", self.county.project)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertIn("wards.geojson", done.stderr)
        self.assertIn("w4", done.stderr)
        if done.returncode == 1:
            self.assert_previous_run_is_untouched()

    def test_a_code_that_stands_twice(self):
        def repeat(features):
            features[3]["properties"]["code"] = "w1"
        self.change_ward(repeat)
        self.refused("wards.geojson", "w1")

    def test_an_area_without_geometry(self):
        def empty(features):
            features[3]["geometry"] = None
        self.change_ward(empty)
        self.refused("wards.geojson", "w4")

    def test_an_area_of_another_kind(self):
        def point(features):
            features[3]["geometry"] = {"type": "Point", "coordinates": [0.13, 52.2]}
        self.change_ward(point)
        self.refused("wards.geojson", "w4")

    def test_no_areas(self):
        self.change_ward(lambda features: features.clear())
        self.refused("wards.geojson")

    def test_a_parent_that_does_not_exist(self):
        def orphan(features):
            features[3]["properties"]["district"] = "d9"
        self.change_ward(orphan)
        done = heatward("build", self.county.project)
        self.assertIn(done.returncode, (0, 1))
        self.assertIn("d9", done.stderr)

    def test_a_geojson_that_is_none(self):
        (self.county.folder / "wards.geojson").write_text('{"type": "FeatureCollection", "features": [')
        self.refused("wards.geojson")


class UsageTest(BadInputCase):
    def test_usage_errors(self):
        for arguments in ([], ["bild"], ["build"], ["build", self.county.project, "--outputt", "x"],
                          ["build", self.county.project, "--threads", "many"],
                          ["build", self.county.project, "--threads", "-3"],
                          ["build", self.county.project, "--progress", "loud"], ["serve"], ["inspect"], ["export"],
                          ["kde", "a.csv"], ["kde", "a.csv", "b.tif"], ["check", "a.toml", "b.toml"]):
            with self.subTest(arguments=arguments):
                done = heatward(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertTrue(done.stderr.strip() or done.stdout.strip())
        self.assert_previous_run_is_untouched()

    def test_an_output_folder_that_cannot_be_written(self):
        file = self.folder / "a-file"
        file.write_text("")
        for output in (file / "output", pathlib.Path("/proc/heatward")):
            done = heatward("build", self.county.project, "--output", output)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn(str(output), done.stderr)

    def test_help_says_units_and_defaults(self):
        done = heatward("kde", "--help")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, "metres")
        self.assertRegex(done.stdout, "quartic")
        for command in ("check", "build", "serve", "inspect", "kde", "export"):
            self.assertIn(command, heatward("--help").stdout)
            self.assertEqual(heatward(command, "--help").returncode, 0)

    def test_version(self):
        done = heatward("--version")
        self.assertEqual(done.returncode, 0)
        self.assertTrue(re.search(r"\d+\.\d+\.\d+", done.stdout))


if __name__ == "__main__":
    heatward_e2e.main()
