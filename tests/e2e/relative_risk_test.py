#!/usr/bin/python3
"""A relative risk from end to end: its raster, points, tiles, legends and ward figures against sums over the run's own
incidents, worked out here."""

import json
import math
import unittest

import demo_county
import heatward_e2e
from osgeo import gdal, ogr
from projection import degrees_of

gdal.UseExceptions()
ogr.UseExceptions()

SIGMA = 1200  # of the demo county's layer


def counted(source, categories=("violence", "weapons")):
    """Where the layer's incidents of that source are."""
    listed = ", ".join(f"'{category}'" for category in categories)
    table = ogr.Open(str(demo_county.ANALYST / "incidents.gpkg"))
    incidents = table.ExecuteSQL(
        f"SELECT * FROM incidents WHERE source = '{source}' AND category IN ({listed}) AND in_study_area "
        "AND time LIKE '2025-%'")
    return [(feature.GetGeometryRef().GetX(), feature.GetGeometryRef().GetY()) for feature in incidents]


def kernel_sum(places, x, y):
    return math.fsum(math.exp(-((px - x) ** 2 + (py - y) ** 2) / (2 * SIGMA ** 2)) for px, py in places)


class RelativeRiskTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cases, cls.controls = counted("emergency"), counted("police")
        cls.layer = next(layer for layer in demo_county.REPORT["layers"] if layer["id"] == "hospital-risk")
        cls.server = cls.enterClassContext(heatward_e2e.Server(demo_county.OUTPUT))

    def log_risk(self, x, y):
        return math.log(kernel_sum(self.cases, x, y) / len(self.cases)) - math.log(
            kernel_sum(self.controls, x, y) / len(self.controls))

    def cells(self):
        """Every so many of the raster's cells that hold a value: centre, log risk and p."""
        surfaces = demo_county.ANALYST / "surfaces"
        risk, chance = (gdal.Open(str(surfaces / name)) for name in ("hospital-risk.tif", "hospital-risk.p.tif"))
        west, width, _, north, _, height = risk.GetGeoTransform()
        values, p = risk.ReadAsArray(), chance.ReadAsArray()
        self.assertEqual(values.shape, p.shape)
        found = [(west + (column + 0.5) * width, north + (row + 0.5) * height, float(values[row, column]),
                  float(p[row, column]))
                 for row in range(3, values.shape[0], 37) for column in range(5, values.shape[1], 41)
                 if math.isfinite(values[row, column]) and values[row, column] > -1e30]
        self.assertGreater(len(found), 40)
        return found

    def test_the_report_counts_both(self):
        self.assertEqual((self.layer["type"], self.layer["count"], self.layer["controls"]["count"]),
                         ("relative-risk", len(self.cases), len(self.controls)))
        self.assertNotIn("volume", self.layer)

    def test_the_raster_is_the_ratio_of_two_sums(self):
        for x, y, log_risk, _ in self.cells():
            wanted = self.log_risk(x, y)
            self.assertAlmostEqual(log_risk, wanted, delta=1e-5 * max(1, abs(wanted)), msg=f"at {x} {y}")

    def test_points_say_the_same_and_whether_it_may_be_chance(self):
        told = set()
        for x, y, log_risk, p_upper in self.cells():
            lon, lat = degrees_of(x, y)
            answer = self.server.json(f"/point/hospital-risk/{lon:.9f},{lat:.9f}")
            if not answer["inside_study_area"]:  # a cell that the border cuts
                continue
            self.assertAlmostEqual(answer["log_risk"], log_risk, delta=1e-4 * max(1, abs(log_risk)))
            self.assertAlmostEqual(answer["density"], math.exp(answer["log_risk"]), delta=1e-9 * answer["density"])
            self.assertAlmostEqual(answer["p"], 2 * min(answer["p_upper"], 1 - answer["p_upper"]), places=12)
            # Rasters interpolate the kernel's masses near the border.
            self.assertAlmostEqual(answer["p_upper"], p_upper, delta=0.02)
            self.assertEqual(answer["may_be_chance"], answer["p"] >= 0.05 or answer["expected"] < 5)
            self.assertEqual((answer["cases"], answer["controls"]), (len(self.cases), len(self.controls)))
            told.add(answer["may_be_chance"])
        self.assertEqual(told, {True, False})

    def test_a_filter_narrows_cases_and_controls_alike(self):
        lon, lat = degrees_of(*self.cases[0])
        whole = self.server.json(f"/point/hospital-risk/{lon:.6f},{lat:.6f}")
        half = self.server.json(f"/point/hospital-risk/{lon:.6f},{lat:.6f}?datetime=2025-01/2025-06")
        self.assertLess(half["cases"], whole["cases"])
        self.assertLess(half["controls"], whole["controls"])

    def test_a_category_sets_its_cases_against_its_controls(self):
        cases, controls = counted("emergency", ["weapons"]), counted("police", ["weapons"])
        self.assertLess(len(controls), len(self.controls) / 2)
        x, y = self.cases[0]
        lon, lat = degrees_of(x, y)
        answer = self.server.json(f"/point/hospital-risk/{lon:.9f},{lat:.9f}?category=weapons")
        self.assertEqual((answer["cases"], answer["controls"], answer["controls_of"]),
                         (len(cases), len(controls), "weapons (police)"))
        wanted = math.log(kernel_sum(cases, x, y) / len(cases)) - math.log(kernel_sum(controls, x, y) / len(controls))
        self.assertAlmostEqual(answer["log_risk"], wanted, delta=1e-4 * max(1, abs(wanted)))
        self.assertIn("controls: weapons (police)", self.server.json("/legend/hospital-risk.json?category=weapons")["filter"])

    def test_a_source_of_the_controls_is_known_but_leaves_no_cases(self):
        lon, lat = degrees_of(*self.cases[0])
        point = f"/point/hospital-risk/{lon:.6f},{lat:.6f}"
        both = self.server.json(f"{point}?source=police,emergency")
        self.assertEqual((both["cases"], both["controls"]), (len(self.cases), len(self.controls)))
        refused = self.server.ask(f"{point}?source=police")
        self.assertEqual(refused.status, 400)
        self.assertIn("the cases are of emergency, the controls of police", json.loads(refused.body)["detail"])

    def test_where_one_side_lacks_all_it_is_named(self):
        lon, lat = degrees_of(*self.cases[0])
        point = f"/point/hospital-risk/{lon:.6f},{lat:.6f}"
        march = self.server.json(f"{point}?datetime=2025-03")
        self.assertEqual(march["reason"], "controls: police did not supply March 2025")
        self.assertIsNone(march["may_be_chance"])
        self.assertGreater(march["cases"], 0)
        nights = self.server.json("/legend/hospital-risk.json?hours=22-04")
        self.assertEqual(nights["notice"], "No control counts under this filter")
        self.assertNotIn("notice", self.server.json("/legend/hospital-risk.json"))
        self.assertNotEqual(self.server.ask("/legend/hospital-risk.png?hours=22-04").body,
                            self.server.ask("/legend/hospital-risk.png").body)

    def test_pictures_and_legend(self):
        bounds = self.server.json("/?f=json")["bounds"]
        for path in ("/tiles/hospital-risk/8/128/81.png", "/tiles/hospital-risk/8/128/81@2x.png",
                     f"/static/hospital-risk/{','.join(map(str, bounds))}/600x400.png",
                     "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=hospital-risk&STYLES=&CRS=EPSG:27700&"
                     "BBOX=600000,500000,640000,540000&WIDTH=300&HEIGHT=300&FORMAT=image/png"):
            answer = self.server.ask(path)
            self.assertEqual((answer.status, answer.media_type), (200, "image/png"), path)
        legend = self.server.json("/legend/hospital-risk.json")
        self.assertEqual([entry["label"] for entry in legend["classes"]],
                         ["0 – 0.33", "0.33 – 0.5", "0.5 – 0.8", "0.8 – 1.25", "1.25 – 2", "2 – 3", "3 or more"])
        self.assertIn("may be chance", legend["note"])
        # Fixed classes: a scale of the filter's own is the layer's.
        self.assertEqual(self.server.json("/legend/hospital-risk.json?datetime=2025-03&scale=filter")["classes"],
                         legend["classes"])

    def test_wards_hold_the_share_of_cases_over_that_of_controls(self):
        areas = ogr.Open(str(demo_county.ANALYST / "areas.gpkg"))  # lives as long as its layer is read
        wards = areas.GetLayerByName("wards")
        points = {name: [ogr.CreateGeometryFromWkt(f"POINT ({x} {y})") for x, y in places]
                  for name, places in (("cases", self.cases), ("controls", self.controls))}
        checked = 0
        for i, ward in enumerate(wards):
            if i % 9:
                continue
            outline = ward.GetGeometryRef()
            counts = {name: sum(outline.Contains(point) for point in each) for name, each in points.items()}
            for name, count in counts.items():
                self.assertEqual(ward.GetField(f"hospital_risk_{name}"), count)
            if counts["controls"]:
                risk = counts["cases"] / len(self.cases) / (counts["controls"] / len(self.controls))
                self.assertAlmostEqual(ward.GetField("hospital_risk_risk"), risk, delta=1e-9 * max(1, risk))
                checked += 1
            else:
                self.assertIsNone(ward.GetField("hospital_risk_risk"))
        self.assertGreater(checked, 2)
        names = [wards.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(wards.GetLayerDefn().GetFieldCount())]
        self.assertNotIn("hospital_risk_count", names)


if __name__ == "__main__":
    heatward_e2e.main()
