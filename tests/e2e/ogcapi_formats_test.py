#!/usr/bin/python3
"""Tested against the abstract tests of OGC API - Features - Part 1 (17-069r4, annex A) on GeoJSON, HTML and OpenAPI."""

import html.parser
import json
import re

import demo_county
import heatward_e2e
import mercator
from ogcapi_case import OgcApiCase

PLACE = demo_county.hottest_place()
ZOOM = 9
X, Y = mercator.tile_of(PLACE[0], PLACE[1], ZOOM)
# What templates of WMTS's tiles are filled with, and queries without which an address has no 200.
WMTS_VALUES = {"style": "default", "set": "WebMercatorQuad"}
QUERIES = {"/": "?f=json", "/wms": "?SERVICE=WMS&REQUEST=GetCapabilities", "/wmts": "?SERVICE=WMTS&REQUEST=GetCapabilities"}


class WellFormed(html.parser.HTMLParser):
    """Collects what is open when a page ends, and its title."""
    VOID = {"meta", "link", "br", "hr", "img", "input", "base", "col", "wbr"}

    def __init__(self):
        super().__init__()
        self.open, self.titles, self.links = [], 0, []

    def handle_starttag(self, tag, attributes):
        if tag == "title":
            self.titles += 1
        if tag == "a":
            self.links.append(dict(attributes).get("href"))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass


class GeoJsonTest(OgcApiCase):
    def test_definition(self):
        """/conf/geojson/definition"""
        for entry in self.collections:
            path = f"/collections/{entry['id']}/items"
            answer = heatward_e2e.ask(self.server.url + path, headers=["Accept: application/geo+json"])
            self.assertEqual((answer.status, answer.media_type), (200, "application/geo+json"))
        for path in ("/", "/conformance", "/collections", "/collections/wards"):
            answer = heatward_e2e.ask(self.server.url + path,
                                      headers=["Accept: application/geo+json, application/json;q=0.5"])
            self.assertEqual((answer.status, answer.media_type), (200, "application/json"), path)

    def test_content(self):
        """/conf/geojson/content"""
        for entry in self.collections:
            page = self.assert_feature_collection(self.items(entry["id"], limit=5))
            for feature in page["features"]:
                alone = self.get(f"/collections/{entry['id']}/items/{feature['id']}").json()
                self.assert_feature(alone)
                self.assertEqual(alone["id"], feature["id"])


class HtmlTest(OgcApiCase):
    def pages(self):
        yield from ("/conformance", "/collections")
        for entry in self.collections:
            identity = self.items(entry["id"], limit=1).json()["features"][0]["id"]
            path = f"/collections/{entry['id']}"
            yield from (path, f"{path}/items", f"{path}/items/{identity}")

    def test_definition(self):
        """/conf/html/definition"""
        for path in ["/", *self.pages()]:
            answer = heatward_e2e.ask(self.server.url + path, headers=["Accept: text/html"])
            self.assertEqual((answer.status, answer.media_type), (200, "text/html"), path)

    def test_content(self):
        """/conf/html/content"""
        for path in self.pages():
            with self.subTest(path=path):
                text = self.get(path, f="html").body.decode()
                self.assertRegex(text[:100].lower(), r"^\s*<!doctype html>")
                page = WellFormed()
                page.feed(text)
                self.assertEqual((page.open, page.titles), ([], 1))
                self.assertTrue(page.links)


