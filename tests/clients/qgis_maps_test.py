#!/usr/bin/python3
"""Density tiles, WMS, WMTS and vector tiles as QGIS draws them."""

import tempfile
import unittest

import demo_county
import heatward_e2e
import mercator
import numpy
import qgis_client
from density_pixels import mosaic
from qgis.core import QgsPointXY, QgsRaster, QgsRasterLayer, QgsRectangle, QgsVectorTileLayer

ZOOM = 12
LAYER = demo_county.LAYER


class Maps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)
        folder = tempfile.TemporaryDirectory(prefix="heatward-qgis-")
        cls.addClassCleanup(folder.cleanup)
        cls.application = qgis_client.start(folder.name)
        lon, lat, _ = demo_county.hottest_place()
        cls.x, cls.y = mercator.tile_of(lon, lat, ZOOM)

    def tiles(self, query=""):
        """Two by two tiles on white, as they are served."""
        return qgis_client.over_white(mosaic(self.server, LAYER, ZOOM, self.x, self.y, 2, query))

    def assert_drawn_as_tiles(self, layer, query="", share=0.0):
        """At most `share` of the pixels are drawn otherwise."""
        self.assertTrue(layer.isValid(), layer.source())
        drawn = qgis_client.render([layer], ZOOM, self.x, self.y, 2)[..., :3]
        wanted = self.tiles(query)
        self.assertGreater((wanted < 250).any(axis=-1).mean(), 0.05, "there is something to see")
        different = (numpy.abs(drawn - wanted).max(axis=-1) > 2).mean()
        self.assertLessEqual(different, share, "QGIS draws other pixels than the tiles")

    def test_density_tiles(self):
        url = f"{self.server.url}/tiles/{LAYER}/{{z}}/{{x}}/{{y}}.png"
        layer = QgsRasterLayer(f"type=xyz&url={url}&zmin=0&zmax=22", "tiles", "wms")
        self.assert_drawn_as_tiles(layer)

    def test_filtered_density_tiles(self):
        url = f"{self.server.url}/tiles/{LAYER}/{{z}}/{{x}}/{{y}}.png?datetime%3D2025-01/2025-06"
        layer = QgsRasterLayer(f"type=xyz&url={url}&zmin=0&zmax=22", "tiles", "wms")
        self.assert_drawn_as_tiles(layer, "?datetime=2025-01/2025-06")

    def wms(self, system="EPSG:3857", url_query=""):
        url = f"{self.server.url}/wms{url_query}"
        return QgsRasterLayer(f"crs={system}&format=image/png&layers={LAYER}&styles=&url={url}", "wms", "wms")

    def test_wms(self):
        for version in ("1.3.0", "1.1.1"):
            with self.subTest(version=version):
                # QGIS rounds the number of rows up by itself: it asks for 513 of them here, whose classes meet elsewhere.
                self.assert_drawn_as_tiles(self.wms(url_query=f"?VERSION%3D{version}"), share=0.01)

    def test_wms_in_other_systems(self):
        for system in ("EPSG:4326", "EPSG:27700", "CRS:84"):
            with self.subTest(crs=system):
                layer = self.wms(system)
                self.assertTrue(layer.isValid())
                drawn = qgis_client.render([layer], ZOOM, self.x, self.y, 2)[..., :3].astype(float)
                wanted = self.tiles()
                # Warped by QGIS: classes' borders move by a pixel, places do not.
                same = (numpy.abs(drawn - wanted).max(axis=-1) <= 40).mean()
                self.assertGreater(same, 0.85)
                swapped = (numpy.abs(drawn.transpose(1, 0, 2) - wanted).max(axis=-1) <= 40).mean()
                self.assertGreater(same, swapped + 0.1)

    def test_wms_says_what_is_there(self):
        lon, lat, _ = demo_county.hottest_place()
        layer = self.wms("EPSG:4326")
        found = layer.dataProvider().identify(QgsPointXY(lon, lat), QgsRaster.IdentifyFormatText,
                                              QgsRectangle(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01), 101, 101)
        self.assertTrue(found.isValid(), found.error().message())
        self.assertTrue(any("density" in str(text) for text in found.results().values()), found.results())

    def test_wmts(self):
        url = f"{self.server.url}/wmts/1.0.0/WMTSCapabilities.xml"
        self.assert_drawn_as_tiles(QgsRasterLayer(
            f"crs=EPSG:3857&format=image/png&layers={LAYER}&styles=default&tileMatrixSet=WebMercatorQuad&url={url}", "wmts", "wms"))

    def test_vector_tiles(self):
        for name in demo_county.area_sets():
            url = f"{self.server.url}/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt"
            layer = QgsVectorTileLayer(f"type=xyz&url={url}&zmin=0&zmax=14", name)
            self.assertTrue(layer.isValid())
            drawn = qgis_client.render([layer], 10, *mercator.tile_of(*demo_county.hottest_place()[:2], 10))
            self.assertGreater((drawn[..., :3] < 250).any(axis=-1).mean(), 0.05, name)


if __name__ == "__main__":
    qgis_client.main()
