#!/usr/bin/python3
"""The collection `interventions` from end to end: its rows against the report, its outlines against the wards and a ring
drawn here, its counts against the run's own incidents; for analysts alone."""

import csv
import dataclasses
import io
import json
import pathlib
import shutil
import tempfile
import unittest
import urllib.parse

import heatward_e2e
import mercator
from osgeo import gdal, ogr
from tiny_county import PROJECT, SIDE, SOUTH, VIOLENCE, WEST, TinyCounty, crime_id

gdal.UseExceptions()
ogr.UseExceptions()

# The second without control and ring.
INTERVENTIONS = """\
[[interventions]]
id      = "night-patrols"
title   = "Patrols at night"
areas   = { set = "wards", codes = ["w1"] }
control = { set = "wards", codes = ["w2"] }
from    = "2025-02"
to      = "2025-03"
before  = "preceding"

[[interventions]]
id      = "lights"
areas   = { set = "wards", codes = ["w3", "w4"] }
from    = "2025-03"
before  = "preceding"
buffer  = 0
layers  = ["violence"]
"""
CODES = {*(f"night-patrols.{layer}.{part}" for layer in ("violence", "all-harm")
           for part in ("treated", "ring", "control")), "lights.violence.treated"}
MONTHS = {"night-patrols": {"before": ["2024-12", "2025-01"], "after": ["2025-02", "2025-03"]},
          "lights": {"before": ["2025-02"], "after": ["2025-03"]}}
LOWER_TIERS = ("partner", "public")


def county_in(folder, *more):
    """The tiny county with the interventions and a month more, whose rows are two in three of the others'."""
    county = TinyCounty(folder)
    county.project_text = PROJECT + INTERVENTIONS + "".join(more)
    county.rows += [dataclasses.replace(row, month="2024-12", crime_id=crime_id(f"december {i}"))
                    for i, row in enumerate(county.rows) if row.ward and i % 3]
    county.write()
    county.write_month("2024-12")
    return county


def rows_of(path):
    """Rows by code, with their outlines in project metres."""
    source = ogr.Open(str(path))
    return {feature.GetField("code"): (feature.items(), feature.GetGeometryRef().Clone())
            for feature in source.GetLayerByName("interventions")}


def outline_of(*corners):
    """The wards at these corners as one."""
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for column, line in corners:
        west, south = WEST + SIDE * column, SOUTH + SIDE * line
        whole = whole.Union(ogr.CreateGeometryFromWkt(
            f"POLYGON(({west} {south},{west + SIDE} {south},{west + SIDE} {south + SIDE},{west} {south + SIDE},"
            f"{west} {south}))"))
    return whole


def difference_km2(first, second):
    return first.SymDifference(second).GetArea() / 1e6


WITHHELD = {"incidents.gpkg", "interventions.gpkg", "rejects", "surfaces"}  # layers are for analysts


def add_lower_tier(run, tier, withheld=frozenset(WITHHELD)):
    """The folder that a build for the tier would make, which the manifest vouches for."""
    folder = run / tier
    shutil.copytree(run / "analyst", folder, ignore=shutil.ignore_patterns(*withheld))
    for path in folder.iterdir():
        path.chmod(0o644)
    report = json.loads((folder / "report.json").read_text())
    report["layers"] = []
    del report["interventions"]
    (folder / "report.json").write_text(json.dumps(report))
    (folder / "report.html").write_text("<!doctype html><title>Report</title>")
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["tiers"] = [tier, "analyst"]
    manifest["outputs"] += [{"path": f"{tier}/{path.name}", "bytes": path.stat().st_size,
                             "sha256": heatward_e2e.sha256_of(path)} for path in folder.iterdir()]
    manifest["outputs"].sort(key=lambda entry: entry["path"])
    (run / "manifest.json").chmod(0o644)
    (run / "manifest.json").write_text(json.dumps(manifest))


class InterventionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="heatward-interventions-")))
        cls.county = county_in(folder / "county")
        cls.run_path = heatward_e2e.build(cls.county.project, folder / "out")
        cls.report = json.loads((cls.run_path / "analyst/report.json").read_text())["interventions"]
        cls.rows = rows_of(cls.run_path / "analyst/interventions.gpkg")
        cls.server = cls.enterClassContext(heatward_e2e.Server(folder / "out"))

    def items(self, **parameters):
        return self.server.ask("/collections/interventions/items?" + urllib.parse.urlencode(parameters))

    def test_there_is_a_row_for_each_intervention_layer_and_place(self):
        self.assertEqual(set(self.rows), CODES)
        self.assertIn("analyst/interventions.gpkg",
                      {entry["path"] for entry in json.loads((self.run_path / "manifest.json").read_text())["outputs"]})
        self.assertEqual(heatward_e2e.broken_files(self.run_path), [])

    def test_the_figures_are_those_of_the_report(self):
        for intervention in self.report:
            for layer in intervention["layers"]:
                for part, did, wdd in (("treated", "did", "wdd"), ("ring", "ring_did", "ring_wdd"),
                                       ("control", None, None)):
                    if intervention[part] is None:
                        continue
                    row, outline = self.rows[f"{intervention['id']}.{layer['id']}.{part}"]
                    control = intervention["control"]
                    compared = [pair for pair in layer["months"] if "not_supplied" not in pair]
                    change, displacement = (layer.get(name) or {} for name in (did, wdd))
                    wanted = {
                        "code": row["code"], "intervention": intervention["id"], "title": intervention["title"],
                        "layer": layer["id"], "part": part, "area_km2": intervention[part]["area_km2"],
                        "after_from": intervention["from"], "after_to": compared[-1]["after"],
                        "before_from": compared[0]["before"], "before_to": compared[-1]["before"],
                        "counted": "records" if "label" in layer else "incidents",
                        "notes": "; ".join(intervention["notes"]) or None,
                        "months_compared": layer["months_compared"], **layer[part],
                        "months_left_out": "; ".join(pair["after"] for pair in layer["months_left_out"]) or None,
                        "did_ratio": change.get("ratio"), "did_low": change.get("low"),
                        "did_high": change.get("high"), "did_p": change.get("p"),
                        "dispersion": change.get("dispersion"),
                        "half_was_added": int(change["half_was_added"]) if "half_was_added" in change else None,
                        "wdd": displacement.get("difference"), "wdd_low": displacement.get("low"),
                        "wdd_high": displacement.get("high"),
                        "rough_places": layer["rough_places"],
                        "control": control and "; ".join(area["code"] for area in control["areas"]),
                        "control_by": control and "named",
                        "sentence": row["sentence"] if part == "ring" else
                        layer["sentence"] if part == "treated" else None}
                    self.assertEqual(row, wanted)
                    if part == "ring":  # masked places
                        self.assertEqual(row["rough_places"], 1)
                        self.assertIn("too roughly", row["sentence"])
                    self.assertAlmostEqual(outline.GetArea() / 1e6, row["area_km2"], places=6)

    def test_counts_are_those_of_the_incidents_in_the_outline(self):
        incidents = ogr.Open(str(self.run_path / "analyst/incidents.gpkg"))
        for code, (row, outline) in self.rows.items():
            categories = {"violence": "('violence')", "all-harm": "('violence', 'robbery')"}[row["layer"]]
            for when, months in MONTHS[row["intervention"]].items():
                self.assertEqual((row[f"{when}_from"], row[f"{when}_to"]), (months[0], months[-1]))
                found = incidents.ExecuteSQL(f"SELECT * FROM incidents WHERE category IN {categories} AND "
                                             f"time >= '{months[0]}' AND time < '{months[-1]}~'")
                self.assertEqual(row[when], sum(outline.Intersects(feature.GetGeometryRef()) for feature in found), code)
        treated, control = (self.rows[f"night-patrols.violence.{part}"][0] for part in ("treated", "control"))
        for when, months in MONTHS["night-patrols"].items():
            self.assertEqual(treated[when], self.county.count(VIOLENCE, "w1", months))
        self.assertAlmostEqual(treated["did_ratio"], treated["after"] / treated["before"] /
                               (control["after"] / control["before"]), places=12)

    def test_outlines_are_the_wards_and_the_ring(self):
        ring = outline_of((0, 0)).Buffer(300, 100).Difference(outline_of((0, 0), (1, 0))).Intersection(
            outline_of((0, 0), (0, 1), (1, 0), (1, 1)))
        for code, outline, tolerance in (("night-patrols.violence.treated", outline_of((0, 0)), 1e-6),
                                         ("night-patrols.violence.control", outline_of((1, 0)), 1e-6),
                                         ("lights.violence.treated", outline_of((0, 1), (1, 1)), 1e-6),
                                         ("night-patrols.all-harm.ring", ring, 1e-3)):
            self.assertLess(difference_km2(self.rows[code][1], outline), tolerance, code)

    def test_the_treated_outline_is_the_wards_over_http(self):
        for crs in ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/27700"):
            query = "?" + urllib.parse.urlencode({"crs": crs})
            treated = self.server.json(f"/collections/interventions/items/night-patrols.violence.treated{query}")
            ward = self.server.json(f"/collections/wards/items/w1{query}")
            self.assertEqual(treated["geometry"], ward["geometry"])

    def test_features_are_the_rows(self):
        page = self.items(limit=100).json()
        self.assertEqual({feature["id"]: feature["properties"] for feature in page["features"]},
                         {code: row for code, (row, _) in self.rows.items()})
        table = list(csv.DictReader(io.StringIO(self.items(f="csv").body.decode())))
        self.assertEqual({(row["code"], row["before"], row["after"], row["sentence"]) for row in table},
                         {(code, str(row["before"]), str(row["after"]), row["sentence"] or "")
                          for code, (row, _) in self.rows.items()})

    def test_a_filter_chooses_of_them(self):
        for text, chosen in (("part = 'treated' AND layer = 'violence'", lambda row: row["part"] == "treated"
                              and row["layer"] == "violence"),
                             ("after > before", lambda row: row["after"] > row["before"]),
                             ("after_from = '2025-02' AND wdd IS NULL", lambda row: row["part"] == "control")):
            found = {feature["id"] for feature in self.items(filter=text, limit=100).json()["features"]}
            self.assertEqual(found, {code for code, (row, _) in self.rows.items() if chosen(row)}, text)
            self.assertTrue(0 < len(found) < len(CODES), (text, self.rows))

    def test_files_open_in_gdal(self):
        for word, suffix in (("fgb", "fgb"), ("gpkg", "gpkg"), ("json", "geojson")):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / f"file.{suffix}"
                path.write_bytes(self.items(f=word, limit=100).body)
                source = ogr.Open(str(path))  # lives as long as its layer is read
                self.assertEqual({feature.GetField("code") for feature in source.GetLayer(0)}, CODES, word)

    def test_every_property_is_described(self):
        properties = self.server.json("/collections/interventions/queryables")["properties"]
        names = set(next(iter(self.rows.values()))[0])
        self.assertEqual(set(properties), names | {"geometry"})
        for name in names:
            self.assertNotEqual(properties[name]["description"], "As the collection has it.", name)
        page = self.items(f="html")
        self.assertEqual((page.status, page.media_type), (200, "text/html"))
        self.assertIn(b"night-patrols.violence.ring", page.body)

    def test_tiles_hold_them(self):
        west, south, east, north = self.server.json("/?f=json")["bounds"]
        x, y = mercator.tile_of((west + east) / 2, (south + north) / 2, 9)
        address = self.server.json("/?f=json")["interventions"]["tiles"].format(z=9, x=x, y=y)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tile.mvt"
            path.write_bytes(self.server.ask(f"/{address}").body)
            source = gdal.OpenEx(f"MVT:{path}", gdal.OF_VECTOR, open_options=[f"X={x}", f"Y={y}", "Z=9"])
            self.assertEqual({feature.GetField("code") for feature in source.GetLayerByName("interventions")}, CODES)


