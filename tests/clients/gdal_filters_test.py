#!/usr/bin/python3
"""Reference systems and CQL2 asked for with curl, against answers that GDAL works out from the run's GeoPackages."""

import json
import unittest
import urllib.parse

import county_features
import demo_county
import heatward_e2e
import projection
from county_features import COLLECTIONS, geometries, key_of, table
from osgeo import ogr

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
OUTPUT_SYSTEMS = {  # asked for: (EPSG code, whether y stands first, the URI in Content-Crs, tolerance in its unit)
    CRS84: (4326, False, CRS84, 2e-7),
    "http://www.opengis.net/def/crs/EPSG/0/4326": (4326, True, "http://www.opengis.net/def/crs/EPSG/0/4326", 2e-7),
    "http://www.opengis.net/def/crs/EPSG/0/3857": (3857, False, "http://www.opengis.net/def/crs/EPSG/0/3857", 0.03),
    "http://www.opengis.net/def/crs/EPSG/0/27700": (27700, False, "http://www.opengis.net/def/crs/EPSG/0/27700", 0.02),
    "EPSG:27700": (27700, False, "http://www.opengis.net/def/crs/EPSG/0/27700", 0.02),
}

# (collection, CQL2 text, CQL2 JSON, SQL on the GeoPackage). SQLite's LIKE ignores case and CQL2's does not: GLOB.
PLAIN = [
    ("wards", "violence_count > 100", {"op": ">", "args": [{"property": "violence_count"}, 100]},
     "violence_count > 100"),
    ("wards", "name = 'Antler Park'", {"op": "=", "args": [{"property": "name"}, "Antler Park"]},
     "name = 'Antler Park'"),
    ("wards", "name <> 'Antler Park'", {"op": "<>", "args": [{"property": "name"}, "Antler Park"]},
     "name <> 'Antler Park'"),
    ("wards", "name LIKE '%Market'", {"op": "like", "args": [{"property": "name"}, "%Market"]}, "name GLOB '*Market'"),
    ("wards", "name LIKE '_a%'", {"op": "like", "args": [{"property": "name"}, "_a%"]}, "name GLOB '?a*'"),
    ("wards", "name NOT LIKE '%a%'", {"op": "not", "args": [{"op": "like", "args": [{"property": "name"}, "%a%"]}]},
     "NOT name GLOB '*a*'"),
    ("wards", "violence_count BETWEEN 40 AND 80",
     {"op": "between", "args": [{"property": "violence_count"}, 40, 80]}, "violence_count BETWEEN 40 AND 80"),
    ("wards", "violence_count NOT BETWEEN 40 AND 80",
     {"op": "not", "args": [{"op": "between", "args": [{"property": "violence_count"}, 40, 80]}]},
     "violence_count NOT BETWEEN 40 AND 80"),
    ("wards", "code IN ('D05000001', 'D05000003', 'none')",
     {"op": "in", "args": [{"property": "code"}, ["D05000001", "D05000003", "none"]]},
     "code IN ('D05000001', 'D05000003', 'none')"),
    ("wards", "violence_count > 50 AND NOT (parent = 'D07000001' OR population < 9000)",
     {"op": "and", "args": [{"op": ">", "args": [{"property": "violence_count"}, 50]},
                            {"op": "not", "args": [{"op": "or", "args": [
                                {"op": "=", "args": [{"property": "parent"}, "D07000001"]},
                                {"op": "<", "args": [{"property": "population"}, 9000]}]}]}]},
     "violence_count > 50 AND NOT (parent = 'D07000001' OR population < 9000)"),
    # AND binds closer than OR.
    ("wards", "parent = 'D07000001' OR parent = 'D07000002' AND violence_count > 100",
     {"op": "or", "args": [{"op": "=", "args": [{"property": "parent"}, "D07000001"]},
                           {"op": "and", "args": [{"op": "=", "args": [{"property": "parent"}, "D07000002"]},
                                                  {"op": ">", "args": [{"property": "violence_count"}, 100]}]}]},
     "parent = 'D07000001' OR (parent = 'D07000002' AND violence_count > 100)"),
    ("hotspots", "layer = 'violence' AND rank <= 5",
     {"op": "and", "args": [{"op": "=", "args": [{"property": "layer"}, "violence"]},
                            {"op": "<=", "args": [{"property": "rank"}, 5]}]}, "layer = 'violence' AND rank <= 5"),
    ("incidents", "category IS NULL AND source = 'ambulance'",
     {"op": "and", "args": [{"op": "isNull", "args": [{"property": "category"}]},
                            {"op": "=", "args": [{"property": "source"}, "ambulance"]}]},
     "category IS NULL AND source = 'ambulance'"),
    ("incidents", "category IS NOT NULL AND precision = 'day'",
     {"op": "and", "args": [{"op": "not", "args": [{"op": "isNull", "args": [{"property": "category"}]}]},
                            {"op": "=", "args": [{"property": "precision"}, "day"]}]},
     "category IS NOT NULL AND precision = 'day'"),
    ("incidents", "NOT (category = 'violence')",
     {"op": "not", "args": [{"op": "=", "args": [{"property": "category"}, "violence"]}]},
     "NOT (category = 'violence')"),  # null is neither
    ("incidents", "in_study_area = FALSE", {"op": "=", "args": [{"property": "in_study_area"}, False]},
     "in_study_area = 0"),
    ("incidents", "source = 'police' AND T_DURING(time, INTERVAL('2023-12-31', '2024-07-01'))",
     {"op": "and", "args": [{"op": "=", "args": [{"property": "source"}, "police"]},
                            {"op": "t_during",
                             "args": [{"property": "time"}, {"interval": ["2023-12-31", "2024-07-01"]}]}]},
     "source = 'police' AND time >= '2024-01' AND time < '2024-07'"),
]


