#!/usr/bin/python3
"""Twenty-one months of real police.uk rows: what `heatward build` makes of them, judged by
GDAL and by sums worked out here from the archive itself."""

import collections
import filecmp
import json
import pathlib
import sys
import tempfile
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import areas
import heatward_e2e
import police_archive
import run_folder
import surfaces

SHARED = heatward_e2e.shared_folder()
PROJECT = SHARED / "projects" / "cambridgeshire.toml"
DATA = SHARED / "data" / "cambridgeshire"
ROWS = 144127
WITHOUT_POSITION = 4593
MONTHS = 21

VIOLENCE = ["Violence and sexual offences"]
HARM = {"Violence and sexual offences": 180.48, "Robbery": 365, "Possession of weapons": 273.75}


class Cambridgeshire:
    """Two builds of the same county into different folders, and its archive read plainly."""

    def __init__(self, folder):
        self.run = heatward_e2e.build(PROJECT, folder / "one", "--threads", "1")
        self.again = heatward_e2e.build(PROJECT, folder / "two" / "deeper", "--threads", "2")
        self.report = json.loads((self.run / "analyst" / "report.json").read_text())
        self.rows = police_archive.read(DATA / "police-uk-cambridgeshire.zip")
        self.used = police_archive.used(self.rows)
        places = areas.to_grid([(float(row["Longitude"]), float(row["Latitude"])) for row in self.used])
        self.places = places
        self.wards = areas.read(DATA / "wards_2025.geojson", "WD25CD")
        self.districts = areas.read(DATA / "districts_2025.geojson", "LAD25CD")
        self.study_area = areas.union(self.districts.values())

    def select(self, kinds, months):
        """Places and kinds of the used rows."""
        chosen = [(place, row["Crime type"]) for place, row in zip(self.places, self.used)
                  if row["Crime type"] in kinds and months[0] <= row["Month"] <= months[1]]
        return [place for place, _ in chosen], [kind for _, kind in chosen]

    def layer(self, identity):
        return next(layer for layer in self.report["layers"] if layer["id"] == identity)

    def surface(self, identity):
        return surfaces.read(self.run / "analyst" / "surfaces" / f"{identity}.tif")

    def inside(self, places):
        """For each place "inside", "border" or None of the study area, each distinct one looked up once."""
        finder = areas.Finder(self.study_area)
        known = {place: finder.find(*place) for place in set(places)}
        return [known[place] for place in places]


def setUpModule():
    global county, _folder
    _folder = tempfile.TemporaryDirectory(prefix="heatward-cambridgeshire-")
    county = Cambridgeshire(pathlib.Path(_folder.name))


def tearDownModule():
    _folder.cleanup()


class RowsTest(unittest.TestCase):
    def test_the_project_passes_check(self):
        done = heatward_e2e.heatward("check", PROJECT)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_row_leaves_through_one_door(self):
        self.assertEqual(len(county.rows), ROWS)
        (source,) = county.report["sources"]
        self.assertEqual(source["id"], "police")
        self.assertEqual(source["rows_in"], ROWS)
        self.assertEqual(source["rows_rejected"], WITHOUT_POSITION)
        self.assertEqual(source["rows_used"], ROWS - WITHOUT_POSITION)
        self.assertEqual(source["rows_used"], len(county.used))
        self.assertEqual(source["by_level"].get("masked"), source["rows_used"])
        self.assertEqual(sum(source["by_level"].values()) - source["by_level"].get("unlocated", 0),
                         source["rows_used"])

    def test_every_rejected_row_has_its_reason(self):
        lines = (county.run / "analyst" / "rejects" / "police.csv").read_text().splitlines()
        self.assertEqual(len(lines) - 1, WITHOUT_POSITION)

    def test_missing_months_are_missing_and_not_zero(self):
        (source,) = county.report["sources"]
        self.assertEqual(source["periods"], sorted({row["Month"] for row in county.rows}))
        self.assertEqual(len(source["periods"]), MONTHS)
        missing = [f"2024-{month:02}" for month in range(5, 13)]
        self.assertLessEqual(set(missing), set(source["missing_periods"]))
        self.assertFalse(set(source["periods"]) & set(source["missing_periods"]))
        self.assertAlmostEqual(county.layer("robbery-weapons")["years"], 16 / 12, places=12)
        self.assertAlmostEqual(county.layer("violence")["years"], 1, places=12)

    def test_the_coordinate_operation_is_stated(self):
        self.assertTrue(county.report["crs"]["operation"])
        self.assertIsInstance(county.report["crs"]["accuracy_m"], (int, float))


