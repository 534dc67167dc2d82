"""What must hold of any run folder, looked at with GDAL and the standard library alone."""

import dataclasses
import json
import re
import stat

from osgeo import gdal, ogr

import heatward_e2e

gdal.UseExceptions()
ogr.UseExceptions()

STATISTICS = ["count", "rate_per_1000", "rate_low", "rate_high", "harm", "density_mean", "density_max",
              "hotspot_share", "rank"]
HOTSPOT_COLUMNS = {"layer", "rank", "count", "harm", "area_km2", "density_max", "pai", "wards", "ward_codes"}


def column(path, table, name):
    """One column of a GeoPackage table by the areas' codes."""
    source = ogr.Open(str(path))
    return {feature.GetField("code"): feature.GetField(name) for feature in source.GetLayerByName(table)}


def hotspot_areas_km2(path, layer):
    source = ogr.Open(str(path))
    return [feature.GetField("area_km2") for feature in source.GetLayerByName("hotspots")
            if feature.GetField("layer") == layer]


@dataclasses.dataclass
class Expected:
    area_sets: dict   # id → number of areas
    layers: list
    cells: dict       # layer → cell in metres
    incidents: int    # rows used


class RunFolderChecks:
    """Mixed into a TestCase that has `run_path` and `expected()`."""

    def tier(self):
        return self.run_path / "analyst"

    def report(self):
        return json.loads((self.tier() / "report.json").read_text())

    def manifest(self):
        return json.loads((self.run_path / "manifest.json").read_text())

    def open_layer(self, name, table):
        source = ogr.Open(str(self.tier() / name))
        layer = source.GetLayerByName(table)
        self.assertIsNotNone(layer, f"{name} has no table {table}")
        return source, layer

    def test_current_is_a_relative_link_to_the_run(self):
        output = self.run_path.parent.parent
        link = output / "current"
        self.assertTrue(link.is_symlink())
        self.assertEqual(str(link.readlink()), f"runs/{self.run_path.name}")
        self.assertEqual(link.resolve(), self.run_path.resolve())

    def test_checksums_stand(self):
        self.assertEqual(heatward_e2e.broken_files(self.run_path), [])
        for entry in self.manifest()["outputs"]:
            self.assertEqual(entry["bytes"], (self.run_path / entry["path"]).stat().st_size)

    def test_the_manifest_names_run_and_inputs(self):
        manifest = self.manifest()
        self.assertEqual(manifest["run_id"], self.run_path.name)
        self.assertTrue(manifest["program_version"])
        self.assertGreater(len(manifest["inputs"]), 3)
        for entry in manifest["inputs"]:
            self.assertRegex(entry["sha256"], r"^[0-9a-f]{64}$")
        for secret in ("access", "server"):
            self.assertNotIn(secret, manifest["project"])

    def test_the_analyst_folder_is_closed_to_others(self):
        self.assertEqual(stat.S_IMODE(self.tier().stat().st_mode), 0o700)

    def test_only_the_tier_that_exists_is_there(self):
        folders = sorted(path.name for path in self.run_path.iterdir() if path.is_dir())
        self.assertEqual(folders, ["analyst"])

    def test_the_report_has_its_shape(self):
        report, expected = self.report(), self.expected()
        self.assertEqual(report["run_id"], self.run_path.name)
        for source in report["sources"]:
            self.assertEqual(source["rows_in"], source["rows_used"] + source["rows_rejected"])
            self.assertIsInstance(source["by_level"], dict)
            for month in source["periods"] + source["missing_periods"]:
                self.assertRegex(month, r"^\d{4}-\d{2}$")
        self.assertEqual([layer["id"] for layer in report["layers"]], expected.layers)
        for layer in report["layers"]:
            for name in ("count", "out_of_period", "outside_study_area", "not_located"):
                self.assertIsInstance(layer[name], int, name)
            self.assertGreater(layer["bandwidth_m"], 0)
            self.assertGreater(layer["sigma_m"], 0)
            self.assertGreater(layer["years"], 0)
            self.assertRegex(layer["unit"], "per km² per year")
            self.assertEqual(layer["breaks"], sorted(set(layer["breaks"])))
            self.assertGreater(layer["breaks"][0], 0)
        self.assertIn("operation", report["crs"])
        self.assertIn("accuracy_m", report["crs"])

    def test_the_report_can_be_read(self):
        text = (self.tier() / "report.html").read_text()
        self.assertRegex(text, re.compile("<!doctype html>", re.IGNORECASE))
        self.assertIn(self.run_path.name, text)
        for layer in self.report()["layers"]:
            self.assertIn(layer["unit"], text)
        self.assertNotRegex(text, r"https?://(?!www\.w3\.org)[^\"'<>]+\.(js|css)")

    def test_area_tables_open_in_gdal(self):
        expected = self.expected()
        for table, size in expected.area_sets.items():
            with self.subTest(table=table):
                _, layer = self.open_layer("areas.gpkg", table)
                self.assertEqual(layer.GetFeatureCount(), size)
                self.assertEqual(layer.GetSpatialRef().GetAuthorityCode(None), "27700")
                fields = {field.GetName() for field in layer.schema}
                wanted = {"code", "name", "parent", "population"}
                for identity in expected.layers:
                    wanted |= {f"{identity.replace('-', '_')}_{name}" for name in STATISTICS}
                self.assertLessEqual(wanted, fields)
                for feature in layer:
                    self.assertTrue(feature.GetGeometryRef().IsValid(), feature.GetField("code"))

    def test_area_figures_agree_with_each_other(self):
        expected = self.expected()
        for table in expected.area_sets:
            _, layer = self.open_layer("areas.gpkg", table)
            years = {entry["id"]: entry["years"] for entry in self.report()["layers"]}
            for feature in layer:
                for identity in expected.layers:
                    prefix = identity.replace("-", "_")
                    count, population = feature.GetField(f"{prefix}_count"), feature.GetField("population")
                    rate = feature.GetField(f"{prefix}_rate_per_1000")
                    if population:
                        self.assertAlmostEqual(rate, 1000 * count / (population * years[identity]), places=9)
                        self.assertLessEqual(feature.GetField(f"{prefix}_rate_low"), rate)
                        self.assertGreaterEqual(feature.GetField(f"{prefix}_rate_high"), rate)
                    else:
                        self.assertIsNone(rate)
                    share = feature.GetField(f"{prefix}_hotspot_share")
                    if share is not None:
                        self.assertTrue(0 <= share <= 1)
                    self.assertGreaterEqual(feature.GetField(f"{prefix}_density_mean"), 0)

    def test_hotspots_open_in_gdal(self):
        _, layer = self.open_layer("hotspots.gpkg", "hotspots")
        self.assertLessEqual(HOTSPOT_COLUMNS, {field.GetName() for field in layer.schema})
        self.assertGreater(layer.GetFeatureCount(), 0)
        wards = set(column(self.tier() / "areas.gpkg", "wards", "name"))
        by_layer = {}
        for feature in layer:
            geometry = feature.GetGeometryRef()
            self.assertTrue(geometry.IsValid())
            self.assertAlmostEqual(geometry.GetArea() / 1e6, feature.GetField("area_km2"), places=6)
            self.assertEqual(feature.GetField("pai") > 0, feature.GetField("count") > 0)
            self.assertGreater(feature.GetField("density_max"), 0)
            self.assertLessEqual(set(feature.GetField("ward_codes").split("; ")) - {""}, wards)
            by_layer.setdefault(feature.GetField("layer"), []).append(feature.GetField("rank"))
        for ranks in by_layer.values():
            self.assertEqual(min(ranks), 1)

    def test_surfaces_are_cloud_optimized_and_say_what_they_are(self):
        expected = self.expected()
        units = {layer["id"]: layer["unit"] for layer in self.report()["layers"]}
        files = {path.stem for path in (self.tier() / "surfaces").iterdir()}
        self.assertEqual(files, set(expected.layers))
        for identity in expected.layers:
            with self.subTest(layer=identity):
                surface = gdal.Open(str(self.tier() / "surfaces" / f"{identity}.tif"))
                self.assertEqual(surface.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG")
                self.assertEqual(surface.GetSpatialRef().GetAuthorityCode(None), "27700")
                band = surface.GetRasterBand(1)
                self.assertEqual(band.DataType, gdal.GDT_Float32)
                self.assertIn(units[identity], {band.GetUnitType(), surface.GetMetadataItem("unit")})
                west, width, _, north, _, height = surface.GetGeoTransform()
                cell = expected.cells[identity]
                self.assertEqual((width, height), (cell, -cell))
                self.assertEqual((west % cell, north % cell), (0, 0))

    def test_incidents_open_in_gdal(self):
        _, layer = self.open_layer("incidents.gpkg", "incidents")
        self.assertEqual(layer.GetFeatureCount(), self.expected().incidents)
        self.assertEqual(layer.GetSpatialRef().GetAuthorityCode(None), "27700")
        fields = {field.GetName() for field in layer.schema}
        self.assertLessEqual({"source", "file", "row", "category", "time", "level", "uncertainty_m"}, fields)
        # The publisher's own identifiers and words stay behind.
        self.assertFalse({name for name in fields if re.search("crime|lsoa|outcome|reported", name, re.I)})

    def test_the_program_finds_it_whole(self):
        for folder in (self.run_path, self.run_path.parent.parent):
            done = heatward_e2e.heatward("inspect", folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(self.run_path.name, done.stdout)