class Features(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def pages(self, collection, **parameters):
        """Answers from the first page to the last."""
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        query = urllib.parse.urlencode({"limit": 10000, **named})
        url = f"{self.server.url}/collections/{collection}/items?{query}"
        while url:
            answer = heatward_e2e.ask(url)
            self.assertEqual(answer.status, 200, (url, answer.body[:400]))
            yield answer
            url = next((link["href"] for link in answer.json()["links"] if link["rel"] == "next"), None)

    def keys(self, collection, **parameters):
        """Keys of all features; the number matched must be theirs."""
        found = []
        for answer in self.pages(collection, **parameters):
            page = answer.json()
            found += [key_of(collection, feature["properties"]) for feature in page["features"]]
            matched = page["numberMatched"]
        self.assertEqual(matched, len(found))
        self.assertEqual(len(set(found)), len(found))
        return set(found)


class ReferenceSystemTest(Features):
    def test_coordinates_are_those_of_the_geopackage(self):
        for collection in COLLECTIONS:
            for asked, (epsg, y_first, uri, tolerance) in OUTPUT_SYSTEMS.items():
                with self.subTest(collection=collection, crs=asked):
                    wanted = geometries(collection, epsg)
                    answer = next(self.pages(collection, crs=asked, limit=200))
                    self.assertEqual(answer.headers.get("content-crs"), f"<{uri}>")
                    for feature in answer.json()["features"]:
                        served = ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))
                        if y_first:
                            served.SwapXY()
                        self.assert_close(served, wanted[key_of(collection, feature["properties"])], tolerance)

    def assert_close(self, served, wanted, tolerance):
        """Every vertex lies at one of the other's and the areas are alike: rings may begin elsewhere."""
        self.assertEqual(served.GetGeometryName(), wanted.GetGeometryName())
        if wanted.GetGeometryName() == "POINT":
            self.assertAlmostEqual(served.GetX(), wanted.GetX(), delta=tolerance)
            self.assertAlmostEqual(served.GetY(), wanted.GetY(), delta=tolerance)
            return
        self.assertEqual(served.GetGeometryCount(), wanted.GetGeometryCount())
        for one, other in zip(served.GetEnvelope(), wanted.GetEnvelope()):
            self.assertAlmostEqual(one, other, delta=tolerance)
        reach = wanted.Boundary().Length() * tolerance
        self.assertAlmostEqual(served.GetArea(), wanted.GetArea(), delta=reach)
        self.assertLess(served.SymDifference(wanted).GetArea(), 2 * reach)

    def test_without_crs_it_is_crs84(self):
        answer = next(self.pages("wards", limit=1))
        self.assertEqual(answer.headers.get("content-crs"), f"<{CRS84}>")

    def test_rectangles_in_every_system(self):
        for collection in COLLECTIONS:
            for asked, (epsg, y_first, _, _) in OUTPUT_SYSTEMS.items():
                west, east, south, north = county_features.extent(collection, epsg)
                box = (west, (south + north) / 2, (2 * west + east) / 3, north)
                with self.subTest(collection=collection, crs=asked):
                    wanted = county_features.keys_that_meet(collection, epsg, county_features.rectangle(*box))
                    self.assertTrue(0 < len(wanted) < len(table(collection)))
                    text = ",".join(repr(value) for value in ((box[1], box[0], box[3], box[2]) if y_first else box))
                    self.assertEqual(self.keys(collection, bbox=text, bbox_crs=asked), wanted)


