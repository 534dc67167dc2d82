#!/usr/bin/python3
"""OWSLib's client of OGC API - Features."""

import unittest

import demo_county
import heatward_e2e
import owslib_client  # noqa: F401 (skips where OWSLib is not there)
from county_features import COLLECTIONS, key_of, keys_that_meet, rectangle, table
from owslib.ogcapi.features import Features


class OapifTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)
        cls.client = Features(cls.server.url + "/")

    def test_the_landing_page_and_what_it_links_to(self):
        self.assertTrue(any(link["rel"] == "conformance" for link in self.client.links))
        classes = self.client.conformance()["conformsTo"]
        self.assertIn("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", classes)
        api = self.client.api()
        self.assertTrue(api["openapi"].startswith("3.0"))
        self.assertIn("paths", api)

    def test_collections(self):
        self.assertEqual({entry["id"] for entry in self.client.collections()["collections"]}, set(COLLECTIONS))
        self.assertEqual(set(self.client.feature_collections()), set(COLLECTIONS))
        for collection in COLLECTIONS:
            self.assertEqual(self.client.collection(collection)["id"], collection)

    def test_queryables(self):
        for collection in COLLECTIONS:
            queryables = self.client.collection_queryables(collection)
            self.assertEqual(queryables["type"], "object")
            columns = {field.GetName() for field in table(collection).layer.schema}
            self.assertLessEqual(columns, set(queryables["properties"]))

    def test_items(self):
        for collection in COLLECTIONS:
            page = self.client.collection_items(collection, limit=3)
            self.assertEqual(page["numberMatched"], len(table(collection)))
            self.assertEqual(len(page["features"]), 3)
            feature = page["features"][1]
            alone = self.client.collection_item(collection, str(feature["id"]))
            self.assertEqual(alone["properties"], feature["properties"])

    def test_items_of_a_rectangle(self):
        west, south, east, north = self.server.json("/?f=json")["bounds"]
        box = [west, south, (west + east) / 2, (south + north) / 2]
        page = self.client.collection_items("wards", bbox=box, limit=1000)
        self.assertEqual({key_of("wards", feature["properties"]) for feature in page["features"]},
                         keys_that_meet("wards", 4326, rectangle(*box)))

    def test_items_of_an_interval(self):
        page = self.client.collection_items("incidents", limit=10000,
                                            datetime="2024-02-01T00:00:00Z/2024-02-29T23:59:59Z")
        served = {key_of("incidents", feature["properties"]) for feature in page["features"]}
        self.assertEqual(served, table("incidents").keys("time >= '2024-02' AND time < '2024-03'"))


if __name__ == "__main__":
    heatward_e2e.main()
