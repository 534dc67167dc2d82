#!/usr/bin/python3
"""WMS and WMTS as clients read them: documents by an XML parser, pictures and tiles by GDAL (and OWSLib where it is)."""

import json
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import numpy
from osgeo import gdal, osr

import heatward_e2e
import demo_county
import mercator
import pictures
from demo_county import LAYER, LAYERS

try:
    import owslib.wms
    import owslib.wmts
except ImportError:
    owslib = None

LON, LAT, _ = demo_county.hottest_place()
WMS = "{http://www.opengis.net/wms}"
WMTS = "{http://www.opengis.net/wmts/1.0}"
OWS = "{http://www.opengis.net/ows/1.1}"
HALF = 20037508.342789244


def mercator_extent(zoom, x, y, tiles=1):
    """West, south, east, north of a square of tiles in metres."""
    side = 2 * HALF / 2**zoom
    return x * side - HALF, HALF - (y + tiles) * side, (x + tiles) * side - HALF, HALF - y * side


def transformed(lon, lat, epsg):
    """East and north of a place."""
    systems = []
    for code in (4326, epsg):
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems.append(system)
    return osr.CoordinateTransformation(*systems).TransformPoint(lon, lat)[:2]


class ProtocolTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def xml(self, path):
        answer = self.server.ask(path)
        self.assertEqual(answer.status, 200, answer.body[:300])
        return ElementTree.fromstring(answer.body)

    def picture(self, crs, bbox, width, height, layers=LAYER):
        numbers = ",".join(repr(float(number)) for number in bbox)
        answer = self.server.ask("/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&STYLES=&FORMAT=image/png&"
                                 f"TRANSPARENT=TRUE&LAYERS={layers}&CRS={crs}&BBOX={numbers}&WIDTH={width}&HEIGHT={height}")
        self.assertEqual((answer.status, answer.media_type), (200, "image/png"), answer.body[:300])
        return pictures.decode(answer.body)


class CapabilitiesTest(ProtocolTest):
    def test_wms_1_3_0_lists_every_layer_in_every_system(self):
        root = self.xml("/wms?SERVICE=WMS&REQUEST=GetCapabilities")
        self.assertEqual((root.tag, root.get("version")), (f"{WMS}WMS_Capabilities", "1.3.0"))
        layers = {layer.findtext(f"{WMS}Name"): layer
                  for layer in root.findall(f"{WMS}Capability/{WMS}Layer/{WMS}Layer")}
        self.assertLessEqual({*LAYERS, "wards", "districts"}, set(layers))
        for name, layer in layers.items():
            boxes = {box.get("CRS"): [float(box.get(side)) for side in ("minx", "miny", "maxx", "maxy")]
                     for box in layer.findall(f"{WMS}BoundingBox")}
            self.assertEqual(set(boxes), {"EPSG:3857", "EPSG:4326", "CRS:84", "EPSG:27700"}, name)
            for crs, (east, north) in {"EPSG:4326": (LAT, LON), "CRS:84": (LON, LAT),
                                       "EPSG:3857": transformed(LON, LAT, 3857),
                                       "EPSG:27700": transformed(LON, LAT, 27700)}.items():
                west, south, far_east, far_north = boxes[crs]
                self.assertTrue(west < east < far_east and south < north < far_north, (name, crs, boxes[crs]))

    def test_wms_1_1_1_has_longitude_first(self):
        root = self.xml("/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetCapabilities")
        self.assertEqual((root.tag, root.get("version")), ("WMT_MS_Capabilities", "1.1.1"))
        for layer in root.findall("Capability/Layer/Layer"):
            box = next(box for box in layer.findall("BoundingBox") if box.get("SRS") == "EPSG:4326")
            self.assertTrue(float(box.get("minx")) < LON < float(box.get("maxx")))

    def test_legends_and_times_that_are_listed_are_served(self):
        root = self.xml("/wms?SERVICE=WMS&REQUEST=GetCapabilities")
        href = "{http://www.w3.org/1999/xlink}href"
        for layer in root.findall(f"{WMS}Capability/{WMS}Layer/{WMS}Layer"):
            legend = layer.find(f"{WMS}Style/{WMS}LegendURL")
            picture = pictures.decode(heatward_e2e.ask(legend.find(f"{WMS}OnlineResource").get(href)).body)
            self.assertEqual(picture.shape[:2], (int(legend.get("height")), int(legend.get("width"))))
            time = layer.find(f"{WMS}Dimension")
            if time is not None:
                name = layer.findtext(f"{WMS}Name")
                whole = time.get("default")
                for value in (whole, whole.split("/")[0], time.text):
                    answer = self.server.ask(f"/wms?VERSION=1.3.0&REQUEST=GetMap&LAYERS={name}&STYLES=&FORMAT=image/png&"
                                             f"CRS=CRS:84&BBOX=0,54,1,55&WIDTH=9&HEIGHT=9&TIME={value}")
                    self.assertEqual(answer.status, 200, answer.body)

    def test_wmts_is_well_formed_and_its_templates_lead_to_tiles(self):
        root = self.xml("/wmts/1.0.0/WMTSCapabilities.xml")
        self.assertEqual(root.tag, f"{WMTS}Capabilities")
        x, y = mercator.tile_of(LON, LAT, 11)
        for layer in root.findall(f"{WMTS}Contents/{WMTS}Layer"):
            name = layer.findtext(f"{OWS}Identifier")
            address = layer.find(f"{WMTS}ResourceURL").get("template")
            default = layer.findtext(f"{WMTS}Dimension/{WMTS}Default") or ""
            for key, value in {"Style": layer.findtext(f"{WMTS}Style/{OWS}Identifier"), "Time": default,
                               "TileMatrixSet": "WebMercatorQuad", "TileMatrix": 11, "TileRow": y, "TileCol": x}.items():
                address = address.replace("{%s}" % key, str(value))
            answer = heatward_e2e.ask(address)
            self.assertEqual((answer.status, answer.media_type), (200, "image/png"), address)
            if name in LAYERS:
                self.assertEqual(answer.body, self.server.ask(f"/tiles/{name}/11/{x}/{y}.png").body)
            limits = next(one for one in layer.iter(f"{WMTS}TileMatrixLimits") if one.findtext(f"{WMTS}TileMatrix") == "11")
            self.assertLessEqual(int(limits.findtext(f"{WMTS}MinTileCol")), x)
            self.assertGreaterEqual(int(limits.findtext(f"{WMTS}MaxTileRow")), y)


