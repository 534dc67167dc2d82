#!/usr/bin/python3
"""Collections and vector tiles as clients read them: next links, boxes, GDAL's OAPIF and MVT drivers."""

import json
import pathlib
import tempfile
import unittest
import urllib.parse

import demo_county
import heatward_e2e
import mercator
import projection
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()
for option, value in [("GDAL_HTTP_TIMEOUT", "60"), ("GDAL_HTTP_PROXY", ""), ("NO_PROXY", "*")]:
    gdal.SetConfigOption(option, value)

TABLES = {name: demo_county.records("areas.gpkg", name) for name in demo_county.area_sets()}
HOTSPOTS = demo_county.records("hotspots.gpkg", "hotspots")
INTERVENTIONS = demo_county.records("interventions.gpkg", "interventions")
INCIDENTS = sum(source["rows_used"] for source in demo_county.REPORT["sources"])
SIZES = {**{name: len(rows) for name, rows in TABLES.items()}, "hotspots": len(HOTSPOTS),
         "interventions": len(INTERVENTIONS), "incidents": INCIDENTS}


class ServedOnce(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def walk(self, path):
        """All features from a first page on, by next links, and the pages' sizes."""
        features, sizes, url = [], [], self.server.url + path
        while url:
            self.assertLess(len(sizes), 200, "next links without end")
            answer = heatward_e2e.ask(url)
            self.assertEqual(answer.status, 200, answer.body[:300])
            page = answer.json()
            self.assertEqual(page["type"], "FeatureCollection")
            self.assertEqual(page["numberReturned"], len(page["features"]))
            features += page["features"]
            sizes.append(len(page["features"]))
            following = [link["href"] for link in page["links"] if link["rel"] == "next"]
            self.assertLessEqual(len(following), 1)
            url = following[0] if following else None
        return features, sizes


class CollectionTest(ServedOnce):
    def test_the_list_names_every_collection(self):
        collections = self.server.json("/collections")
        self.assertEqual({entry["id"] for entry in collections["collections"]}, set(SIZES))
        for entry in collections["collections"]:
            west, south, east, north = entry["extent"]["spatial"]["bbox"][0]
            self.assertTrue(-180 <= west < east <= 180 and -90 <= south < north <= 90)
            items = [link["href"] for link in entry["links"] if link["rel"] == "items"]
            self.assertTrue(items)
            self.assertEqual(heatward_e2e.ask(items[0]).status, 200)
            self.assertEqual(self.server.json(f"/collections/{entry['id']}")["id"], entry["id"])

    def test_next_links_give_every_feature_exactly_once(self):
        for name, limit in [*((name, 5) for name in TABLES), ("hotspots", 3), ("interventions", 2),
                            ("incidents", 9999)]:
            with self.subTest(collection=name):
                features, sizes = self.walk(f"/collections/{name}/items?limit={limit}")
                identities = [feature["id"] for feature in features]
                self.assertEqual(len(set(identities)), len(identities))
                self.assertEqual(len(features), SIZES[name])
                self.assertTrue(all(size == limit for size in sizes[:-1]), sizes)
                self.assertGreater(len(sizes), 1)

    def test_the_default_page_and_the_number_matched(self):
        for name, size in SIZES.items():
            page = self.server.json(f"/collections/{name}/items")
            self.assertEqual(page["numberMatched"], size)
            self.assertEqual(len(page["features"]), min(10, size))

    def test_areas_carry_the_published_figures(self):
        for name, rows in TABLES.items():
            features, _ = self.walk(f"/collections/{name}/items?limit=1000")
            served = {feature["id"]: feature["properties"] for feature in features}
            for row in rows:
                for column, value in row.items():
                    if isinstance(value, float):
                        self.assertAlmostEqual(served[row["code"]][column], value, delta=1e-9 * (1 + abs(value)))
                    else:
                        self.assertEqual(served[row["code"]][column], value, (row["code"], column))

    def test_incidents_name_the_row_they_come_from(self):
        page = self.server.json("/collections/incidents/items?limit=200")
        places = {(feature["properties"]["file"], feature["properties"]["row"]) for feature in page["features"]}
        self.assertEqual(len(places), 200)
        for file, row in places:
            self.assertRegex(file, r"^(20\d\d-\d\d/20\d\d-\d\d-doggerland-street|ambulance|emergency)\.csv$")
            self.assertGreaterEqual(row, 1)

    def test_one_area_by_its_code(self):
        for name, rows in TABLES.items():
            for row in rows[:5]:
                feature = self.server.json(f"/collections/{name}/items/{row['code']}")
                self.assertEqual((feature["type"], feature["id"]), ("Feature", row["code"]))
                self.assertEqual(feature["properties"]["name"], row["name"])
                relations = {link["rel"]: link["href"] for link in feature["links"]}
                self.assertLessEqual({"self", "collection"}, set(relations))
                self.assertEqual(heatward_e2e.ask(relations["self"]).json()["id"], row["code"])

    def test_geometry_is_in_degrees_and_wound_as_rfc_7946_says(self):
        features, _ = self.walk("/collections/wards/items?limit=1000")
        bounds = self.server.json("/?f=json")["bounds"]
        for feature in features:
            geometry = ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))
            self.assertTrue(geometry.IsValid(), feature["id"])
            west, east, south, north = geometry.GetEnvelope()
            self.assertTrue(bounds[0] - 1e-6 <= west and east <= bounds[2] + 1e-6)
            self.assertTrue(bounds[1] - 1e-6 <= south and north <= bounds[3] + 1e-6)
            for polygon in (geometry if geometry.GetGeometryName() == "MULTIPOLYGON" else [geometry]):
                for place in range(polygon.GetGeometryCount()):
                    ring = polygon.GetGeometryRef(place).GetPoints()
                    twice_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
                    self.assertEqual(twice_area > 0, place == 0, feature["id"])

    def test_a_box_gives_exactly_the_features_that_meet_it(self):
        features, _ = self.walk("/collections/wards/items?limit=1000")
        west, south, east, north = self.server.json("/?f=json")["bounds"]
        middle = ((west + east) / 2, (south + north) / 2)
        for box in [(west, south, *middle), (*middle, east, north), (west - 9, south - 9, east + 9, north + 9),
                    (middle[0], middle[1], middle[0] + 1e-5, middle[1] + 1e-5), (20, 40, 21, 41)]:
            rectangle = ogr.CreateGeometryFromWkt("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))".format(*box))
            wanted = {feature["id"] for feature in features
                      if ogr.CreateGeometryFromJson(json.dumps(feature["geometry"])).Intersects(rectangle)}
            text = ",".join(repr(value) for value in box)
            served, _ = self.walk(f"/collections/wards/items?limit=9&bbox={text}")
            with self.subTest(box=box):
                self.assertEqual({feature["id"] for feature in served}, wanted)
                page = self.server.json(f"/collections/wards/items?limit=1&bbox={text}")
                self.assertEqual(page["numberMatched"], len(wanted))

    def test_next_links_keep_the_filter(self):
        west, south, east, north = self.server.json("/?f=json")["bounds"]
        page = self.server.json(f"/collections/wards/items?limit=1&bbox={west},{south},{east},{north}")
        following = next(link["href"] for link in page["links"] if link["rel"] == "next")
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(following).query)
        self.assertEqual(query["limit"], ["1"])
        self.assertIn("bbox", query)

    def test_a_page_pins_its_run(self):
        """Pages walked while a new run comes must all be of one run."""
        page = self.server.json("/collections/wards/items?limit=1")
        following = next(link["href"] for link in page["links"] if link["rel"] == "next")
        self.assertIn(f"run={demo_county.RUN.name}", following)