class FilterTest(Features):
    def test_text_and_json_find_what_sql_finds(self):
        for collection, text, tree, sql in PLAIN:
            with self.subTest(collection=collection, filter=text):
                wanted = table(collection).keys(sql)
                self.assertEqual(self.keys(collection, filter=text), wanted)
                self.assertEqual(self.keys(collection, filter=text, filter_lang="cql2-text"), wanted)
                self.assertEqual(self.keys(collection, filter=json.dumps(tree), filter_lang="cql2-json"), wanted)

    def test_the_filters_are_worth_asking(self):
        for collection, text, _, sql in PLAIN:
            self.assertTrue(0 < len(table(collection).keys(sql)) < len(table(collection)), (collection, text))

    def test_shapes_in_degrees(self):
        lon, lat, _ = demo_county.hottest_place()
        begin = f"{lon - 0.06} {lat - 0.05}"
        triangle = f"POLYGON(({begin},{lon + 0.07} {lat - 0.04},{lon} {lat + 0.06},{begin}))"
        line = f"LINESTRING({lon - 0.2} {lat - 0.1},{lon + 0.2} {lat + 0.1})"
        for collection in COLLECTIONS:
            for shape in [triangle, line] if collection != "incidents" else [triangle]:
                with self.subTest(collection=collection, shape=shape):
                    geometry = ogr.CreateGeometryFromWkt(shape)
                    wanted = county_features.keys_that_meet(collection, 4326, geometry)
                    self.assertGreater(len(wanted), 0)
                    self.assertEqual(self.keys(collection, filter=f"S_INTERSECTS(geometry, {shape})"), wanted)
                    tree = {"op": "s_intersects",
                            "args": [{"property": "geometry"}, json.loads(geometry.ExportToJson())]}
                    self.assertEqual(self.keys(collection, filter=json.dumps(tree), filter_lang="cql2-json"), wanted)

    def test_shapes_in_the_national_grid(self):
        """filter-crs: the same triangle in metres."""
        lon, lat, _ = demo_county.hottest_place()
        x, y, _ = projection.between(4326, 27700).TransformPoint(lon, lat)
        west, south, east, north = (x - 3000, y - 3000, x + 9000, y + 12000)
        shape = f"POLYGON(({west} {south},{east} {south},{west} {north},{west} {south}))"
        geometry = ogr.CreateGeometryFromWkt(shape)
        for collection in COLLECTIONS:
            wanted = county_features.keys_that_meet(collection, 27700, geometry)
            self.assertGreater(len(wanted), 0)
            self.assertEqual(self.keys(collection, filter=f"S_INTERSECTS(geometry, {shape})",
                                       filter_crs="http://www.opengis.net/def/crs/EPSG/0/27700"), wanted)

    def test_a_filter_and_a_rectangle_and_pages(self):
        west, east, south, north = county_features.extent("incidents", 4326)
        box = (west, south, (west + east) / 2, north)
        wanted = (table("incidents").keys("category = 'violence'")
                  & county_features.keys_that_meet("incidents", 4326, county_features.rectangle(*box)))
        text = ",".join(map(repr, box))
        self.assertGreater(len(wanted), 700)
        self.assertEqual(self.keys("incidents", bbox=text, filter="category = 'violence'", limit=700), wanted)

    def test_properties_and_sorting(self):
        page = next(self.pages("wards", properties="code,violence_count", sortby="-violence_count,code", limit=20)).json()
        served = [feature["properties"] for feature in page["features"]]
        rows = sorted((-feature.GetField("violence_count"), feature.GetField("code")) for feature in table("wards").layer)
        self.assertEqual([(-each["violence_count"], each["code"]) for each in served], rows[:20])
        for each in served:
            self.assertEqual(set(each), {"code", "violence_count"})


if __name__ == "__main__":
    heatward_e2e.main()