class PictureTest(ProtocolTest):
    def test_windows_on_the_lattice_equal_the_tiles_to_the_bit(self):
        random = numpy.random.default_rng(6)
        for zoom in (7, 9, 11, 13, 15, 17):
            x, y = mercator.tile_of(LON, LAT, zoom)
            tiles = numpy.vstack([numpy.hstack([
                pictures.decode(self.server.ask(f"/tiles/{LAYER}/{zoom}/{x + dx}/{y + dy}.png").body)
                for dx in (0, 1)]) for dy in (0, 1)])
            west, south, east, north = mercator_extent(zoom, x, y, 2)
            pixel = (east - west) / 512
            for _ in range(5):
                left, top = random.integers(0, 400, 2)
                width, height = random.integers(1, 112, 2)
                window = self.picture("EPSG:3857", (west + left * pixel, north - (top + height) * pixel,
                                                    west + (left + width) * pixel, north - top * pixel), width, height)
                numpy.testing.assert_array_equal(window, tiles[top:top + height, left:left + width])

    def test_the_hottest_place_is_the_same_in_every_system(self):
        for crs, epsg, span in (("EPSG:3857", 3857, 3000), ("EPSG:27700", 27700, 1700), ("CRS:84", None, 0.026),
                                ("EPSG:4326", None, 0.026)):
            x, y = (LON, LAT) if epsg is None else transformed(LON, LAT, epsg)
            box = (y - span, x - span, y + span, x + span) if crs == "EPSG:4326" else (x - span, y - span, x + span, y + span)
            picture = self.picture(crs, box, 101, 101)
            colours = {tuple(colour) for colour in picture[45:56, 45:56].reshape(-1, 4)}
            hottest = self.server.json(f"/legend/{LAYER}.json")["classes"][-1]["colour"]
            self.assertIn(hottest, {"#%02x%02x%02x" % colour[:3] for colour in colours}, crs)

    def test_feature_info_equals_point(self):
        x, y = transformed(LON, LAT, 27700)
        answer = self.server.json("/wms?VERSION=1.3.0&REQUEST=GetFeatureInfo&CRS=EPSG:27700&WIDTH=101&HEIGHT=101&I=50&J=50&"
                                  f"LAYERS={LAYER}&QUERY_LAYERS={LAYER}&INFO_FORMAT=application/json&"
                                  f"BBOX={x - 50},{y - 50},{x + 50},{y + 50}")
        (feature,) = answer["features"]
        lon, lat = feature["geometry"]["coordinates"]
        point = self.server.json(f"/point/{LAYER}/{lon!r},{lat!r}")
        # There and back through the datum's shift the place moves by a hair.
        self.assertAlmostEqual(feature["properties"]["density"] / point["density"], 1, delta=1e-4)
        self.assertEqual(feature["properties"]["ward_code"], point["ward"]["code"])