class OapifTest(ServedOnce):
    """GDAL's own client of OGC API - Features."""

    def open(self, page_size):
        return gdal.OpenEx(f"OAPIF:{self.server.url}", gdal.OF_VECTOR, open_options=[f"PAGE_SIZE={page_size}"])

    def test_it_reads_every_feature_of_every_collection(self):
        for page_size in (5, 1000):
            source = self.open(page_size)
            names = {source.GetLayer(i).GetName() for i in range(source.GetLayerCount())}
            self.assertEqual(names, set(SIZES))
            for name in names:
                if page_size == 5 and name == "incidents":
                    continue
                with self.subTest(collection=name, page_size=page_size):
                    layer = source.GetLayerByName(name)
                    self.assertEqual(layer.GetFeatureCount(), SIZES[name])
                    self.assertEqual(sum(1 for _ in layer), SIZES[name])

    def test_attributes_and_boxes(self):
        source = self.open(10)
        layer = source.GetLayerByName("wards")
        rows = {row["code"]: row for row in TABLES["wards"]}
        column = demo_county.LAYER.replace("-", "_") + "_count"
        read = {feature.GetField("code"): feature.GetField(column) for feature in layer}
        self.assertEqual(read, {code: row[column] for code, row in rows.items()})
        lon, lat, _ = demo_county.hottest_place()
        layer.SetSpatialFilterRect(lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5)
        found = [feature.GetField("code") for feature in layer]
        here = self.server.json(f"/point/{demo_county.LAYER}/{lon:.8f},{lat:.8f}")["ward"]["code"]
        self.assertIn(here, found)
        self.assertLess(len(found), 5)


