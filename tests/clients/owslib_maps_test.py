#!/usr/bin/python3
"""OWSLib's clients of WMS 1.1.1 and 1.3.0 and of WMTS."""

import unittest

import demo_county
import heatward_e2e
import owslib_client  # noqa: F401 (skips where OWSLib is not there)
import pictures
from density_pixels import extent, hottest_tiles, mosaic, same_seen
from owslib.util import ServiceException
from owslib.wms import WebMapService
from owslib.wmts import WebMapTileService

LAYER = demo_county.LAYER
PLACE = demo_county.hottest_place()
VERSIONS = ("1.1.1", "1.3.0")
ZOOM = 12


class Maps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)
        cls.x, cls.y = hottest_tiles(PLACE, ZOOM, 2)
        cls.bounds = cls.server.json("/?f=json")["bounds"]


class WmsTest(Maps):
    def clients(self):
        for version in VERSIONS:
            client = WebMapService(f"{self.server.url}/wms", version=version)
            self.assertEqual(client.version, version)
            yield client

    def test_capabilities(self):
        for client in self.clients():
            self.assertIn("WMS", client.identification.type.upper())
            self.assertTrue(client.identification.title)
            names = {operation.name for operation in client.operations}
            self.assertLessEqual({"GetCapabilities", "GetMap", "GetFeatureInfo"}, names)
            self.assertIn("image/png", client.getOperationByName("GetMap").formatOptions)
            self.assertLessEqual(set(demo_county.LAYERS), set(client.contents))
            for layer in demo_county.LAYERS:
                entry = client[layer]
                self.assertTrue(entry.title)
                self.assertEqual(int(entry.queryable), 1)
                west, south, east, north = entry.boundingBoxWGS84
                self.assertTrue(west <= self.bounds[0] and self.bounds[2] <= east)
                self.assertTrue(south <= self.bounds[1] and self.bounds[3] <= north)
                self.assertLessEqual({"EPSG:3857", "EPSG:4326", "EPSG:27700"}, set(entry.crsOptions))
                self.assertTrue(entry.timepositions, "a time dimension")
                self.assertTrue(entry.styles)

    def test_links_name_this_server(self):
        for client in self.clients():
            for operation in client.operations:
                for method in operation.methods:
                    self.assertTrue(method["url"].startswith(f"{self.server.url}/wms"), method)

    def map_of_tiles(self, client, **options):
        """The extent of two by two tiles in their pixels."""
        return client.getmap(**{"layers": [LAYER], "srs": "EPSG:3857", "bbox": extent(ZOOM, self.x, self.y, 2),
                                "size": (512, 512), "format": "image/png", **options})

    def test_map(self):
        wanted = mosaic(self.server, LAYER, ZOOM, self.x, self.y, 2)
        for client in self.clients():
            answer = self.map_of_tiles(client, transparent=True)
            self.assertTrue(same_seen(pictures.decode(answer.read()), wanted).all())

    def test_map_in_degrees_is_in_its_place(self):
        """OWSLib swaps the axes itself where the version wants it."""
        lon, lat = PLACE[:2]
        drawn = []
        for client in self.clients():
            answer = self.map_of_tiles(client, srs="EPSG:4326", bbox=(lon - 0.2, lat - 0.05, lon + 0.2, lat + 0.05),
                                       size=(600, 150), transparent=True)
            drawn.append(pictures.decode(answer.read()))
        self.assertEqual(drawn[0].shape, (150, 600, 4))
        self.assertTrue((drawn[0][75, 300, 3]) > 0)
        self.assertTrue((drawn[0] == drawn[1]).all())

    def test_map_of_a_time_on_a_ground(self):
        wanted = mosaic(self.server, LAYER, ZOOM, self.x, self.y, 2, "?datetime=2025-05")
        for client in self.clients():
            answer = self.map_of_tiles(client, time="2025-05", transparent=False, bgcolor="#204060")
            picture = pictures.decode(answer.read())
            empty = wanted[..., 3] == 0
            self.assertTrue(empty.any())
            self.assertTrue((picture[empty] == (0x20, 0x40, 0x60, 255)).all())
            full = wanted[..., 3] == 255
            self.assertTrue((picture[full] == wanted[full]).all())

    def test_what_is_there(self):
        lon, lat = PLACE[:2]
        point = self.server.json(f"/point/{LAYER}/{lon:.6f},{lat:.6f}")
        for client in self.clients():
            for media_type in ("application/json", "text/plain"):
                answer = client.getfeatureinfo(
                    layers=[LAYER], query_layers=[LAYER], srs="EPSG:4326", size=(101, 101), xy=(50, 50), format="image/png",
                    bbox=(lon - 0.0505, lat - 0.0505, lon + 0.0505, lat + 0.0505), info_format=media_type)
                text = answer.read().decode()
                self.assertIn(point["ward"]["code"], text)
                self.assertIn(point["ward"]["name"], text)

    def test_legend(self):
        for client in self.clients():
            for style in client[LAYER].styles.values():
                self.assertTrue(style["legend"].startswith(self.server.url), style)
                answer = heatward_e2e.ask(style["legend"])
                self.assertEqual((answer.status, answer.media_type), (200, "image/png"))
                self.assertGreater(pictures.decode(answer.body).shape[0], 20)

    def test_a_fault_comes_as_a_service_exception(self):
        for client in self.clients():
            with self.assertRaises(ServiceException):
                self.map_of_tiles(client, layers=["none"])


class WmtsTest(Maps):
    def setUp(self):
        self.address = {"layer": LAYER, "tilematrixset": "WebMercatorQuad", "tilematrix": str(ZOOM), "row": self.y,
                        "column": self.x, "format": "image/png"}

    def clients(self):
        for path in ("/wmts", "/wmts/1.0.0/WMTSCapabilities.xml"):
            yield WebMapTileService(self.server.url + path)

    def test_capabilities(self):
        for client in self.clients():
            self.assertLessEqual(set(demo_county.LAYERS), set(client.contents))
            matrices = client.tilematrixsets["WebMercatorQuad"].tilematrix
            self.assertEqual(sorted(map(int, matrices)), list(range(23)))
            for name, matrix in matrices.items():
                self.assertAlmostEqual(matrix.scaledenominator * 2**int(name), 559082264.0287178, delta=559)
                self.assertEqual((matrix.matrixwidth, matrix.matrixheight, matrix.tilewidth, matrix.tileheight),
                                 (2**int(name), 2**int(name), 256, 256))
                self.assertAlmostEqual(matrix.topleftcorner[0], -20037508.342789244, places=3)
                self.assertAlmostEqual(matrix.topleftcorner[1], 20037508.342789244, places=3)

    def test_tile(self):
        wanted = mosaic(self.server, LAYER, ZOOM, self.x, self.y, 1)
        for client in self.clients():
            tile = client.gettile(**self.address)
            self.assertTrue(same_seen(pictures.decode(tile.read()), wanted).all())

    def test_tile_by_its_resource(self):
        for client in self.clients():
            url = client.buildTileResource(**self.address)
            self.assertTrue(url.startswith(self.server.url), url)
            answer = heatward_e2e.ask(url)
            self.assertEqual((answer.status, answer.media_type), (200, "image/png"), url)
            self.assertEqual(answer.body, self.server.ask(f"/tiles/{LAYER}/{ZOOM}/{self.x}/{self.y}.png").body)


if __name__ == "__main__":
    heatward_e2e.main()