class LowerTiersTest(heatward_e2e.TemporaryFolderCase):
    def answers(self, server, name):
        """What is said of a collection of that name, without the name."""
        found = []
        for path in (f"/collections/{name}", f"/collections/{name}/items", f"/collections/{name}/items?f=csv",
                     f"/collections/{name}/queryables", f"/collections/{name}/items/night-patrols.violence.treated",
                     f"/tiles/{name}.json", f"/tiles/{name}/9/256/169.mvt"):
            answer = server.ask(path)
            problem = answer.json()
            del problem["instance"]  # each answer's own
            found.append((answer.status, json.dumps(problem).replace(name, "")))
        return found

    def test_they_are_told_of_no_such_collection(self):
        for tier in LOWER_TIERS:
            with self.subTest(tier=tier):
                county = county_in(self.folder / tier, f'[access]\nanonymous = "{tier}"\n')
                run = heatward_e2e.build(county.project, county.output)
                add_lower_tier(run, tier)
                self.assertFalse((run / tier / "interventions.gpkg").exists())
                with heatward_e2e.Server(county.project) as server:
                    self.assertEqual(len(server.json("/collections/wards/items")["features"]), 4)
                    self.assertEqual({status for status, _ in self.answers(server, "interventions")}, {404})
                    self.assertEqual(self.answers(server, "interventions"), self.answers(server, "zzzzzzzzzz"))
                    for path in ("/collections", "/wms?SERVICE=WMS&REQUEST=GetCapabilities",
                                 "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"):
                        answer = server.ask(path)
                        self.assertEqual(answer.status, 200)
                        self.assertNotIn(b"nterventions", answer.body)
                    self.assertIsNone(server.json("/?f=json")["interventions"])

    def test_a_folder_of_theirs_that_holds_the_file_is_refused(self):
        county = county_in(self.folder / "county", '[access]\nanonymous = "partner"\n')
        run = heatward_e2e.build(county.project, county.output)
        add_lower_tier(run, "partner", WITHHELD - {"interventions.gpkg"})
        with heatward_e2e.Server(county.project) as server:
            self.assertEqual(server.ask("/collections").status, 503)
            self.assertRegex(server.log(), r"partner/interventions\.gpkg: (must not be|is not for)")


class WithoutInterventionsTest(heatward_e2e.TemporaryFolderCase):
    def test_there_is_neither_file_nor_collection(self):
        county = TinyCounty(self.folder)
        run = heatward_e2e.build(county.project, county.output)
        self.assertFalse((run / "analyst/interventions.gpkg").exists())
        with heatward_e2e.Server(county.output) as server:
            identities = [entry["id"] for entry in server.json("/collections")["collections"]]
            self.assertEqual(identities, ["districts", "wards", "hotspots", "incidents"])
            self.assertEqual(server.ask("/collections/interventions").status, 404)
            self.assertIsNone(server.json("/?f=json")["interventions"])

    def test_an_area_set_cannot_take_the_name(self):
        county = TinyCounty(self.folder)
        county.project.write_text(PROJECT.replace("[areas.wards]", "[areas.interventions]"))
        done = heatward_e2e.heatward("check", county.project)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('"interventions" is Heatward\'s own name', done.stdout + done.stderr)


if __name__ == "__main__":
    heatward_e2e.main()
