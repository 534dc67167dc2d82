#!/usr/bin/python3
"""Tiles through GDAL's drivers: vector tiles over HTTP, the density tiles as a tiled map."""

import unittest

import county_features  # noqa: F401 (GDAL is set up there)
import demo_county
import heatward_e2e
import mercator
import numpy
import pictures
from osgeo import gdal

EARTH_M = 20037508.342789244
TILE_MAP = """<GDAL_WMS>
  <Service name="TMS"><ServerUrl>{url}</ServerUrl></Service>
  <DataWindow>
    <UpperLeftX>-{edge}</UpperLeftX><UpperLeftY>{edge}</UpperLeftY>
    <LowerRightX>{edge}</LowerRightX><LowerRightY>-{edge}</LowerRightY>
    <TileLevel>{level}</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin>
  </DataWindow>
  <Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY><BandsCount>4</BandsCount>
</GDAL_WMS>"""


class Tiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)
        cls.bounds = cls.server.json("/?f=json")["bounds"]


class VectorTileTest(Tiles):
    def test_one_tile_by_its_address(self):
        lon, lat, _ = demo_county.hottest_place()
        for name in [*demo_county.area_sets(), "hotspots"]:
            for zoom in (8, 11, 14):
                x, y = mercator.tile_of(lon, lat, zoom)
                source = gdal.OpenEx(f"MVT:{self.server.url}/tiles/{name}/{zoom}/{x}/{y}.mvt", gdal.OF_VECTOR)
                layer = source.GetLayerByName(name)
                features = list(layer)
                self.assertGreater(len(features), 0, (name, zoom))
                side = 2 * EARTH_M / 2**zoom
                west, east, south, north = layer.GetExtent()
                left, top = x * side - EARTH_M, EARTH_M - y * side
                # Tiles reach a little over their edge.
                with self.subTest(name=name, zoom=zoom, x=x, y=y):
                    self.assertTrue(left - side / 8 <= west and east <= left + side * 9 / 8, (west, east))
                    self.assertTrue(top - side * 9 / 8 <= south and north <= top + side / 8, (south, north))
                for feature in features:
                    self.assertFalse(feature.GetGeometryRef().IsEmpty())

    def test_the_tile_document_names_tiles_that_open(self):
        lon, lat, _ = demo_county.hottest_place()
        for name in [*demo_county.area_sets(), "hotspots", "basemap"]:
            document = self.server.json(f"/tiles/{name}.json")
            zoom = min(12, document["maxzoom"])
            x, y = mercator.tile_of(lon, lat, zoom)
            url = document["tiles"][0].format(z=zoom, x=x, y=y)
            source = gdal.OpenEx(f"MVT:{url}", gdal.OF_VECTOR)
            served = {source.GetLayer(i).GetName() for i in range(source.GetLayerCount())}
            self.assertTrue(served)
            self.assertLessEqual(served, {layer["id"] for layer in document["vector_layers"]})


class DensityTileTest(Tiles):
    def open(self, layer, zoom, query=""):
        url = self.server.json(f"/tiles/{layer}.json{query}")["tiles"][0]
        self.assertTrue(url.startswith(f"{self.server.url}/tiles/{layer}/{{z}}/{{x}}/{{y}}.png"), url)
        url = url.replace("{", "${").replace("&", "&amp;")
        return gdal.Open(TILE_MAP.format(url=url, edge=EARTH_M, level=zoom))

    def test_a_window_over_tiles_holds_their_pixels(self):
        lon, lat, _ = demo_county.hottest_place()
        for layer in demo_county.LAYERS[:2]:
            for zoom, query in [(9, ""), (12, ""), (13, "?datetime=2025")]:
                picture = self.open(layer, zoom, query)
                self.assertEqual(picture.RasterXSize, 256 * 2**zoom)
                x, y = mercator.tile_of(lon, lat, zoom)
                read = picture.ReadAsArray(256 * x - 128, 256 * y - 128, 512, 512).transpose(1, 2, 0)
                wanted = numpy.zeros((768, 768, 4), numpy.uint8)
                for column in range(3):
                    for row in range(3):
                        tile = self.server.ask(f"/tiles/{layer}/{zoom}/{x - 1 + column}/{y - 1 + row}.png{query}")
                        self.assertEqual(tile.status, 200)
                        wanted[256 * row:256 * row + 256, 256 * column:256 * column + 256] = pictures.decode(tile.body)
                wanted = wanted[128:640, 128:640]
                self.assertTrue((wanted[..., 3] > 0).any(), "there is something to see")
                drawn = wanted[..., 3] > 0
                self.assertTrue((read[..., 3] == wanted[..., 3]).all())
                self.assertTrue((read[drawn] == wanted[drawn]).all())


if __name__ == "__main__":
    heatward_e2e.main()
