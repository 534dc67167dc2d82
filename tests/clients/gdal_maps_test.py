#!/usr/bin/python3
"""WMS and WMTS through GDAL's drivers: they open, and their pixels are the tiles'."""

import unittest
import xml.sax.saxutils

import county_features  # noqa: F401 (GDAL is set up there)
import demo_county
import heatward_e2e
import numpy
from density_pixels import extent, hottest_tiles, looked_up, mosaic, same_seen
from osgeo import gdal

LAYER = demo_county.LAYER
PLACE = demo_county.hottest_place()
WMS = """<GDAL_WMS>
  <Service name="WMS"><Version>{version}</Version><ServerUrl>{url}</ServerUrl><{key}>{system}</{key}>
    <ImageFormat>image/png</ImageFormat><Transparent>TRUE</Transparent><Layers>{layers}</Layers><Styles></Styles>
    <BBoxOrder>{order}</BBoxOrder></Service>
  <DataWindow><UpperLeftX>{west}</UpperLeftX><UpperLeftY>{north}</UpperLeftY><LowerRightX>{east}</LowerRightX>
    <LowerRightY>{south}</LowerRightY><SizeX>{columns}</SizeX><SizeY>{rows}</SizeY></DataWindow>
  <BandsCount>4</BandsCount><BlockSizeX>{block}</BlockSizeX><BlockSizeY>{block}</BlockSizeY>
  <OverviewCount>0</OverviewCount>
</GDAL_WMS>"""


class Maps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def wms(self, box, size, *, version="1.3.0", system="EPSG:3857", layers=LAYER, order="xyXY", block=256, query=""):
        west, south, east, north = box
        url = xml.sax.saxutils.escape(f"{self.server.url}/wms?{query}")
        source = gdal.Open(WMS.format(
            version=version, url=url, key="CRS" if version == "1.3.0" else "SRS", system=system, layers=layers, order=order,
            west=repr(west), south=repr(south), east=repr(east), north=repr(north), columns=size[0], rows=size[1], block=block))
        return source.ReadAsArray().transpose(1, 2, 0)


