#!/usr/bin/python3
"""Tested against the abstract tests of OGC API - Features - Part 2: Coordinate Reference Systems by Reference
(18-058r1, annex A): each restated as a test of its own, named by its identifier."""


import heatward_e2e
import projection
from ogcapi_case import CRS84, OgcApiCase, rectangle, shape

CLASS = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
# Code, whether the system's first axis is y, and what a coordinate may be off in its unit: seven decimals of a degree.
KNOWN = {CRS84: (4326, False, 2e-7), EPSG + "4326": (4326, True, 2e-7), EPSG + "3857": (3857, False, 0.03),
         EPSG + "27700": (27700, False, 0.02)}


class ReferenceSystems(OgcApiCase):
    def systems(self, entry):
        """A collection's list, with the global one in place of #/crs."""
        every = self.server.json("/collections").get("crs", [])
        return [each for name in entry["crs"] for each in (every if name == "#/crs" else [name])]

    def assert_content_crs(self, answer, system):
        self.assertEqual(answer.headers.get("content-crs"), f"<{system}>")

    def test_conformance(self):
        """The class is declared, and the four systems that the documentation names are served."""
        self.assertIn(CLASS, self.server.json("/conformance")["conformsTo"])
        for entry in self.collections:
            self.assertEqual(set(self.systems(entry)), set(KNOWN))

    def test_crs_uri(self):
        """/conf/crs/crs-uri"""
        document = self.server.json("/collections")
        alone = [self.server.json(f"/collections/{entry['id']}") for entry in document["collections"]]
        for entry in [*document["collections"], *alone]:
            for name in [*entry["crs"], entry["storageCrs"]]:
                if name != "#/crs":
                    self.assertRegex(name, r"^http://www\.opengis\.net/def/crs/[A-Za-z0-9]+/[0-9.]+/[A-Za-z0-9]+$")
            self.assertTrue("#/crs" not in entry["crs"] or "crs" in document)

    def test_default_crs(self):
        """/conf/crs/default-crs (fc-md-crs-list B)"""
        for entry in self.collections:
            for found in (entry, self.server.json(f"/collections/{entry['id']}")):
                self.assertIn(CRS84, self.systems(found))

    def test_storage_crs(self):
        """/conf/crs/storageCrs"""
        for entry in self.collections:
            for found in (entry, self.server.json(f"/collections/{entry['id']}")):
                self.assertIn(found["storageCrs"], self.systems(found))
                self.assertEqual(found["storageCrs"], EPSG + "27700")

    def test_crs_parameter(self):
        """/conf/crs/crs-parameter"""
        for entry in self.collections:
            identity = self.items(entry["id"], limit=1).json()["features"][0]["id"]
            for system in self.systems(entry):
                answer = self.items(entry["id"], crs=system, limit=3)
                self.assert_feature_collection(answer)
                self.assert_content_crs(answer, system)
                answer = self.get(f"/collections/{entry['id']}/items/{identity}", crs=system)
                self.assert_feature(answer.json())
                self.assert_content_crs(answer, system)

    def test_crs_parameter_on_later_pages(self):
        """/conf/crs/crs-parameter: next links keep the system"""
        answer = self.items("wards", crs=EPSG + "27700", limit=2)
        following = self.get(self.hrefs(answer.json(), "next")[0])
        self.assert_content_crs(following, EPSG + "27700")
        self.assertGreater(shape(following.json()["features"][0]).GetEnvelope()[0], 1000)

    def test_crs_parameter_invalid(self):
        """/conf/crs/crs-parameter-invalid"""
        for entry in self.collections:
            identity = self.items(entry["id"], limit=1).json()["features"][0]["id"]
            for system in (EPSG + "4258", EPSG + "0", "http://www.example.com/crs", "", "#/crs"):
                for path in (f"/collections/{entry['id']}/items", f"/collections/{entry['id']}/items/{identity}"):
                    self.assertEqual(self.answer(path, crs=system).status, 400, (path, system))

    def test_crs_parameter_default(self):
        """/conf/crs/crs-parameter-default"""
        for entry in self.collections:
            answer = self.items(entry["id"], limit=1)
            self.assert_content_crs(answer, CRS84)
            identity = answer.json()["features"][0]["id"]
            self.assert_content_crs(self.get(f"/collections/{entry['id']}/items/{identity}"), CRS84)

    def test_crs_parameter_transform(self):
        """/conf/crs/crs-parameter-transform"""
        for entry in self.collections:
            plain = self.items(entry["id"], limit=20).json()["features"]
            for system in self.systems(entry):
                epsg, y_first, tolerance = KNOWN[system]
                others = self.items(entry["id"], crs=system, limit=20).json()["features"]
                for feature, other in zip(plain, others, strict=True):
                    self.assertEqual(feature["id"], other["id"])
                    alone = self.get(f"/collections/{entry['id']}/items/{feature['id']}", crs=system).json()
                    self.assertEqual(alone["geometry"], other["geometry"])
                    served, wanted = shape(other), shape(feature)
                    if y_first:
                        served.SwapXY()
                    wanted.Transform(projection.between(4326, epsg))
                    for one, another in zip(served.GetEnvelope(), wanted.GetEnvelope()):
                        self.assertAlmostEqual(one, another, delta=2 * tolerance)

    def boxes(self, entry):
        """The south-western quarter of the extent in each system: (system, text, rectangle, x before y, EPSG code)."""
        west, south, east, north = entry["extent"]["spatial"]["bbox"][0]
        for system in self.systems(entry):
            epsg, y_first, _ = KNOWN[system]
            corner = rectangle(west, south, (west + east) / 2, (south + north) / 2)
            corner.Transform(projection.between(4326, epsg))
            left, right, low, high = corner.GetEnvelope()
            numbers = (low, left, high, right) if y_first else (left, low, right, high)
            yield system, ",".join(map(repr, numbers)), rectangle(left, low, right, high), epsg

    def test_bbox_crs_parameter(self):
        """/conf/crs/bbox-crs-parameter"""
        for entry in self.collections:
            features = self.every_feature(entry["id"])
            for system, text, box, epsg in self.boxes(entry):
                change = projection.between(4326, epsg)
                near, far = box.Buffer(-1e-6 * box.Boundary().Length()), box.Buffer(1e-6 * box.Boundary().Length())
                surely, perhaps = set(), set()
                for feature in features:
                    geometry = shape(feature)
                    geometry.Transform(change)
                    if geometry.Intersects(near):
                        surely.add(feature["id"])
                    if geometry.Intersects(far):
                        perhaps.add(feature["id"])
                served = {feature["id"] for feature in self.every_feature(entry["id"], bbox=text, bbox_crs=system)}
                with self.subTest(collection=entry["id"], crs=system):
                    self.assertTrue(surely)
                    self.assertTrue(surely <= served <= perhaps, (surely - served, served - perhaps))

    def test_bbox_crs_parameter_invalid(self):
        """/conf/crs/bbox-crs-parameter-invalid"""
        for entry in self.collections:
            for system in (EPSG + "4258", "http://www.example.com/crs", "", "#/crs"):
                answer = self.answer(f"/collections/{entry['id']}/items", bbox="5,49,6,50", bbox_crs=system)
                self.assertEqual(answer.status, 400, system)

    def test_bbox_crs_parameter_default(self):
        """/conf/crs/bbox-crs-parameter-default"""
        for entry in self.collections:
            west, south, east, north = entry["extent"]["spatial"]["bbox"][0]
            text = f"{west},{south},{(west + east) / 2},{(south + north) / 2}"
            plain = self.items(entry["id"], bbox=text, limit=1000).json()["features"]
            named = self.items(entry["id"], bbox=text, bbox_crs=CRS84, limit=1000).json()["features"]
            self.assertTrue(plain)
            self.assertEqual([each["id"] for each in plain], [each["id"] for each in named])


if __name__ == "__main__":
    heatward_e2e.main()