class GdalTest(ProtocolTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # GDAL keeps tiles under the working folder, and would answer from them.
        folder = tempfile.TemporaryDirectory(prefix="heatward-e2e-")
        cls.addClassCleanup(folder.cleanup)
        gdal.SetConfigOption("GDAL_DEFAULT_WMS_CACHE_PATH", folder.name)

    def read(self, name, window):
        """RGBA of a window (west, south, east, north) of a GDAL data set, 256 pixels square."""
        opened = gdal.Open(name)
        done = gdal.Translate("", opened, format="MEM", width=256, height=256, resampleAlg="near",
                              projWin=(window[0], window[3], window[2], window[1]))
        return numpy.moveaxis(done.ReadAsArray(), 0, -1)

    def test_wmts_driver_reads_tiles(self):
        zoom = 12
        x, y = mercator.tile_of(LON, LAT, zoom)
        tile = pictures.decode(self.server.ask(f"/tiles/{LAYER}/{zoom}/{x}/{y}.png").body)
        got = self.read(f"WMTS:{self.server.url}/wmts/1.0.0/WMTSCapabilities.xml,layer={LAYER}", mercator_extent(zoom, x, y))
        shown = tile[:, :, 3] > 0
        self.assertGreater(shown.sum(), 1000)
        numpy.testing.assert_array_equal(got[shown], tile[shown])
        numpy.testing.assert_array_equal(got[:, :, 3], tile[:, :, 3])

    def test_wms_driver_opens_both_versions(self):
        for version, system, box in (("1.1.1", "SRS=EPSG:4326", (LON - 0.1, LAT - 0.1, LON + 0.1, LAT + 0.1)),
                                     ("1.3.0", "CRS=EPSG:4326", (LAT - 0.1, LON - 0.1, LAT + 0.1, LON + 0.1))):
            name = (f"WMS:{self.server.url}/wms?SERVICE=WMS&VERSION={version}&REQUEST=GetMap&LAYERS={LAYER}&{system}&"
                    f"BBOX={','.join(map(repr, box))}&FORMAT=image/png&TRANSPARENT=TRUE")
            opened = gdal.Open(name)
            self.assertIsNotNone(opened, name)
            done = gdal.Translate("", opened, format="MEM", width=128, height=128)
            picture = done.ReadAsArray()
            self.assertGreater(int((picture[:3].min(axis=0) < 255).sum()), 100, version)
        found = gdal.Open(f"WMS:{self.server.url}/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities")
        names = " ".join(name for name, _ in found.GetSubDatasets())
        for layer in LAYERS:
            self.assertIn(f"LAYERS={layer}&", names)


@unittest.skipIf(owslib is None, "OWSLib (python3-owslib) is not installed")
class OwsLibTest(ProtocolTest):
    def test_wms(self):
        for version, box in (("1.1.1", (LON - 0.1, LAT - 0.1, LON + 0.1, LAT + 0.1)),
                             ("1.3.0", (LON - 0.1, LAT - 0.1, LON + 0.1, LAT + 0.1))):
            service = owslib.wms.WebMapService(f"{self.server.url}/wms", version=version)
            self.assertIn(LAYER, service.contents)
            self.assertTrue(service[LAYER].timepositions)
            got = service.getmap(layers=[LAYER], styles=[""], srs="EPSG:4326", bbox=box, size=(64, 64),
                                 format="image/png", transparent=True)
            picture = pictures.decode(got.read())
            self.assertEqual(picture.shape, (64, 64, 4))
            self.assertGreater(int((picture[:, :, 3] > 0).sum()), 10, version)

    def test_wmts(self):
        service = owslib.wmts.WebMapTileService(f"{self.server.url}/wmts/1.0.0/WMTSCapabilities.xml")
        x, y = mercator.tile_of(LON, LAT, 11)
        tile = service.gettile(layer=LAYER, tilematrixset="WebMercatorQuad", tilematrix="11", row=y, column=x,
                               format="image/png")
        self.assertEqual(tile.read(), self.server.ask(f"/tiles/{LAYER}/11/{x}/{y}.png").body)


class ExceptionTest(ProtocolTest):
    def test_bad_windows_are_exceptions_with_400(self):
        good = "VERSION=1.3.0&REQUEST=GetMap&LAYERS={layer}&STYLES=&FORMAT=image/png&CRS=EPSG:3857&BBOX={box}&WIDTH={w}&HEIGHT=9"
        for box, width in (("nan,0,1,1", 9), ("0,0,inf,1", 9), ("1,1,0,0", 9), ("0,0,9,9", 4097), ("0,0,9,9", "1e3"),
                           ("0,0,9", 9), ("-1e308,0,1e308,9", 9), ("0,0,1e8,1", 9)):
            answer = self.server.ask("/wms?" + good.format(layer=LAYER, box=box, w=width))
            self.assertEqual(answer.status, 400, box)
            root = ElementTree.fromstring(answer.body)
            self.assertTrue(root.tag.endswith("ServiceExceptionReport"))
            self.assertTrue(root[0].get("code"))
        answer = self.server.ask("/wms?" + good.format(layer="%3Cscript%3E", box="0,0,9,9", w=9))
        self.assertIn("<script>", ElementTree.fromstring(answer.body)[0].text)
        self.assertNotIn(b"<script>", answer.body)
        self.assertEqual(self.server.ask("/wms?BBOX=1&bbox=2").status, 400)

    def test_json_is_json(self):
        answer = self.server.ask("/wmts?REQUEST=GetFeatureInfo&LAYER=wards&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&"
                                 "TILEROW=0&TILECOL=0&I=0&J=0&INFOFORMAT=application/json")
        self.assertEqual(json.loads(answer.body), {"type": "FeatureCollection", "features": []})


if __name__ == "__main__":
    heatward_e2e.main()
