#!/usr/bin/python3
"""build's progress, inspect, export and kde from the command line."""

import json
import math
import time

import heatward_e2e
import pictures
import tiny_county
from heatward_e2e import Server, heatward
from osgeo import gdal
from tiny_county import TinyCounty

gdal.UseExceptions()


class BuildTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)

    def build(self, *arguments):
        done = heatward("build", self.county.project, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.county.output / "current").resolve().name, heatward_e2e.run_id_of(done))
        return done

    def test_progress_as_json_lines(self):
        lines = [json.loads(line) for line in self.build("--progress", "json").stderr.splitlines()]
        stages = [line for line in lines if "stage" in line]
        finished = [line["stage"] for line in stages if line["finished"]]
        self.assertGreater(len(finished), 1)
        self.assertEqual({line["stage"] for line in stages}, set(finished))
        for line in stages:
            self.assertGreaterEqual(line["elapsed_s"], 0)
            if line["total"]:
                self.assertTrue(line["unit"])
                self.assertLessEqual(line["done"], line["total"])
            if line["finished"] and line["total"]:
                self.assertEqual(line["done"], line["total"], line)

    def test_plain_lines_where_standard_error_is_no_terminal(self):
        for arguments in ((), ("--progress", "auto"), ("--progress", "plain")):
            done = self.build(*arguments)
            self.assertGreater(len(done.stderr.splitlines()), 1)
            self.assertNotIn("\r", done.stderr)
            self.assertNotIn("\033", done.stderr)

    def test_no_progress(self):
        self.assertEqual([line for line in self.build("--progress", "none").stderr.splitlines()
                          if not line.startswith("warning:")], [])

    def test_the_run_id_is_the_last_line_and_a_second_build_reuses_the_run(self):
        first = self.build()
        written = (self.county.output / "current" / "manifest.json").stat()
        second = self.build()
        self.assertEqual(heatward_e2e.run_id_of(first), heatward_e2e.run_id_of(second))
        again = (self.county.output / "current" / "manifest.json").stat()
        self.assertEqual((written.st_ino, written.st_mtime_ns), (again.st_ino, again.st_mtime_ns))

    def test_nothing_is_written_outside_the_output_folder(self):
        before = {path: path.stat().st_mtime_ns for path in self.folder.rglob("*")}
        self.build()
        after = {path: path.stat().st_mtime_ns for path in self.folder.rglob("*")
                 if self.county.output not in (path, *path.parents)}
        self.assertEqual(set(before), set(after))


class InspectTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)
        self.run_path = heatward_e2e.build(self.county.project, self.county.output)

    def test_it_says_what_a_run_holds(self):
        for folder in (self.county.output, self.run_path):
            done = heatward("inspect", folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            for word in (self.run_path.name, "violence", "all-harm", "wards", "districts", "police"):
                self.assertIn(word, done.stdout)

    def test_it_names_every_file_that_differs(self):
        (self.run_path / "analyst" / "report.html").write_text("something else")
        (self.run_path / "analyst" / "hotspots.gpkg").unlink()
        done = heatward("inspect", self.county.output)
        self.assertEqual(done.returncode, 1)
        for name in ("analyst/report.html", "analyst/hotspots.gpkg"):
            self.assertIn(name, done.stderr + done.stdout)

    def test_a_manifest_that_was_changed(self):
        path = self.run_path / "manifest.json"
        path.write_text(path.read_text().replace("27700", "27701"))
        self.assertEqual(heatward("inspect", self.county.output).returncode, 1)

    def test_a_folder_without_a_run(self):
        done = heatward("inspect", self.folder / "archive")
        self.assertEqual(done.returncode, 1)
        self.assertIn("archive", done.stderr)


class ExportTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)
        heatward_e2e.build(self.county.project, self.county.output)
        self.picture = self.folder / "map.png"

    def export(self, target, *arguments):
        done = heatward("export", target, *arguments, self.picture)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.picture.read_bytes()

    def test_the_size_asked_for_and_not_blank(self):
        for target in (self.county.project, self.county.output):
            picture = pictures.decode(self.export(target, "--layer", "violence", "--size", "800x600"))
            self.assertEqual(picture.shape[:2], (600, 800))
            self.assertFalse(pictures.is_blank(picture))

    def test_paper_sizes(self):
        picture = pictures.decode(self.export(self.county.output, "--layer", "violence", "--size", "A4"))
        height, width = sorted(picture.shape[:2])
        self.assertAlmostEqual(width / height, math.sqrt(2), delta=0.01)
        self.assertGreater(width, 1000)

    def test_the_server_gives_the_same_map(self):
        lon, lat = tiny_county.lonlat(tiny_county.WEST + 1000, tiny_county.SOUTH + 1000)
        box = f"{lon - 0.012:.5f},{lat - 0.008:.5f},{lon + 0.012:.5f},{lat + 0.008:.5f}"
        with Server(self.county.output) as server:
            for option, value in (("--area", "w1"), ("--bbox", box)):
                exported = self.export(self.county.output, "--layer", "violence", f"{option}={value}",
                                       "--size", "500x400")
                served = server.ask(f"/static/violence/{value}/500x400.png")
                self.assertEqual(served.status, 200)
                self.assertTrue((pictures.decode(exported) == pictures.decode(served.body)).all(), option)

    def test_the_marking_stands_on_the_map(self):
        plain = self.export(self.county.output, "--layer", "violence", "--size", "800x600")
        self.county.project.write_text(tiny_county.PROJECT.replace("[project]\n", '[project]\nmarking = "OFFICIAL"\n'))
        heatward_e2e.build(self.county.project, self.county.output)
        self.assertNotEqual(self.export(self.county.output, "--layer", "violence", "--size", "800x600"), plain)

    def test_what_it_refuses(self):
        for arguments, statuses, word in [
                (("--layer", "none", "--size", "200x100"), [1], "none"),
                (("--layer", "violence", "--area", "w9", "--size", "200x100"), [1], "w9"),
                (("--layer", "violence", "--size", "0x100"), [2], "size"),
                (("--layer", "violence", "--size", "huge"), [2], "size"),
                (("--layer", "violence", "--size", "900000x900000"), [2], "900000"),
                (("--layer", "violence", "--bbox=1,2,3", "--size", "200x100"), [2], "bbox"),
                (("--layer", "violence", "--bbox=1,2,0,3", "--size", "200x100"), [1, 2], "bbox")]:
            with self.subTest(arguments=arguments):
                done = heatward("export", self.county.output, *arguments, self.picture)
                self.assertIn(done.returncode, statuses, done.stderr)
                self.assertIn(word, done.stderr)
                self.assertFalse(self.picture.exists())


class KdeTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.points = self.folder / "points.csv"
        self.out = self.folder / "out.tif"

    def kde(self, rows, *arguments, bandwidth=100, grid=("--extent", "0,0,1000,500", "--cell", 10), x="x"):
        self.points.write_text("x,y,w\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows))
        return heatward("kde", self.points, self.out, "--bandwidth", bandwidth, "--x", x, "--y", "y", *grid,
                        *arguments, timeout=60)

    def values(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        return gdal.Open(str(self.out))

    def refused(self, done, *words, statuses=(1, 2)):
        self.assertIn(done.returncode, statuses, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse(self.out.exists())

    def test_one_point_gives_the_kernel(self):
        peaks = {"quartic": 3 / (math.pi * 1e4), "epanechnikov": 2 / (math.pi * 1e4), "uniform": 1 / (math.pi * 1e4),
                 "triangular": 3 / (math.pi * 1e4), "gaussian": 1 / (2 * math.pi * 1e4)}
        for kernel, peak in peaks.items():
            raster = self.values(self.kde([(505, 255, 1)], "--kernel", kernel, "--unit", "per-m2"))
            self.assertEqual((raster.RasterXSize, raster.RasterYSize), (100, 50))
            values = raster.ReadAsArray()
            self.assertAlmostEqual(values[24, 50] / peak, 1, delta=1e-6)  # row 24 has its centre at y = 255
            self.assertEqual(values.argmax() if kernel != "uniform" else 24 * 100 + 50, 24 * 100 + 50)
        raster = self.values(self.kde([(505, 255, 1)], "--unit", "per-km2"))
        self.assertAlmostEqual(raster.ReadAsArray()[24, 50], 3e6 / (math.pi * 1e4), delta=1e-4)
        raster = self.values(self.kde([(505, 255, 1)]))
        self.assertAlmostEqual(raster.ReadAsArray()[24, 50], 3e6 / (math.pi * 1e4), delta=1e-4)

    def test_quartic_at_a_distance_by_hand(self):
        done = self.kde([(505, 255, 1), (505, 255, 2.5)], "--weight", "w", "--unit", "per-m2")
        values = self.values(done).ReadAsArray()
        for row, column in [(24, 53), (20, 47), (15, 50), (14, 50)]:
            squared = ((column - 50) * 10)**2 + ((row - 24) * 10)**2
            expected = 3.5 * 3 / (math.pi * 1e4) * max(0, 1 - squared / 1e4)**2
            self.assertAlmostEqual(values[row, column], expected, delta=1e-6 * 3.5e-4)

    def test_the_grid_is_north_up_and_as_asked(self):
        for grid, size in [(("--extent", "0,0,1000,500", "--cell", 10), (100, 50)),
                           (("--extent", "0,0,1000,500", "--size", "200x100"), (200, 100))]:
            raster = self.values(self.kde([(505, 255, 1)], grid=grid))
            self.assertEqual((raster.RasterXSize, raster.RasterYSize), size)
            cell = 1000 / size[0]
            self.assertEqual(raster.GetGeoTransform(), (0, cell, 0, 500, 0, -cell))

    def test_the_same_bytes_whatever_the_threads(self):
        rows = [(7 * i % 997, 11 * i % 499, 1) for i in range(2000)]
        bytes_by_threads = []
        for threads in (1, 2, 5):
            self.values(self.kde(rows, "--threads", threads))
            bytes_by_threads.append(self.out.read_bytes())
        self.assertEqual(bytes_by_threads[0], bytes_by_threads[1])
        self.assertEqual(bytes_by_threads[0], bytes_by_threads[2])

    def test_timings(self):
        done = self.kde([(505, 255, 1)], "--timings")
        self.assertEqual(done.returncode, 0)
        timings = json.loads(done.stderr.splitlines()[-1])
        self.assertEqual(set(timings), {"read_s", "index_s", "density_s", "write_s"})

    def test_no_points(self):
        self.refused(self.kde([]), "points.csv", statuses=(1,))

    def test_a_row_without_a_number_is_left_out_and_said(self):
        whole = self.values(self.kde([(505, 255, 1)])).ReadAsArray()
        done = self.kde([(505, 255, 1), ("NaN", 255, 1), (505, "inf", 1), ("", "", 1), ("east", 3, 1)])
        self.assertTrue((self.values(done).ReadAsArray() == whole).all())
        self.assertIn("4", done.stderr)

    def test_nothing_but_rows_without_a_number(self):
        self.refused(self.kde([("NaN", "NaN", 1)]), "points.csv", statuses=(1,))

    def test_bandwidths_that_are_none(self):
        for bandwidth in (0, -3, "nan", "inf", "wide"):
            self.refused(self.kde([(5, 5, 1)], bandwidth=bandwidth), "bandwidth")

    def test_a_grid_beyond_all_bounds_is_refused_at_once_with_its_size(self):
        for grid in (("--extent", "0,0,1000000,1000000", "--cell", 1),
                     ("--extent", "0,0,1000000,1000000", "--size", "1000000x1000000")):
            begin = time.monotonic()
            done = self.kde([(5, 5, 1)], grid=grid)
            self.refused(done, "1000000")
            self.assertLess(time.monotonic() - begin, 20)

    def test_grids_that_are_none(self):
        for grid in (("--extent", "0,0,1000,500"), ("--cell", 10), (), ("--extent", "5,5,5,5", "--cell", 1),
                     ("--extent", "9,0,1,5", "--cell", 1), ("--extent", "0,0,nan,5", "--cell", 1),
                     ("--extent", "0,0,9,9", "--cell", 0), ("--extent", "0,0,9,9", "--cell", "nan"),
                     ("--extent", "0,0,9,9", "--size", "0x5"),
                     ("--extent", "0,0,9,9", "--cell", 1, "--size", "9x9"), ("--extent", "0,0,9", "--cell", 1)):
            with self.subTest(grid=grid):
                self.refused(self.kde([(5, 5, 1)], grid=grid))

    def test_other_things_it_refuses(self):
        for arguments, word in [(("--kernel", "cubic"), "kernel"), (("--edge", "diggle"), "window"),
                                (("--unit", "per-acre"), "unit"), (("--weight", "nothing"), "nothing"),
                                (("--crs", "EPSG:4326"), "4326"),
                                (("--crs", "EPSG:27700", "--edge", "uniform", "--window", self.folder / "none.gpkg"),
                                 "none.gpkg")]:
            with self.subTest(arguments=arguments):
                self.refused(self.kde([(5, 5, 1)], *arguments), word)
        self.refused(self.kde([(5, 5, 1)], x="easting"), "easting", "points.csv")

    def test_files_that_are_not_there(self):
        done = heatward("kde", self.folder / "none.csv", self.out, "--bandwidth", 5, "--extent", "0,0,9,9", "--cell", 1)
        self.refused(done, "none.csv", statuses=(1,))
        self.points.write_text("x,y\n5,5\n")
        done = heatward("kde", self.points, self.folder / "no" / "such" / "out.tif", "--bandwidth", 5, "--x", "x",
                        "--y", "y", "--extent", "0,0,9,9", "--cell", 1)
        self.refused(done, "out.tif", statuses=(3,))


if __name__ == "__main__":
    heatward_e2e.main()