class VectorTileTest(ServedOnce):
    def features(self, name, zoom, x, y):
        """What GDAL's MVT driver reads in a tile."""
        answer = self.server.ask(f"/tiles/{name}/{zoom}/{x}/{y}.mvt")
        if answer.status == 204:
            return []
        self.assertEqual(answer.status, 200, answer.body[:300])
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tile.mvt"
            path.write_bytes(answer.body)
            source = gdal.OpenEx(f"MVT:{path}", gdal.OF_VECTOR, open_options=[f"X={x}", f"Y={y}", f"Z={zoom}"])
            self.assertEqual([source.GetLayer(i).GetName() for i in range(source.GetLayerCount())], [name])
            rows = []
            for feature in source.GetLayer(0):
                self.assertFalse(feature.GetGeometryRef().IsEmpty())
                rows.append((feature.items(), feature.GetGeometryRef().Clone()))
            return rows

    def test_tiles_hold_every_area_with_its_figures(self):
        bounds = self.server.json("/?f=json")["bounds"]
        for name, rows in TABLES.items():
            expected = {row["code"]: row for row in rows}
            seen = {}
            for x, y in mercator.tiles_over(bounds, 9):
                for attributes, _ in self.features(name, 9, x, y):
                    seen[attributes["code"]] = attributes
            self.assertEqual(set(seen), set(expected))
            column = demo_county.LAYER.replace("-", "_") + "_count"
            for code, attributes in seen.items():
                self.assertEqual(attributes["name"], expected[code]["name"])
                self.assertEqual(attributes[column], expected[code][column])

    def test_geometry_lies_where_the_area_does(self):
        lon, lat, _ = demo_county.hottest_place()
        answer = self.server.json(f"/point/{demo_county.LAYER}/{lon:.8f},{lat:.8f}")
        zoom = 13
        x, y = mercator.tile_of(lon, lat, zoom)
        place = ogr.CreateGeometryFromWkt(f"POINT({lon} {lat})")
        place.Transform(projection.between(4326, 3857))
        holding = {attributes["code"] for attributes, geometry in self.features("wards", zoom, x, y)
                   if geometry.Buffer(1).Contains(place)}
        self.assertIn(answer["ward"]["code"], holding)

    def test_hotspots(self):
        bounds = self.server.json("/?f=json")["bounds"]
        seen = set()
        for x, y in mercator.tiles_over(bounds, 11):
            seen |= {(row["layer"], row["rank"]) for row, _ in self.features("hotspots", 11, x, y)}
        self.assertEqual(seen, {(row["layer"], row["rank"]) for row in HOTSPOTS})

    def test_interventions(self):
        bounds = self.server.json("/?f=json")["bounds"]
        seen = set()
        for x, y in mercator.tiles_over(bounds, 11):
            seen |= {row["code"] for row, _ in self.features("interventions", 11, x, y)}
        self.assertEqual(seen, {row["code"] for row in INTERVENTIONS})


if __name__ == "__main__":
    heatward_e2e.main()
