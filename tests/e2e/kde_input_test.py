#!/usr/bin/python3
"""What `heatward kde` makes of points that give no good density: refusals, and warnings that say why."""

import json
import math
import os

import heatward_e2e
from heatward_e2e import heatward
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
GRID = ("--extent", "0,0,1000,500", "--cell", 10)
SPREAD = [(10, 10), (990, 10), (10, 490), (990, 490), (500, 250)]


class KdeInputTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out.tif"

    def kde(self, rows, *arguments, bandwidth=100, grid=GRID):
        points = self.folder / "points.csv"
        points.write_text("x,y,w\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows))
        return self.run_on(points, *arguments, bandwidth=bandwidth, grid=grid)

    def run_on(self, points, *arguments, bandwidth=100, grid=GRID):
        self.out.unlink(missing_ok=True)
        return heatward("kde", points, self.out, "--bandwidth", bandwidth, *grid, *arguments, timeout=60)

    def window(self, width, height):
        path = self.folder / "window.gpkg"
        path.unlink(missing_ok=True)
        layer = self.layer(path, 27700, ogr.wkbPolygon)
        self.add(layer, f"POLYGON((0 0,0 {height},{width} {height},{width} 0,0 0))")
        return path

    def layer(self, path, epsg, kind=ogr.wkbPoint):
        self.dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        system = osr.SpatialReference()
        system.ImportFromEPSG(epsg)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        layer = self.dataset.CreateLayer("points", system, kind)
        layer.CreateField(ogr.FieldDefn("w", ogr.OFTReal))
        self.addCleanup(self.close)
        return layer

    def add(self, layer, wkt, weight=1.0):
        feature = ogr.Feature(layer.GetLayerDefn())
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        feature["w"] = weight
        layer.CreateFeature(feature)

    def close(self):
        self.dataset = None

    def warned(self, done, *words):
        """It is done, and one line of warning holds all these words."""
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(any(all(word in line for word in words) for line in done.stderr.splitlines()),
                        f"{words} in: {done.stderr}")
        return gdal.Open(str(self.out)).ReadAsArray()

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse(self.out.exists())

    def test_points_spread_well_are_no_matter_of_warning(self):
        done = self.kde(SPREAD, "--crs", "EPSG:27700")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_no_point(self):
        self.refused(self.kde([]), "points.csv", "no usable point")
        layer = self.layer(self.folder / "none.gpkg", 27700)
        self.add(layer, None)
        del layer
        self.close()
        self.refused(self.run_on(self.folder / "none.gpkg"), "none.gpkg", "no usable point", "there is no position")

    def test_one_point(self):
        values = self.warned(self.kde([(505, 255)]), "points.csv", "the only point", "505,255", "kernel")
        self.assertAlmostEqual(values[24, 50], 3e6 / (math.pi * 1e4), delta=1e-4)

    def test_all_points_at_one_place(self):
        values = self.warned(self.kde([(505, 255)] * 40), "all 40 points", "one place")
        self.assertAlmostEqual(values[24, 50] / 40, 3e6 / (math.pi * 1e4), delta=1e-4)

    def test_a_bandwidth_under_a_cell(self):
        values = self.warned(self.kde([(500, 250)] + SPREAD, bandwidth=4), "4 m", "under the cell's 10 m", "--cell")
        self.assertEqual(values.max(), 0)  # on the corners of cells: all kernels are missed, as it says
        self.warned(self.kde(SPREAD, bandwidth=4), "no cell of the picture is above 0", "--cell")
        self.assertNotIn("above 0", self.kde([(505, 255)] + SPREAD, bandwidth=4).stderr)
        self.assertNotIn("under the cell", self.kde(SPREAD, bandwidth=10).stderr)
        self.warned(self.kde(SPREAD, bandwidth=12, grid=("--extent", "0,0,1000,500", "--size", "100x25")), "20 m")

    def test_a_bandwidth_above_the_picture(self):
        self.warned(self.kde(SPREAD, bandwidth=501), "501 m", "above the picture's shorter side of 500 m")
        self.assertNotIn("picture's", self.kde(SPREAD, bandwidth=500).stderr)

    def test_a_bandwidth_above_a_quarter_of_the_points_extent(self):
        self.warned(self.kde(SPREAD, bandwidth=121), "121 m", "quarter", "points' extent (480 m)")
        self.assertNotIn("quarter", self.kde(SPREAD, bandwidth=120).stderr)

    def test_a_bandwidth_above_a_quarter_of_the_window(self):
        window = self.window(1000, 400)
        arguments = ("--crs", "EPSG:27700", "--window", window)
        self.warned(self.kde(SPREAD, *arguments, bandwidth=101), "101 m", "quarter", "the window (400 m)")
        done = self.kde(SPREAD, *arguments, bandwidth=100)
        self.warned(done, "2 points lie outside the window")
        self.assertNotIn("quarter", done.stderr)

    def test_points_outside_the_picture(self):
        self.warned(self.kde(SPREAD + [(1050, 250)]), "1 of 6 points lie outside the picture")
        self.warned(self.kde([(5000, 5000), (9000, 7000)]), "no point lies in or within reach", "--extent")

    def test_no_point_in_the_picture_but_some_in_reach(self):
        done = self.kde([(1050, 250), (1060, 100)])
        self.assertGreater(self.warned(done, "no point lies in the picture", "from outside").max(), 0)
        self.assertNotIn("2 of 2", done.stderr)
        # In reach of a corner of the rectangle, but of no cell's centre.
        done = self.kde([(1095, 250), (1099, 520)])
        self.assertEqual(self.warned(done, "no cell of the picture is above 0").max(), 0)

    def test_a_picture_without_weight(self):
        rows = [(x, y, 0) for x, y in SPREAD]
        self.assertEqual(self.warned(self.kde(rows, "--weight", "w"), "no cell of the picture is above 0",
                                     "weights that are all 0").max(), 0)
        arguments = ("--crs", "EPSG:27700", "--window", self.window(300, 300))
        self.warned(self.kde([(990, 490), (500, 250)], *arguments, bandwidth=50), "no cell of the picture is above 0",
                    "--window")
        done = self.kde([(5000, 5000), (9000, 7000)])
        self.assertEqual(done.stderr.count("0: is --extent"), 1)
        self.assertNotIn("above 0", done.stderr)

    def test_progress_tells_each_stage_once(self):
        for arguments in ((), ("--kernel", "gaussian")):
            done = self.kde(SPREAD, "--crs", "EPSG:27700", "--progress", "json", *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            lines = [json.loads(line) for line in done.stderr.splitlines()]
            stages = [line for line in lines if "stage" in line]
            self.assertEqual([line["stage"] for line in stages if line["finished"]],
                             ["Reading points", "Computing density"])
            self.assertEqual({line["stage"] for line in stages}, {"Reading points", "Computing density"})
            self.assertEqual((stages[-1]["done"], stages[-1]["total"], stages[-1]["unit"]), (5000, 5000, "cells"))

    def test_a_path_that_begins_with_two_slashes(self):
        path = self.folder / "points.gpkg"
        layer = self.layer(path, 27700)
        for x, y in SPREAD:
            self.add(layer, f"POINT({x} {y})")
        del layer
        self.close()
        done = self.run_on("/" + str(path))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_instruction_set_that_is_asked_for(self):
        def drawn(word):
            self.out.unlink(missing_ok=True)
            points = self.folder / "points.csv"
            points.write_text("x,y\n" + "".join(f"{x},{y}\n" for x, y in SPREAD))
            return heatward("kde", points, self.out, "--bandwidth", 100, *GRID, timeout=60,
                            env={**os.environ, "HEATWARD_INSTRUCTION_SET": word})

        for word in ("portable", "avx2", "avx512", ""):
            done = drawn(word)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(self.out.exists())
        for word in ("AVX2", "avx-512", "sse", " portable"):
            done = drawn(word)
            self.assertEqual(done.returncode, 2, done.stderr)
            for part in ("HEATWARD_INSTRUCTION_SET", f'"{word}"', "portable, avx2 or avx512"):
                self.assertIn(part, done.stderr)
            self.assertFalse(self.out.exists())

    def test_coordinates_that_are_no_numbers(self):
        whole = self.warned(self.kde([(505, 255)]), "kernel")
        done = self.kde([(505, 255), ("nan", 255), (505, "-inf"), ("", "")])
        self.assertTrue((self.warned(done, "points.csv", "3 rows left out: there is no position") == whole).all())
        path = self.folder / "points.gpkg"
        layer = self.layer(path, 27700)
        for wkt in ("POINT(505 255)", "POINT(nan 255)", "POINT(505 inf)", "POINT EMPTY", None):
            self.add(layer, wkt)
        del layer
        self.close()
        done = self.run_on(path)
        self.assertTrue((self.warned(done, "points.gpkg", "4 rows left out: there is no position") == whole).all())

    def test_weights_that_no_density_takes(self):
        for weight in ("-1", "-1e-9"):
            done = self.kde([(5, 5, 1), (6, 6, weight)], "--weight", "w")
            self.refused(done, "points.csv", "feature 2", "weight", weight.split("e")[0])
        path = self.folder / "points.gpkg"
        layer = self.layer(path, 27700)
        for weight in (1, 2, -3.5, 4):
            self.add(layer, "POINT(500 250)", weight)
        del layer
        self.close()
        self.refused(self.run_on(path, "--weight", "w"), "points.gpkg", "feature 3", "-3.5")
        done = self.kde([(505, 255, 2), (505, 255, "much"), (505, 255, "")], "--weight", "w")
        self.warned(done, "2 rows left out: the weight is no number")

    def test_degrees_are_refused_or_projected(self):
        path = self.folder / "points.gpkg"
        layer = self.layer(path, 4326, ogr.wkbUnknown)
        self.add(layer, "POINT(0.12 52.2)")
        self.add(layer, "MULTIPOINT((0.13 52.2),(0.14 52.2))")
        del layer
        self.close()
        grid = ("--extent", "540000,250000,550000,262000", "--cell", 100)
        self.refused(self.run_on(path, grid=grid), "points.gpkg", "degrees", "EPSG:27700")
        done = self.run_on(path, "--crs", "EPSG:27700", grid=grid, bandwidth=400)
        self.assertEqual(done.returncode, 0, done.stderr)
        # Three points' mass of 1 each, at 0.01 km² a cell.
        self.assertAlmostEqual(gdal.Open(str(self.out)).ReadAsArray().sum() * 0.01, 3, delta=0.02)

    def test_a_picture_beyond_all_bounds_is_refused_before_points_are_read(self):
        grid = ("--extent", "0,0,200000,200000", "--cell", 1)
        # A float a cell; where sums are in double first, 8 bytes more.
        for arguments, size in (((), "160.0 GB"), (("--kernel", "gaussian"), "480.0 GB"),
                                (("--window", self.folder / "none.gpkg"), "480.0 GB")):
            done = self.run_on(self.folder / "not there.csv", *arguments, grid=grid)
            self.refused(done, "200000 x 200000", size, "--cell")


if __name__ == "__main__":
    heatward_e2e.main()