class CountsTest(unittest.TestCase):
    def test_layer_counts(self):
        for identity, kinds, months in [
                ("violence", VIOLENCE, ("2025-01", "2025-12")),
                ("serious-violence-harm", list(HARM), ("2025-01", "2025-12")),
                ("robbery-weapons", ["Robbery", "Possession of weapons"], ("2024-01", "2025-12"))]:
            with self.subTest(layer=identity):
                where = collections.Counter(county.inside(county.select(kinds, months)[0]))
                layer = county.layer(identity)
                self.assertGreater(where["inside"], 1000)
                self.assertGreaterEqual(layer["count"], where["inside"])
                self.assertLessEqual(layer["count"], where["inside"] + where["border"])
                self.assertLess(where["border"], 0.001 * where["inside"])
                self.assertEqual(layer["count"] + layer["outside_study_area"], sum(where.values()))
                everything = sum(row["Crime type"] in kinds for row in county.rows)
                self.assertEqual(layer["out_of_period"] + layer["not_located"] + sum(where.values()),
                                 everything)

    def check_area_counts(self, table, polygons):
        places = collections.Counter(county.select(VIOLENCE, ("2025-01", "2025-12"))[0])
        counted = run_folder.column(county.run / "analyst" / "areas.gpkg", table, "violence_count")
        self.assertEqual(set(counted), set(polygons))
        near_border = 0
        for code, polygon in polygons.items():
            finder = areas.Finder(polygon)
            found = collections.Counter()
            for place, count in places.items():
                found[finder.find(*place)] += count
            near_border += found["border"]
            self.assertLessEqual(found["inside"], counted[code], code)
            self.assertLessEqual(counted[code], found["inside"] + found["border"], code)
        self.assertLess(near_border, 0.02 * sum(places.values()))
        return counted

    def test_violence_by_ward_is_a_plain_point_in_polygon_count(self):
        counted = self.check_area_counts("wards", county.wards)
        self.assertEqual(len(counted), 120)
        self.assertGreater(sum(counted.values()), 20000)

    def test_violence_by_district_is_a_plain_point_in_polygon_count(self):
        self.assertEqual(len(self.check_area_counts("districts", county.districts)), 6)


class VolumeTest(unittest.TestCase):
    """A surface's volume: Σ density × cell area × share of the cell inside, × years."""

    def volume(self, surface, years):
        rows, columns = surface.values.shape
        share = areas.coverage(county.study_area, surface.west, surface.north, surface.cell, columns, rows)
        return float(numpy.nansum(surface.values * share)) * surface.cell_km2 * years, share

    def test_diggle_keeps_the_count(self):
        volume, _ = self.volume(county.surface("violence"), 1)
        count = county.layer("violence")["count"]
        self.assertAlmostEqual(volume / count, 1, delta=0.002)

    def test_diggle_keeps_the_harm(self):
        places, kinds = county.select(list(HARM), ("2025-01", "2025-12"))
        harm = sum(HARM[kind] for kind, where in zip(kinds, county.inside(places)) if where)
        volume, _ = self.volume(county.surface("serious-violence-harm"), 1)
        self.assertAlmostEqual(volume / harm, 1, delta=0.002)

    def test_uniform_is_each_kernel_over_the_mass_inside(self):
        surface, radius, years = county.surface("robbery-weapons"), 600, 16 / 12
        volume, share = self.volume(surface, years)
        places, _ = county.select(["Robbery", "Possession of weapons"], ("2024-01", "2025-12"))
        places = [place for place, where in zip(places, county.inside(places)) if where]
        sums = surfaces.sum_of_kernels(surface, places, [1] * len(places), radius)
        mass = surfaces.kernel_mass_inside(share, surface.cell, radius)
        corrected = numpy.divide(sums, mass, out=numpy.zeros_like(sums), where=(share > 0) & (mass > 1e-6))
        expected = float((corrected * share).sum()) * surface.cell**2
        self.assertAlmostEqual(volume / expected, 1, delta=0.005)
        # So that the correction is seen to matter, and in the right direction.
        self.assertGreater(expected, float((sums * share).sum()) * surface.cell**2)

    def test_values_inland_are_the_plain_sum(self):
        """Cells whose whole disc lies inside need no correction: each is an exact sum."""
        surface, radius, years = county.surface("robbery-weapons"), 600, 16 / 12
        rows, columns = surface.values.shape
        share = areas.coverage(county.study_area, surface.west, surface.north, surface.cell, columns, rows)
        mass = surfaces.kernel_mass_inside(share, surface.cell, radius)
        places, _ = county.select(["Robbery", "Possession of weapons"], ("2024-01", "2025-12"))
        places = [place for place, where in zip(places, county.inside(places)) if where]
        sums = surfaces.sum_of_kernels(surface, places, [1] * len(places), radius) * 1e6 / years
        inland = mass > 1 - 1e-9
        self.assertGreater(inland.sum(), 0.7 * (share > 0).sum())
        scale = sums.max()
        # 0.2 m between two ways from degrees to metres, over the kernel's steepest slope.
        self.assertLess(numpy.abs(surface.values - sums)[inland].max(), 1e-5 * scale)


