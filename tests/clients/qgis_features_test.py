#!/usr/bin/python3
"""QGIS's OGC API - Features provider: layers valid, and every feature, however the pages fall."""

import tempfile
import unittest

import county_features
import demo_county
import heatward_e2e
import qgis_client
from county_features import COLLECTIONS, key_columns, table
from qgis.core import QgsFeatureRequest, QgsRectangle, QgsVectorLayer


class Oapif(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)
        folder = tempfile.TemporaryDirectory(prefix="heatward-qgis-")
        cls.addClassCleanup(folder.cleanup)
        cls.application = qgis_client.start(folder.name)

    def layer(self, collection, **options):
        words = "".join(f" {name}='{value}'" for name, value in options.items())
        layer = QgsVectorLayer(f"url='{self.server.url}' typename='{collection}'{words}", collection, "OAPIF")
        self.assertTrue(layer.isValid(), (collection, options))
        return layer

    def keys(self, collection, features):
        read = [tuple(feature[name] for name in key_columns(collection)) for feature in features]
        self.assertEqual(len(set(read)), len(read), "a feature came twice")
        return {tuple(int(value) if isinstance(value, float) else value for value in key) for key in read}

    def test_every_feature_of_every_collection(self):
        for collection in COLLECTIONS:
            with self.subTest(collection=collection):
                layer = self.layer(collection)
                self.assertEqual(self.keys(collection, layer.getFeatures()), table(collection).keys())
                self.assertEqual(layer.featureCount(), len(table(collection)))

    def test_every_feature_whatever_the_page(self):
        """It has been seen to stop at a page while a `next` link stood: with pages that divide the features, that do
        not, and that are larger than the server gives."""
        for collection, sizes in [("wards", [1, 7, 9, 21, 62, 63, 64]), ("hotspots", [10, 73, 146]),
                                  ("incidents", [1000, 9999, 10000, 10001, 50000])]:
            for size in sizes:
                with self.subTest(collection=collection, page_size=size):
                    layer = self.layer(collection, pageSize=size)
                    self.assertEqual(sum(1 for _ in layer.getFeatures()), len(table(collection)))

    def test_a_rectangle(self):
        for collection in COLLECTIONS:
            west, east, south, north = county_features.extent(collection, 4326)
            box = (west, (south + north) / 2, (2 * west + east) / 3, north)
            wanted = county_features.keys_that_meet(collection, 4326, county_features.rectangle(*box))
            self.assertTrue(0 < len(wanted) < len(table(collection)))
            for options in [{}, {"restrictToRequestBBOX": "1"}]:
                with self.subTest(collection=collection, options=options):
                    request = QgsFeatureRequest().setFilterRect(QgsRectangle(*box))
                    request.setFlags(QgsFeatureRequest.ExactIntersect)
                    layer = self.layer(collection, **options)
                    self.assertEqual(self.keys(collection, layer.getFeatures(request)), wanted)

    def test_an_expression(self):
        for collection, expression in [("wards", '"violence_count" > 100'), ("incidents", "\"category\" = 'violence'")]:
            layer = self.layer(collection)
            request = QgsFeatureRequest().setFilterExpression(expression)
            self.assertEqual(self.keys(collection, layer.getFeatures(request)), table(collection).keys(expression))

    def test_a_filtered_layer(self):
        for collection, condition in [("wards", "violence_count > 100"), ("incidents", "source = 'emergency'")]:
            layer = self.layer(collection)
            self.assertTrue(layer.setSubsetString(condition))
            self.assertEqual(self.keys(collection, layer.getFeatures()), table(collection).keys(condition))

    def test_fields_and_places(self):
        layer = self.layer("wards")
        names = {field.name() for field in layer.fields()}
        self.assertLessEqual({"code", "name", "population", "violence_count"}, names)
        self.assertIn(layer.crs().authid(), ("OGC:CRS84", "EPSG:4326"))  # which it takes for one another
        wanted = county_features.geometries("wards", 4326)
        for feature in layer.getFeatures():
            box = feature.geometry().boundingBox()
            west, east, south, north = wanted[(feature["code"],)].GetEnvelope()
            for one, other in [(box.xMinimum(), west), (box.xMaximum(), east), (box.yMinimum(), south),
                               (box.yMaximum(), north)]:
                self.assertAlmostEqual(one, other, delta=2e-7)


if __name__ == "__main__":
    qgis_client.main()
