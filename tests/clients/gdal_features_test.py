#!/usr/bin/python3
"""GDAL's client of OGC API - Features, against the run's GeoPackages: all features, conditions, rectangles."""

import unittest

import county_features
import demo_county
import heatward_e2e
from county_features import COLLECTIONS, key_of, table
from osgeo import gdal, ogr

CONDITIONS = {
    "wards": ["violence_count > 100", "name = 'Antler Park'", "violence_count >= 50 AND violence_count < 120",
              "name LIKE '%arket%'", "code IN ('D05000001','D05000003','none')", "NOT (parent = 'D07000001')",
              "violence_rate_per_1000 BETWEEN 5 AND 15", "population IS NULL", "population IS NOT NULL",
              "violence_count > 100 OR name = 'Cormorant'", "name = 'O''Brien'", "violence_count > 1e9"],
    "districts": ["population > 100000", "parent IS NULL", "name LIKE '%a%'"],
    "hotspots": ["layer = 'violence'", "layer = 'violence' AND rank <= 5", "pai > 10", "area_km2 < 0.5 OR rank = 1"],
    "interventions": ["part = 'treated' AND layer = 'violence'", "before > after", "did_ratio IS NULL",
                      "after_from = '2025-04' AND did_p < 0.5"],
    "incidents": ["source = 'emergency'", "category = 'violence' AND source = 'ambulance'", "category IS NULL",
                  "precision = 'day'", "time >= '2025-10'", "uncertainty_m > 300 AND level <> 'masked'"],
}


class Oapif(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def open(self, page_size):
        return gdal.OpenEx(f"OAPIF:{self.server.url}", gdal.OF_VECTOR, open_options=[f"PAGE_SIZE={page_size}"])

    def keys(self, layer, collection):
        """Keys that GDAL reads, none of them twice."""
        read = [key_of(collection, feature.items()) for feature in layer]
        self.assertEqual(len(set(read)), len(read), "a feature came twice")
        return set(read)

    def test_every_feature_of_every_collection_in_small_pages(self):
        for page_size in (7, 1000):
            source = self.open(page_size)
            self.assertEqual({source.GetLayer(i).GetName() for i in range(source.GetLayerCount())}, set(COLLECTIONS))
            for collection in COLLECTIONS:
                if page_size == 7 and len(table(collection)) > 1000:
                    continue
                with self.subTest(collection=collection, page_size=page_size):
                    layer = source.GetLayerByName(collection)
                    self.assertEqual(layer.GetFeatureCount(), len(table(collection)))
                    self.assertEqual(self.keys(layer, collection), table(collection).keys())

    def test_conditions_find_what_sql_finds(self):
        for collection, conditions in CONDITIONS.items():
            source = self.open(5000)
            layer = source.GetLayerByName(collection)
            for where in conditions:
                with self.subTest(collection=collection, where=where):
                    layer.SetAttributeFilter(where)
                    self.assertEqual(self.keys(layer, collection), table(collection).keys(where))

    def test_conditions_are_counted(self):
        source = self.open(5000)
        for collection, where in [("wards", "violence_count > 100"), ("incidents", "source = 'emergency'")]:
            layer = source.GetLayerByName(collection)
            layer.SetAttributeFilter(where)
            self.assertEqual(layer.GetFeatureCount(), len(table(collection).keys(where)))

    def test_the_conditions_are_worth_asking(self):
        """Most of them take some and leave some."""
        for collection, conditions in CONDITIONS.items():
            sizes = [len(table(collection).keys(where)) for where in conditions]
            between = [0 < size < len(table(collection)) for size in sizes]
            self.assertGreaterEqual(2 * sum(between), len(between), (collection, sizes))

    def test_rectangles_find_what_geometry_finds(self):
        west, south, east, north = self.server.json("/?f=json")["bounds"]
        middle = ((west + east) / 2, (south + north) / 2)
        source = self.open(1000)
        for collection in COLLECTIONS:
            layer = source.GetLayerByName(collection)
            for box in [(west, south, *middle), (middle[0], south, east, middle[1]), (20.0, 40.0, 21.0, 41.0)]:
                with self.subTest(collection=collection, box=box):
                    layer.SetSpatialFilterRect(*box)
                    wanted = county_features.keys_that_meet(collection, 4326, county_features.rectangle(*box))
                    self.assertEqual(self.keys(layer, collection), wanted)

    def test_a_condition_within_a_rectangle(self):
        west, south, _, north = self.server.json("/?f=json")["bounds"]
        box = (west, south, west + 0.4, north)
        source = self.open(500)
        layer = source.GetLayerByName("incidents")
        layer.SetSpatialFilterRect(*box)
        layer.SetAttributeFilter("category = 'violence'")
        wanted = (table("incidents").keys("category = 'violence'")
                  & county_features.keys_that_meet("incidents", 4326, county_features.rectangle(*box)))
        self.assertGreater(len(wanted), 500, "more than a page")
        self.assertEqual(self.keys(layer, "incidents"), wanted)

    def test_fields_have_the_types_of_the_table(self):
        numeric = (ogr.OFTInteger, ogr.OFTInteger64, ogr.OFTReal)
        source = self.open(1000)
        for collection in ("wards", "hotspots", "incidents"):
            served, rows = source.GetLayerByName(collection).GetLayerDefn(), table(collection).layer
            # GDAL tells types from the values of the first page, so that a column that is null in all has none.
            values = [feature.items() for feature in rows]
            for i in range(rows.GetLayerDefn().GetFieldCount()):
                field = rows.GetLayerDefn().GetFieldDefn(i)
                if all(row[field.GetName()] is None for row in values[:1000]):
                    continue
                place = served.GetFieldIndex(field.GetName())
                self.assertGreaterEqual(place, 0, (collection, field.GetName()))
                self.assertEqual(served.GetFieldDefn(place).GetType() in numeric, field.GetType() in numeric,
                                 (collection, field.GetName()))


if __name__ == "__main__":
    heatward_e2e.main()