class WmsTest(Maps):
    def test_pixels_are_those_of_the_tiles(self):
        for version in ("1.1.1", "1.3.0"):
            for zoom in (8, 10, 13):
                # Blocks of 200 pixels are cut elsewhere than tiles are.
                for block, count in [(256, 2), (200, 4)]:
                    x, y = hottest_tiles(PLACE, zoom, count)
                    wanted = mosaic(self.server, LAYER, zoom, x, y, count)
                    self.assertTrue((wanted[..., 3] > 0).any())
                    with self.subTest(version=version, zoom=zoom, block=block):
                        read = self.wms(extent(zoom, x, y, count), (256 * count,) * 2, version=version, block=block)
                        self.assertTrue(same_seen(read, wanted).all())

    def test_filters_and_time(self):
        zoom, count = 11, 2
        x, y = hottest_tiles(PLACE, zoom, count)
        everything = mosaic(self.server, LAYER, zoom, x, y, count)
        for name, times in [("datetime", "2025-01/2025-06"), ("TIME", "2025-03"), ("TIME", "2024-01/2024-06")]:
            wanted = mosaic(self.server, LAYER, zoom, x, y, count, f"?datetime={times}")
            self.assertFalse(same_seen(wanted, everything).all())
            with self.subTest(name=name, times=times):
                read = self.wms(extent(zoom, x, y, count), (512, 512), query=f"{name}={times}&")
                self.assertTrue(same_seen(read, wanted).all())

    def test_axis_order(self):
        """Degrees, in both versions' orders: the same picture, in the right place."""
        lon, lat = PLACE[:2]
        box = (lon - 0.1, lat - 0.06, lon + 0.1, lat + 0.06)
        size = (400, 240)
        zoom, count = 13, 7
        x, y = hottest_tiles(PLACE, zoom, count)
        tiles = mosaic(self.server, LAYER, zoom, x, y, count)
        lons = [box[0] + (i + 0.5) * 0.2 / size[0] for i in range(size[0])]
        lats = [box[3] - (i + 0.5) * 0.12 / size[1] for i in range(size[1])]
        wanted = looked_up(tiles, zoom, x, y, lons, lats)
        for version, system, order in [("1.1.1", "EPSG:4326", "xyXY"), ("1.3.0", "EPSG:4326", "yxYX"),
                                       ("1.3.0", "CRS:84", "xyXY")]:
            with self.subTest(version=version, crs=system):
                read = self.wms(box, size, version=version, system=system, order=order, block=1024)
                # Pixels of the two lattices lie up to one apart, which shows at the classes' borders alone.
                self.assertGreater(same_seen(read, wanted).mean(), 0.95)
                self.assertLess(same_seen(read[::-1], wanted).mean(), same_seen(read, wanted).mean() - 0.05)

    def test_the_national_grid(self):
        """The surface itself: what the picture shows grows with the raster's values."""
        surface = gdal.Open(str(demo_county.ANALYST / "surfaces" / f"{LAYER}.tif"))
        west, cell, _, north, _, _ = surface.GetGeoTransform()
        values = surface.ReadAsArray()
        row, column = numpy.unravel_index(numpy.nanargmax(values), values.shape)
        top, left = max(0, int(row) - 60), max(0, int(column) - 60)
        part = values[top:top + 120, left:left + 120]
        box = (west + left * cell, north - (top + part.shape[0]) * cell, west + (left + part.shape[1]) * cell,
               north - top * cell)
        read = self.wms(box, part.shape[::-1], system="EPSG:27700", block=1024)
        breaks = [entry["from"] for entry in self.server.json(f"/legend/{LAYER}.json")["classes"]]
        classes = numpy.digitize(numpy.nan_to_num(part), breaks)
        self.assertGreater(len(numpy.unique(classes)), 3)
        right = 0
        for each in numpy.unique(classes):
            colours, counts = numpy.unique(read[classes == each], axis=0, return_counts=True)
            right += counts.max()
        # Where the picture is not computed on the surface's own cells, classes meet up to a cell elsewhere.
        self.assertGreater(right / classes.size, 0.94, "a class of the surface has one colour")

    def test_the_capabilities_open(self):
        for version in ("1.1.1", "1.3.0"):
            source = gdal.Open(f"WMS:{self.server.url}/wms?SERVICE=WMS&VERSION={version}&REQUEST=GetCapabilities")
            names = [name for name, _ in source.GetSubDatasets()]
            for layer in demo_county.LAYERS:
                chosen = [name for name in names if f"LAYERS={layer}&" in name]
                self.assertTrue(chosen, (layer, names[:3]))
                self.assertIsNotNone(gdal.Open(chosen[0]))


class WmtsTest(Maps):
    def test_every_layer_and_its_pixels(self):
        capabilities = f"WMTS:{self.server.url}/wmts/1.0.0/WMTSCapabilities.xml"
        zoom, count = 12, 2
        for layer in demo_county.LAYERS:
            source = gdal.Open(f"{capabilities},layer={layer},tilematrixset=WebMercatorQuad,tilematrix={zoom}")
            place = demo_county.hottest_place(layer)
            x, y = hottest_tiles(place, zoom, count)
            west, south, east, north = extent(zoom, x, y, count)
            left, pixel, _, top, _, _ = source.GetGeoTransform()
            self.assertAlmostEqual(pixel, (east - west) / 512, places=6)
            column, row = round((west - left) / pixel), round((top - north) / pixel)
            read = source.ReadAsArray(column, row, 512, 512).transpose(1, 2, 0)
            wanted = mosaic(self.server, layer, zoom, x, y, count)
            with self.subTest(layer=layer):
                self.assertTrue((wanted[..., 3] > 0).any())
                self.assertTrue(same_seen(read, wanted).all())


if __name__ == "__main__":
    heatward_e2e.main()