class OpenApiTest(OgcApiCase):
    def operations(self):
        for path, methods in self.api["paths"].items():
            for method, operation in methods.items():
                if method in ("get", "head", "post", "put", "delete", "options", "patch"):
                    yield path, method, operation

    def sample(self, path):
        """An address that the path's template stands for, which must answer 200."""
        code = demo_county.records("areas.gpkg", "wards")[0]["code"]
        values = {"collection": "wards", "feature": code, "code": code, "layer": demo_county.LAYER, "tileset": demo_county.LAYER,
                  "z": ZOOM, "x": X, "y": Y, "lon": f"{PLACE[0]:.5f}", "lat": f"{PLACE[1]:.5f}",
                  "where": "1,54.4,1.2,54.6", "size": "96x64", **WMTS_VALUES}
        if path.endswith(".mvt"):
            values["layer"] = "wards"
        return re.sub(r"\{(\w+)\}", lambda name: str(values[name.group(1)]), path) + QUERIES.get(path, "")

    def resolve(self, entry):
        while "$ref" in entry:
            self.assertTrue(entry["$ref"].startswith("#/"))
            found = self.api
            for step in entry["$ref"][2:].split("/"):
                found = found[step]
            entry = found
        return entry

    def test_oas_definition_1(self):
        """/conf/oas30/oas-definition-1"""
        links = {link["rel"]: link for link in self.landing["links"] if link["rel"].startswith("service-")}
        self.assertEqual(links["service-desc"]["type"], "application/vnd.oai.openapi+json;version=3.0")
        answer = heatward_e2e.ask(links["service-desc"]["href"])
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["content-type"], "application/vnd.oai.openapi+json;version=3.0")
        self.assertEqual(links["service-doc"]["type"], "text/html")
        answer = heatward_e2e.ask(links["service-doc"]["href"], headers=["Accept: text/html"])
        self.assertEqual((answer.status, answer.media_type), (200, "text/html"))

    def test_oas_definition_2(self):
        """/conf/oas30/oas-definition-2: by the rules of OpenAPI 3.0 that bind paths, parameters and references"""
        self.assertTrue(json.dumps(self.api))
        for path, method, operation in self.operations():
            with self.subTest(path=path):
                self.assertTrue(path.startswith("/"))
                self.assertTrue(operation["responses"])
                for status, response in operation["responses"].items():
                    self.assertRegex(status, r"^([1-5](\d\d|XX)|default)$")
                    self.assertTrue(self.resolve(response)["description"])
                parameters = [self.resolve(entry) for entry in operation.get("parameters", [])]
                named = [(entry["in"], entry["name"]) for entry in parameters]
                self.assertEqual(len(set(named)), len(named))
                in_path = {name for where, name in named if where == "path"}
                self.assertEqual(in_path, set(re.findall(r"\{(\w+)\}", path)))
                for entry in parameters:
                    self.assertIn(entry["in"], ("path", "query", "header"))
                    self.assertTrue("schema" in entry or "content" in entry)
                    self.assertTrue(entry["in"] != "path" or entry["required"] is True)
        identities = [operation["operationId"] for _, _, operation in self.operations() if "operationId" in operation]
        self.assertEqual(len(set(identities)), len(identities))

    def test_oas_impl(self):
        """/conf/oas30/oas-impl: every path answers as it is described"""
        for path, _, operation in self.operations():
            with self.subTest(path=path):
                if path.startswith("/tiles/basemap") or path == "/metrics":
                    accepted = (200, 204, 403, 404)
                else:
                    accepted = (200, 204)
                answer = self.answer(self.sample(path))
                self.assertIn(answer.status, accepted, (self.sample(path), answer.body[:200]))
                if answer.status == 200:
                    described = self.resolve(operation["responses"]["200"])["content"]
                    self.assertIn(answer.media_type, {name.split(";")[0] for name in described})

    def test_completeness(self):
        """/conf/oas30/completeness, exceptions-codes: every status that comes is described, with its content"""
        for path, _, operation in self.operations():
            described = operation["responses"]
            sample = self.sample(path)
            strange = re.sub(r"/[^/]*$", "/there-is-none-such", sample.split("?")[0])
            for url in [sample, sample.split("?")[0] + "?colour=red", strange]:
                answer = self.answer(url)
                with self.subTest(path=path, url=url):
                    if answer.status < 300:
                        self.assertIn(str(answer.status), described)
                        continue
                    names = [name for name in (str(answer.status), f"{answer.status // 100}XX", "default") if name in described]
                    self.assertTrue(names)
                    if url != strange:  # which may be another path's
                        self.assertIn(answer.media_type, self.resolve(described[names[0]])["content"])

    def test_security(self):
        """/conf/oas30/security: no authentication is asked for, so that none is described"""
        for path, _, operation in self.operations():
            self.assertNotEqual(self.answer(self.sample(path)).status, 401)
            self.assertFalse(operation.get("security"))


if __name__ == "__main__":
    heatward_e2e.main()
