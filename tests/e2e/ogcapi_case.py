"""What the tests restated from OGC API - Features' abstract test suites share."""

import datetime
import json
import unittest
import urllib.parse
import zoneinfo

import demo_county
import heatward_e2e
from osgeo import ogr

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
LOCAL = zoneinfo.ZoneInfo("Europe/London")  # the demo county's, in which its times are written
UTC = datetime.timezone.utc


class OgcApiCase(unittest.TestCase):
    """A server on the demo county, and its documents by the links that lead to them."""

    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)
        cls.landing = heatward_e2e.ask(cls.server.url + "/", headers=["Accept: application/json"]).json()
        cls.collections = cls.server.json("/collections")["collections"]
        cls.api = cls.server.json("/api")

    def hrefs(self, document, relation, media_type=None):
        return [link["href"] for link in document["links"]
                if link["rel"] == relation and media_type in (None, link["type"])]

    def get(self, url, **parameters):
        """A 200 by an address or a path."""
        answer = self.answer(url, **parameters)
        self.assertEqual(answer.status, 200, (url, parameters, answer.body[:300]))
        return answer

    def answer(self, url, **parameters):
        if parameters:
            named = {name.replace("_", "-"): value for name, value in parameters.items()}
            url += ("&" if "?" in url else "?") + urllib.parse.urlencode(named)
        return heatward_e2e.ask(url if url.startswith("http") else self.server.url + url)

    def items(self, collection, **parameters):
        return self.get(f"/collections/{collection}/items", **parameters)

    def every_feature(self, collection, **parameters):
        """Features of all pages, first to last."""
        answer = self.items(collection, **{"limit": 10000, **parameters})
        features = answer.json()["features"]
        while following := self.hrefs(answer.json(), "next"):
            answer = self.get(following[0])
            features += answer.json()["features"]
        return features

    def parameter(self, path, name):
        """A query parameter's definition in the API document."""
        found = [entry for entry in self.api["paths"][path]["get"]["parameters"] if entry["name"] == name]
        self.assertEqual(len(found), 1, (path, name))
        return found[0]

    def assert_links(self, document, *relations):
        for link in document["links"]:
            self.assertTrue(link.get("rel") and link.get("type") and link.get("href"), link)
        self.assertLessEqual(set(relations), {link["rel"] for link in document["links"]})

    def assert_alternates(self, document):
        """A link to the same document in every other media type, and each of them leads there."""
        for link in document["links"]:
            if link["rel"] == "alternate":
                answer = heatward_e2e.ask(link["href"], headers=[f"Accept: {link['type']}"])
                self.assertEqual((answer.status, answer.media_type), (200, link["type"].split(";")[0]), link)

    def assert_feature_collection(self, answer):
        """A features response as requirement fc-response has it."""
        self.assertEqual(answer.media_type, "application/geo+json")
        page = answer.json()
        self.assertEqual(page["type"], "FeatureCollection")
        self.assertIsInstance(page["features"], list)
        for feature in page["features"]:
            self.assert_feature(feature)
        self.assert_links(page, "self")
        self.assertEqual(page["numberReturned"], len(page["features"]))
        return page

    def assert_feature(self, feature):
        self.assertEqual(feature["type"], "Feature")
        self.assertIsInstance(feature["properties"], dict)
        self.assertIn("id", feature)
        self.assertIsNotNone(ogr.CreateGeometryFromJson(json.dumps(feature["geometry"])))


def shape(feature):
    return ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))


def rectangle(west, south, east, north):
    return ogr.CreateGeometryFromWkt(
        f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))")


def instant(text):
    """An RFC 3339 time in UTC; None for None."""
    return None if text is None else datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def when(text):
    """What a record's time covers, as (begin, end) in UTC: a minute, a day or a month of the wall clock."""
    if len(text) == 7:
        begin = datetime.datetime.strptime(text, "%Y-%m")
        end = begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)
    elif len(text) == 10:
        begin = datetime.datetime.strptime(text, "%Y-%m-%d")
        end = begin + datetime.timedelta(days=1)
    else:
        begin = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M")
        end = begin + datetime.timedelta(minutes=1)
    return begin.replace(tzinfo=LOCAL).astimezone(UTC), end.replace(tzinfo=LOCAL).astimezone(UTC)
