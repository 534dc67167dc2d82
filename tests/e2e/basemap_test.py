#!/usr/bin/python3
"""[[basemap]] from its files to tiles over HTTP, read by GDAL's own driver, and to maps."""

import json
import pathlib
import tempfile
import unittest

from osgeo import gdal, ogr

import heatward_e2e
import mercator
import pictures
import tiny_county
from tiny_county import SOUTH, WEST

gdal.UseExceptions()
ogr.UseExceptions()

ZOOM = 13
BASEMAP = """
[[basemap]]
path = "roads.geojson"
class = "road"

[[basemap]]
path = "pond.geojson"
class = "water"

[[basemap]]
path = "places.geojson"
class = "place"
"""


def write_features(path, features):
    """Features as (properties, kind, places); places are metres from the county's corner."""
    def degrees(place):
        return list(tiny_county.lonlat(WEST + place[0], SOUTH + place[1]))

    def coordinates(kind, places):
        if kind == "Point":
            return degrees(places[0])
        line = [degrees(place) for place in places]
        return [line + line[:1]] if kind == "Polygon" else line
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties,
         "geometry": {"type": kind, "coordinates": coordinates(kind, places)}}
        for properties, kind, places in features]}))


class BasemapTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.county = tiny_county.TinyCounty(pathlib.Path(folder.name) / "county")
        cls.folder = cls.county.folder
        write_features(cls.folder / "roads.geojson", [
            ({"NAME": "High Street"}, "LineString", [(100, 1000), (1000, 1010)]),
            ({"NAME": "High Street"}, "LineString", [(1900, 1000), (1000, 1010)]),
            ({"NAME": None}, "LineString", [(1000, 1010), (1000, 1500)]),
            ({"NAME": "A wood, not a road"}, "Polygon", [(0, 0), (9, 0), (9, 9)])])
        write_features(cls.folder / "pond.geojson", [
            ({"name1": "Mere"}, "Polygon", [(1050, 1050), (1350, 1050), (1350, 1350), (1050, 1350)])])
        write_features(cls.folder / "places.geojson", [({"name": "Tinyton"}, "Point", [(1000, 1010)])])
        cls.county.project_text += BASEMAP
        cls.county.write()
        cls.run_folder = heatward_e2e.build(cls.county.project, cls.county.output)
        cls.server = heatward_e2e.Server(cls.county.output)
        cls.addClassCleanup(cls.server.__exit__)

    def tile(self, zoom=ZOOM):
        x, y = mercator.tile_of(*tiny_county.lonlat(WEST + 1000, SOUTH + 1010), zoom)
        answer = self.server.ask(f"/tiles/basemap/{zoom}/{x}/{y}.mvt")
        self.assertEqual((answer.status, answer.media_type), (200, "application/vnd.mapbox-vector-tile"))
        return answer.body, x, y

    def test_gdal_reads_the_tile_as_it_was_drawn(self):
        body, x, y = self.tile()
        path = self.folder / "tile.mvt"
        path.write_bytes(body)
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR, ["MVT"], [f"X={x}", f"Y={y}", f"Z={ZOOM}", "CLIP=NO"])
        layers = {source.GetLayer(i).GetName(): source.GetLayer(i) for i in range(source.GetLayerCount())}
        self.assertEqual(set(layers), {"water", "road", "place"})
        roads = {feature["name"]: feature.GetGeometryRef().Clone() for feature in layers["road"]}
        self.assertEqual(set(roads), {"High Street", None})
        place = next(iter(layers["place"]))
        self.assertEqual(place["name"], "Tinyton")
        middle = place.GetGeometryRef()
        # Two units of the tile are 2.4 mercator metres.
        self.assertLess(middle.Distance(roads["High Street"]), 2.4)
        self.assertLess(middle.Distance(roads[None]), 2.4)
        pond = next(iter(layers["water"]))
        self.assertEqual(pond["name"], "Mere")
        # Mercator is 1/cos(52.2°) = 1.632 times as long: 300 m become 489.5.
        self.assertAlmostEqual(pond.GetGeometryRef().GetArea(), 489.5 ** 2, delta=2000)

    def test_landing_page_and_tilejson_lead_to_the_tiles(self):
        page = self.server.json("/?f=json")
        self.assertEqual(page["basemap"], {"tiles": "tiles/basemap/{z}/{x}/{y}.mvt",
                                           "classes": ["water", "road", "place"]})
        tilejson = self.server.json("/tiles/basemap.json")
        self.assertEqual([layer["id"] for layer in tilejson["vector_layers"]], ["water", "road", "place"])
        self.assertIn("/tiles/basemap/{z}/{x}/{y}.mvt", tilejson["tiles"][0])
        self.assertEqual(self.server.ask("/tiles/basemap/14/0/0.mvt").status, 204)

    def test_the_run_holds_it_and_the_report_says_what_is_left_out(self):
        source = ogr.Open(str(self.run_folder / "analyst" / "basemap.gpkg"))
        counts = {source.GetLayer(i).GetName(): source.GetLayer(i).GetFeatureCount()
                  for i in range(source.GetLayerCount())}
        self.assertEqual(counts, {"water": 1, "road": 3, "place": 1})
        strokes = {feature["name"]: feature["stroke_m"] for feature in source.GetLayerByName("road")}
        self.assertAlmostEqual(strokes["High Street"], 1800, delta=2)
        self.assertEqual(heatward_e2e.broken_files(self.run_folder), [])
        manifest = json.loads((self.run_folder / "manifest.json").read_text())
        self.assertIn("roads.geojson", {entry["path"] for entry in manifest["inputs"]})
        warnings = json.loads((self.run_folder / "analyst" / "report.json").read_text())["warnings"]
        self.assertTrue(any("roads.geojson" in text and "1 hold no lines" in text for text in warnings), warnings)

    def test_a_second_build_has_the_same_bytes(self):
        again = heatward_e2e.build(self.county.project, self.folder / "again")
        self.assertEqual(again.name, self.run_folder.name)
        self.assertEqual(heatward_e2e.sha256_of(again / "analyst" / "basemap.gpkg"),
                         heatward_e2e.sha256_of(self.run_folder / "analyst" / "basemap.gpkg"))

    def test_maps_are_drawn_over_it(self):
        without = tiny_county.TinyCounty(self.folder / "without")
        heatward_e2e.build(without.project, without.output)
        flags = "?title=0&legend=0&scalebar=0&north=0&labels=0&boundaries=0"
        with heatward_e2e.Server(without.output) as bare:
            plain = pictures.decode(bare.ask(f"/static/violence/d1/400x400.png{flags}").body)
            self.assertIsNone(bare.json("/?f=json")["basemap"])
            self.assertEqual(bare.ask("/tiles/basemap/14/0/0.mvt").status, 404)
        drawn = pictures.decode(self.server.ask(f"/static/violence/d1/400x400.png{flags}").body)
        self.assertEqual(plain.shape, drawn.shape)
        self.assertGreater(int((plain != drawn).any(axis=2).sum()), 500)
        for kind, magic in (("pdf", b"%PDF-"), ("svg", b"<?xml")):
            self.assertTrue(self.server.ask(f"/static/violence/d1/400x400.{kind}").body.startswith(magic))

    def test_bad_sources_are_refused_by_name(self):
        for name, text, said in (("bare.csv", "WKT,name\nPOINT (545000 258000),A\n", "reference system"),
                                 ("empty.geojson", "", "empty.geojson"),
                                 ("https://example.org/roads.geojson", None, "network")):
            with self.subTest(name=name):
                county = tiny_county.TinyCounty(self.folder / "bad")
                if text is not None:
                    (county.folder / name).write_text(text)
                county.project_text += f'\n[[basemap]]\npath = "{name}"\nclass = "place"\n'
                county.write()
                done = heatward_e2e.heatward("check", county.project)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("basemap[1].path", done.stdout + done.stderr)
                self.assertIn(said, done.stdout + done.stderr)


if __name__ == "__main__":
    heatward_e2e.main()
