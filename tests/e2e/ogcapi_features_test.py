#!/usr/bin/python3
"""Tested against the abstract tests of OGC API - Features - Part 1: Core (17-069r4, annex A): each restated as a test of
its own, named by its identifier."""

import datetime
import itertools

import demo_county
import heatward_e2e
from ogcapi_case import CORE, CRS84, UTC, OgcApiCase, instant, rectangle, shape, when

ITEMS = "/collections/{collection}/items"


class LandingPageTest(OgcApiCase):
    def test_http(self):
        """/conf/core/http: all is asked by HTTP/1.1, and answered by it."""
        answer = self.server.raw(b"GET /?f=json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        self.assertTrue(answer.startswith(b"HTTP/1.1 200 "))

    def test_root_op(self):
        """/conf/core/root-op"""
        answer = heatward_e2e.ask(self.server.url + "/", headers=["Accept: application/json"])
        self.assertEqual((answer.status, answer.media_type), (200, "application/json"))

    def test_root_success(self):
        """/conf/core/root-success"""
        self.assert_links(self.landing, "self", "conformance", "data")
        self.assertTrue(self.hrefs(self.landing, "service-desc") or self.hrefs(self.landing, "service-doc"))
        self.assert_alternates(self.landing)

    def test_api_definition_op(self):
        """/conf/core/api-definition-op"""
        for relation in ("service-desc", "service-doc"):
            for link in self.landing["links"]:
                if link["rel"] == relation:
                    answer = heatward_e2e.ask(link["href"], headers=[f"Accept: {link['type']}"])
                    self.assertEqual((answer.status, answer.media_type), (200, link["type"].split(";")[0]))

    def test_api_definition_success(self):
        """/conf/core/api-definition-success"""
        self.assertRegex(self.api["openapi"], r"^3\.0\.\d+$")
        self.assertTrue(self.api["info"]["title"] and self.api["info"]["version"])
        self.assertIn(ITEMS, self.api["paths"])

    def test_conformance_op(self):
        """/conf/core/conformance-op"""
        for url in [*self.hrefs(self.landing, "conformance"), "/conformance"]:
            self.get(url)

    def test_conformance_success(self):
        """/conf/core/conformance-success"""
        classes = self.server.json("/conformance")["conformsTo"]
        self.assertTrue(all(isinstance(each, str) for each in classes))
        self.assertIn(CORE, classes)
        for name in ("oas30", "geojson", "html"):
            self.assertIn(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}", classes)


class CollectionsTest(OgcApiCase):
    def test_fc_md_op(self):
        """/conf/core/fc-md-op"""
        for url in [*self.hrefs(self.landing, "data", "application/json"), "/collections"]:
            self.assertEqual(self.get(url).media_type, "application/json")

    def test_fc_md_success(self):
        """/conf/core/fc-md-success"""
        document = self.server.json("/collections")
        for systems in [document.get("crs"), *(entry.get("crs") for entry in document["collections"])]:
            if systems:
                self.assertIn(systems[0], (CRS84, "#/crs"))

    def test_fc_md_links(self):
        """/conf/core/fc-md-links"""
        document = self.server.json("/collections")
        self.assert_links(document, "self", "alternate")
        self.assert_alternates(document)

    def test_fc_md_items(self):
        """/conf/core/fc-md-items"""
        identities = [entry["id"] for entry in self.collections]
        self.assertEqual(len(set(identities)), len(identities))
        self.assertEqual(set(identities), {*demo_county.area_sets(), "hotspots", "interventions", "incidents"})

    def test_fc_md_items_links(self):
        """/conf/core/fc-md-items-links"""
        for entry in self.collections:
            self.assert_links(entry, "items")
            types = {link["type"] for link in entry["links"] if link["rel"] == "items"}
            self.assertLessEqual({"application/geo+json", "text/html"}, types)
            for link in entry["links"]:
                if link["rel"] == "items":
                    answer = heatward_e2e.ask(link["href"], headers=[f"Accept: {link['type']}"])
                    self.assertEqual((answer.status, answer.media_type), (200, link["type"].split(";")[0]))

    def test_fc_md_extent(self):
        """/conf/core/fc-md-extent, fc-md-extent-multi"""
        for entry in self.collections:
            boxes = entry["extent"]["spatial"]["bbox"]
            self.assertEqual(len(boxes), 1)
            self.assertEqual(entry["extent"]["spatial"].get("crs", CRS84), CRS84)
            west, south, east, north = boxes[0]
            times = entry["extent"].get("temporal", {"interval": [[None, None]]})["interval"]
            first, last = map(instant, times[0])
            for feature in self.every_feature(entry["id"]):
                left, right, low, high = shape(feature).GetEnvelope()
                self.assertTrue(west <= left and right <= east and south <= low and high <= north,
                                (entry["id"], feature["id"]))
                if text := feature["properties"].get("time"):
                    begin, end = when(text)
                    self.assertTrue(first is None or first <= begin, (entry["extent"]["temporal"], text))
                    self.assertTrue(last is None or end - datetime.timedelta(minutes=1) <= last,
                                    (entry["extent"]["temporal"], text))

    def test_sfc_md_op(self):
        """/conf/core/sfc-md-op"""
        for entry in self.collections:
            self.assertEqual(self.get(f"/collections/{entry['id']}").media_type, "application/json")

    def test_sfc_md_success(self):
        """/conf/core/sfc-md-success"""
        for entry in self.collections:
            alone = self.server.json(f"/collections/{entry['id']}")
            for name in ("id", "title", "description", "extent", "itemType", "crs"):
                self.assertEqual(alone.get(name), entry.get(name))
            links = {(link["rel"], link["href"]) for link in alone["links"]}
            self.assertLessEqual({(link["rel"], link["href"]) for link in entry["links"]}, links)


class FeaturesTest(OgcApiCase):
    def test_fc_op(self):
        """/conf/core/fc-op"""
        for entry in self.collections:
            self.assert_feature_collection(self.items(entry["id"]))

    def test_fc_op_with_both_selections(self):
        """/conf/core/fc-op: combinations of bbox and datetime"""
        west, south, east, north = self.landing["bounds"]
        box = (west, south, (west + east) / 2, north)
        text = ",".join(map(repr, box))
        times = "2024-03-01T00:00:00Z/2024-03-05T00:00:00Z"
        both, in_box, in_time = ({feature["id"] for feature in self.every_feature("incidents", **chosen)}
                                 for chosen in ({"bbox": text, "datetime": times}, {"bbox": text}, {"datetime": times}))
        self.assertTrue(both)
        self.assertEqual(both, in_box & in_time)

    def test_fc_response(self):
        """/conf/core/fc-response"""
        for entry in self.collections:
            page = self.assert_feature_collection(self.items(entry["id"], limit=100))
            self.assertLessEqual(len(page["features"]), page["numberMatched"])

    def test_fc_bbox_definition(self):
        """/conf/core/fc-bbox-definition"""
        entry = self.parameter(ITEMS, "bbox")
        self.assertEqual((entry["in"], entry["required"]), ("query", False))
        self.assertEqual((entry["style"], entry["explode"]), ("form", False))
        schema = entry["schema"]
        self.assertEqual((schema["type"], schema["items"]["type"]), ("array", "number"))
        either = schema.get("oneOf") or schema.get("anyOf") or [schema]
        self.assertEqual((min(each["minItems"] for each in either), max(each["maxItems"] for each in either)), (4, 6))

    def test_fc_bbox_response(self):
        """/conf/core/fc-bbox-response"""
        west, south, east, north = self.landing["bounds"]
        middle = ((west + east) / 2, (south + north) / 2)
        for entry in self.collections:
            features = self.every_feature(entry["id"])
            for box in [(west, south, *middle), (*middle, east, north), (20.0, 40.0, 21.0, 41.0)]:
                area = rectangle(*box)
                wanted = {feature["id"] for feature in features if shape(feature).Intersects(area)}
                for text in [",".join(map(repr, box)), ",".join(map(repr, (*box[:2], -9.0, *box[2:], 900.0)))]:
                    self.assertEqual({feature["id"] for feature in self.every_feature(entry["id"], bbox=text)}, wanted)

    def test_fc_limit_definition(self):
        """/conf/core/fc-limit-definition"""
        entry = self.parameter(ITEMS, "limit")
        self.assertEqual((entry["in"], entry["required"], entry["schema"]["type"]), ("query", False, "integer"))
        self.assertEqual((entry.get("style", "form"), entry.get("explode", False)), ("form", False))
        self.assertGreaterEqual(entry["schema"]["maximum"], entry["schema"]["default"])

    def test_fc_limit_response(self):
        """/conf/core/fc-limit-response"""
        schema = self.parameter(ITEMS, "limit")["schema"]
        for entry in self.collections:
            for limit in (1, 3, 50, schema["maximum"], schema["maximum"] + 1):
                page = self.items(entry["id"], limit=limit).json()
                self.assertEqual(len(page["features"]), min(limit, schema["maximum"], page["numberMatched"]))
            self.assertLessEqual(len(self.items(entry["id"]).json()["features"]), schema["default"])

    def test_fc_time_definition(self):
        """/conf/core/fc-time-definition"""
        entry = self.parameter(ITEMS, "datetime")
        self.assertEqual((entry["in"], entry["required"], entry["schema"]["type"]), ("query", False, "string"))
        self.assertEqual((entry.get("style", "form"), entry.get("explode", False)), ("form", False))

    def test_fc_time_response(self):
        """/conf/core/fc-time-response"""
        features = self.every_feature("incidents")
        early, late = "2024-01-02T03:00:00Z", "2025-12-30T21:30:00Z"
        noon, next_day = "2025-07-09T12:00:00Z", "2025-07-10T15:30:00Z"
        for text, first, last in [(noon, noon, noon), ("2025-07-09T13:00:00+01:00", noon, noon),
                                  (f"{noon}/{next_day}", noon, next_day), (f"../{early}", None, early),
                                  (f"/{early}", None, early), (f"{late}/..", late, None), (f"{late}/", late, None)]:
            with self.subTest(datetime=text):
                begin, end = instant(first), instant(last)
                wanted = set()
                for feature in features:
                    covered = when(feature["properties"]["time"])
                    if (end is None or covered[0] <= end) and (begin is None or begin < covered[1]):
                        wanted.add(feature["id"])
                self.assertTrue(0 < len(wanted) < len(features))
                self.assertEqual({feature["id"] for feature in self.every_feature("incidents", datetime=text)}, wanted)

    def test_fc_time_response_without_times(self):
        """/conf/core/fc-time-response: features without a time are all in the result"""
        for name in demo_county.area_sets():
            every = self.items(name, limit=1).json()["numberMatched"]
            self.assertEqual(self.items(name, limit=1, datetime="2024-02-10T12:00:00Z").json()["numberMatched"], every)

    def test_fc_links(self):
        """/conf/core/fc-links"""
        for entry in self.collections:
            for query in ({}, {"limit": 2}):
                page = self.items(entry["id"], **query).json()
                self.assert_links(page, "self", "alternate")
                self.assert_alternates(page)
                self.assertEqual(len(self.hrefs(page, "next")), 1 if page["numberMatched"] > len(page["features"]) else 0)
                again = self.get(self.hrefs(page, "self")[0]).json()
                self.assertEqual([each["id"] for each in again["features"]], [each["id"] for each in page["features"]])
            last = self.items(entry["id"], limit=10000).json()
            if last["numberMatched"] <= 10000:
                self.assertEqual(self.hrefs(last, "next"), [])

    def test_fc_time_stamp(self):
        """/conf/core/fc-timeStamp: when the response was generated, not when the run was"""
        before = datetime.datetime.now(UTC) - datetime.timedelta(seconds=1)
        for entry in self.collections:
            page = self.items(entry["id"], limit=1).json()
            if "timeStamp" in page:
                stamp = datetime.datetime.fromisoformat(page["timeStamp"].replace("Z", "+00:00"))
                self.assertTrue(before <= stamp <= datetime.datetime.now(UTC), stamp)

    def test_fc_number_matched(self):
        """/conf/core/fc-numberMatched"""
        west, south, east, north = self.landing["bounds"]
        for entry in self.collections:
            for query in [{}, {"bbox": f"{west},{south},{(west + east) / 2},{(south + north) / 2}"}]:
                page = self.items(entry["id"], limit=1, **query).json()
                self.assertEqual(page["numberMatched"], len(self.every_feature(entry["id"], **query)))

    def test_fc_number_returned(self):
        """/conf/core/fc-numberReturned"""
        for entry, limit in itertools.product(self.collections, (1, 7, 1000)):
            page = self.items(entry["id"], limit=limit).json()
            self.assertEqual(page["numberReturned"], len(page["features"]))

    def test_f_op(self):
        """/conf/core/f-op"""
        for entry in self.collections:
            for feature in self.items(entry["id"], limit=20).json()["features"]:
                answer = self.get(f"/collections/{entry['id']}/items/{feature['id']}")
                self.assertEqual(answer.json()["properties"], feature["properties"])
                self.assertEqual(answer.json()["geometry"], feature["geometry"])
            self.assertEqual(self.answer(f"/collections/{entry['id']}/items/there-is-none-such").status, 404)

    def test_f_success(self):
        """/conf/core/f-success"""
        for entry in self.collections:
            identity = self.items(entry["id"], limit=1).json()["features"][0]["id"]
            self.assert_feature(self.get(f"/collections/{entry['id']}/items/{identity}").json())

    def test_f_links(self):
        """/conf/core/f-links"""
        for entry in self.collections:
            identity = self.items(entry["id"], limit=1).json()["features"][0]["id"]
            feature = self.get(f"/collections/{entry['id']}/items/{identity}").json()
            self.assert_links(feature, "self", "alternate", "collection")
            self.assert_alternates(feature)
            self.assertEqual(self.get(self.hrefs(feature, "collection")[0]).json()["id"], entry["id"])

    def test_crs84(self):
        """/conf/core/crs84"""
        for entry in self.collections:
            west, south, east, north = entry["extent"]["spatial"]["bbox"][0]
            for feature in self.items(entry["id"], limit=50).json()["features"]:
                left, right, low, high = shape(feature).GetEnvelope()
                self.assertTrue(west <= left <= right <= east and south <= low <= high <= north)

    def test_query_param_invalid(self):
        """/conf/core/query-param-invalid"""
        for entry in self.collections:
            for query in [{"limit": "many"}, {"limit": "0"}, {"limit": "-1"}, {"bbox": "1,2,3"}, {"bbox": "a,b,c,d"},
                          {"bbox": "0,60,2,50"}, {"bbox": "0,50,nan,60"}, {"datetime": "yesterday"},
                          {"datetime": "2025-01-02T00:00:00Z/2024-01-02T00:00:00Z"}]:
                answer = self.answer(f"/collections/{entry['id']}/items", **query)
                self.assertEqual((answer.status, answer.media_type), (400, "application/problem+json"), query)
                self.assertEqual(answer.json()["parameter"], next(iter(query)))

    def test_query_param_unknown(self):
        """/conf/core/query-param-unknown"""
        paths = [f"/collections/{entry['id']}{rest}" for entry in self.collections for rest in ("", "/items")]
        for path in ["/", "/conformance", "/api", "/collections", *paths]:
            self.assertEqual(self.answer(path, colour="red").status, 400, path)


if __name__ == "__main__":
    heatward_e2e.main()