class ZonalTest(unittest.TestCase):
    """Densities of wards, from the published surface and the wards' own polygons."""

    def figures(self, name):
        return run_folder.column(county.run / "analyst" / "areas.gpkg", "wards", name)

    def window(self, surface, polygon):
        """The part of the surface around a polygon, and each cell's share inside it."""
        west, east, south, north = polygon.GetEnvelope()
        left, right = int((west - surface.west) // surface.cell), int((east - surface.west) // surface.cell) + 1
        top, bottom = int((surface.north - north) // surface.cell), int((surface.north - south) // surface.cell) + 1
        left, top = max(left, 0), max(top, 0)
        part = surfaces.Surface(surface.values[top:bottom, left:right], surface.west + left * surface.cell,
                                surface.north - top * surface.cell, surface.cell)
        rows, columns = part.values.shape
        share = areas.coverage(polygon, part.west, part.north, part.cell, columns, rows, finer=8)
        return part, share

    def test_means_and_maxima(self):
        surface = county.surface("violence")
        means, maxima = self.figures("violence_density_mean"), self.figures("violence_density_max")
        for code, polygon in sorted(county.wards.items())[::8]:
            part, share = self.window(surface, polygon)
            held = ~numpy.isnan(part.values)
            mean = (part.values[held] * share[held]).sum() / share[held].sum()
            self.assertAlmostEqual(means[code] / mean, 1, delta=0.01, msg=code)
            eastings, northings = part.centres()
            inside = polygon.CreatePreparedGeometry()
            highest = max(part.values[row, column] for row, column in numpy.argwhere(held & (share > 0))
                          if inside.Contains(areas.point(eastings[column], northings[row])))
            self.assertAlmostEqual(maxima[code] / highest, 1, delta=1e-6, msg=code)

    def test_the_hotspots_take_one_hundredth_of_the_study_area(self):
        for layer in ("violence", "serious-violence-harm", "robbery-weapons"):
            sizes = run_folder.hotspot_areas_km2(county.run / "analyst" / "hotspots.gpkg", layer)
            share = sum(sizes) / (county.study_area.GetArea() / 1e6)
            self.assertAlmostEqual(share, 0.01, delta=0.0002, msg=layer)


class RepeatabilityTest(unittest.TestCase):
    def test_one_run_id_whatever_folder_and_threads(self):
        self.assertEqual(county.run.name, county.again.name)

    def test_the_run_folder_is_identical_to_the_byte(self):
        one = sorted(path.relative_to(county.run) for path in county.run.rglob("*"))
        two = sorted(path.relative_to(county.again) for path in county.again.rglob("*"))
        self.assertEqual(one, two)
        files = [str(path) for path in one if (county.run / path).is_file()]
        self.assertGreater(len(files), 7)
        _, different, unread = filecmp.cmpfiles(county.run, county.again, files, shallow=False)
        self.assertEqual((different, unread), ([], []))


class FolderTest(run_folder.RunFolderChecks, unittest.TestCase):
    @property
    def run_path(self):
        return county.run

    def expected(self):
        return run_folder.Expected(
            area_sets={"wards": 120, "districts": 6},
            layers=["violence", "serious-violence-harm", "robbery-weapons"],
            cells={"violence": 50, "serious-violence-harm": 60, "robbery-weapons": 75},
            incidents=ROWS - WITHOUT_POSITION)


if __name__ == "__main__":
    heatward_e2e.main()
