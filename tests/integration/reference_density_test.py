#!/usr/bin/python3
"""`heatward kde` against spatstat's Gaussian densities (sigma 300 m) at sixty incidents in Cambridge."""

import concurrent.futures
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import heatward_e2e
from osgeo import gdal

gdal.UseExceptions()
REFERENCE = heatward_e2e.shared_folder() / "reference"


class ReferenceDensityTest(heatward_e2e.TemporaryFolderCase):
    def density_at(self, easting, northing, edge):
        """The density in a single pixel of 1 m whose centre is the place, per square metre."""
        arguments = ["--bandwidth", 300, "--kernel", "gaussian", "--x", "easting", "--y", "northing",
                     "--crs", "EPSG:27700", "--unit", "per-m2", "--threads", 1, "--size", "1x1", "--edge", edge,
                     "--extent", f"{easting - 0.5},{northing - 0.5},{easting + 0.5},{northing + 0.5}"]
        if edge != "none":
            arguments += ["--window", REFERENCE / "window.gpkg"]
        picture = self.folder / f"{edge}-{easting}-{northing}.tif"
        done = heatward_e2e.heatward("kde", REFERENCE / "cases.csv", picture, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        values = gdal.Open(str(picture)).ReadAsArray()
        self.assertEqual(values.shape, (1, 1))
        return float(values[0, 0])

    def check(self, edge, column, tolerance):
        reference = json.loads((REFERENCE / "reference.json").read_text())["density"]
        self.assertEqual(reference["sigma_m"], 300)
        places = zip(reference["easting"], reference["northing"], reference[column], strict=True)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            worst = max(pool.map(lambda place: abs(self.density_at(*place[:2], edge) / place[2] - 1), places))
        print(f"largest relative difference, edge {edge}: {worst:.2e}")
        self.assertLess(worst, tolerance)

    def test_without_edge_correction(self):
        self.check("none", "gaussian_no_edge", 1e-6)

    def test_uniform_edge_correction(self):
        self.check("uniform", "gaussian_edge_uniform", 0.01)

    def test_diggle_edge_correction(self):
        self.check("diggle", "gaussian_edge_diggle", 0.01)


if __name__ == "__main__":
    heatward_e2e.main()
