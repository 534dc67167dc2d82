#!/usr/bin/python3
"""Density tiles: the same pixel however the picture is cut, filters that add up, colours of the legend."""

import unittest

import numpy

import heatward_e2e
import demo_county
import mercator
import pictures
from demo_county import LAYER, LAYERS, MANIFEST, REPORT

LON, LAT, HOTTEST = demo_county.hottest_place()
CATEGORIES = next(layer["categories"] for layer in MANIFEST["project"]["layers"] if layer["id"] == LAYER)


def legend_colours(legend):
    """Lower bounds of the classes, and their colours as RGBA after a transparent one."""
    bounds = [entry["from"] for entry in legend["classes"]]
    colours = [(0, 0, 0, 0)]
    for entry in legend["classes"]:
        rgb = [int(entry["colour"][at:at + 2], 16) for at in (1, 3, 5)]
        colours.append((*rgb, int(entry["opacity"] * 255 + 0.5)))
    return bounds, colours


class TileTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def tile(self, layer, zoom, x, y, scale="", query=""):
        answer = self.server.ask(f"/tiles/{layer}/{zoom}/{x}/{y}{scale}.png{query}")
        self.assertEqual(answer.status, 200, answer.body[:300])
        return pictures.decode(answer.body)

    def density(self, lon, lat, query="", layer=LAYER):
        answer = self.server.json(f"/point/{layer}/{lon:.10f},{lat:.10f}{query}")
        self.assertTrue(answer["inside_study_area"])
        return answer["density"]

    def places(self, count):
        """Cell centres that lie inside the study area."""
        found = []
        for lon, lat, _ in demo_county.cell_centres(LAYER, 3 * count):
            if self.server.json(f"/point/{LAYER}/{lon:.10f},{lat:.10f}")["inside_study_area"]:
                found.append((lon, lat))
        self.assertGreaterEqual(len(found), count)
        return found[:count]

    def test_a_large_tile_equals_the_four_below_it_to_the_bit(self):
        for layer in LAYERS:
            for zoom in (7, 9, 11, 13, 15):
                x, y = mercator.tile_of(LON, LAT, zoom)
                for query in ("", "?datetime=2025-02/2025-04"):
                    with self.subTest(layer=layer, zoom=zoom, query=query):
                        large = self.tile(layer, zoom, x, y, "@2x", query)
                        self.assertEqual(large.shape, (512, 512, 4))
                        rows = [numpy.hstack([self.tile(layer, zoom + 1, 2 * x + i, 2 * y + j, "", query)
                                              for i in (0, 1)]) for j in (0, 1)]
                        self.assertTrue((large == numpy.vstack(rows)).all())
                        if query == "":
                            self.assertTrue((large[:, :, 3] > 0).any())

    def test_pixels_have_the_colour_of_their_density(self):
        for layer in LAYERS:
            bounds, colours = legend_colours(self.server.json(f"/legend/{layer}.json"))
            for query in ("", "?datetime=2025-06"):
                x, y = mercator.tile_of(LON, LAT, 12)
                tile = self.tile(layer, 12, x, y, "", query)
                seen = set()
                for column, row in [(16 + 28 * i, 20 + 36 * j) for i in range(9) for j in range(7)]:
                    lon, lat = mercator.pixel_centre(12, x, y, column, row)
                    answer = self.server.json(f"/point/{layer}/{lon:.10f},{lat:.10f}{query}")
                    density = answer["density"] or 0
                    # The plane of the tile differs from the project's by up to 2e-4 of the maximum.
                    if any(abs(density - bound) <= 4e-4 * bounds[-1] for bound in bounds):
                        continue
                    index = int(numpy.searchsorted(bounds, density, side="right"))
                    pixel = tuple(int(value) for value in tile[row, column])
                    if index == 0:
                        self.assertEqual(pixel[3], 0, (layer, query, column, row, density))
                    else:
                        self.assertEqual(pixel, colours[index], (layer, query, column, row, density))
                    seen.add(index)
                self.assertGreater(len(seen), 1)

    def test_colours_mean_the_same_at_every_zoom(self):
        _, colours = legend_colours(self.server.json(f"/legend/{LAYER}.json"))
        for zoom in (6, 8, 10, 12, 14, 16):
            tile = self.tile(LAYER, zoom, *mercator.tile_of(LON, LAT, zoom))
            used = {tuple(int(value) for value in pixel) for pixel in numpy.unique(tile.reshape(-1, 4), axis=0)}
            self.assertLessEqual({colour for colour in used if colour[3] > 0}, set(colours))

    def test_months_add_up_to_the_year(self):
        """Densities are annualised over the months supplied: their mean is the year's."""
        supplied = [month for month in REPORT["sources"][0]["periods"] if month.startswith("2025")]
        self.assertEqual(len(supplied), 11)
        for lon, lat in self.places(4):
            months = [self.density(lon, lat, f"?datetime={month}") for month in supplied]
            self.assertAlmostEqual(sum(months) / 11, self.density(lon, lat, "?datetime=2025-01/2025-12"), places=8)
            self.assertAlmostEqual(sum(months[:2]) / 2, self.density(lon, lat, "?datetime=2025-01/2025-02"), places=8)
            self.assertGreater(len(set(months)), 1)

    def test_a_missing_month_is_absent_and_not_zero(self):
        lon, lat = self.places(1)[0]
        self.assertIn("2025-03", REPORT["sources"][0]["missing_periods"])
        self.assertIsNone(self.density(lon, lat, "?datetime=2025-03"))
        self.assertEqual(self.density(lon, lat, "?datetime=2025-02/2025-03"),
                         self.density(lon, lat, "?datetime=2025-02"))

    def test_open_intervals(self):
        lon, lat = self.places(1)[0]
        for one, other in [("2025-01/2025-12", "2025"), ("../2025-03", "2025-01/2025-03"),
                           ("2025-10/..", "2025-10/2025-12")]:
            with self.subTest(interval=one):
                self.assertEqual(self.density(lon, lat, f"?datetime={one}"),
                                 self.density(lon, lat, f"?datetime={other}"))

    def test_categories_add_up(self):
        layer = next((entry["id"] for entry in MANIFEST["project"]["layers"] if len(entry["categories"]) > 1), None)
        self.assertIsNotNone(layer, "no layer of the demo county holds several categories")
        categories = next(entry["categories"] for entry in MANIFEST["project"]["layers"] if entry["id"] == layer)
        for lon, lat in self.places(4):
            parts = [self.density(lon, lat, f"?category={category}", layer) for category in categories]
            self.assertAlmostEqual(sum(parts), self.density(lon, lat, "", layer), places=8)
        together = self.density(lon, lat, f"?category={','.join(categories)}", layer)
        self.assertAlmostEqual(together, sum(parts), places=8)

    def test_the_layers_own_filter_changes_nothing(self):
        source = MANIFEST["project"]["sources"][0]["id"]
        for query in (f"?category={','.join(CATEGORIES)}", "?scale=layer", f"?source={source}"):
            with self.subTest(query=query):
                x, y = mercator.tile_of(LON, LAT, 11)
                self.assertTrue((self.tile(LAYER, 11, x, y, "", query) == self.tile(LAYER, 11, x, y)).all())

    def test_a_bandwidth_of_the_layer(self):
        layer = next(entry for entry in MANIFEST["project"]["layers"] if entry["bandwidths"])
        other = layer["bandwidths"][0]
        x, y = mercator.tile_of(LON, LAT, 12)
        self.assertFalse((self.tile(layer["id"], 12, x, y, "", f"?bandwidth={other:g}")
                          == self.tile(layer["id"], 12, x, y)).all())
        answer = self.server.ask(f"/tiles/{layer['id']}/12/{x}/{y}.png?bandwidth=12345")
        self.assertEqual(answer.status, 400)
        self.assertIn("bandwidth", answer.json()["detail"])

    def test_the_same_tile_again_and_from_another_server(self):
        path = f"/tiles/{LAYER}/13/{'/'.join(map(str, mercator.tile_of(LON, LAT, 13)))}.png"
        first = self.server.ask(path)
        self.assertEqual(self.server.ask(path).body, first.body)
        with heatward_e2e.Server(demo_county.OUTPUT, "--threads", 1) as other:
            answer = other.ask(path)
            self.assertEqual((answer.body, answer.headers["etag"]), (first.body, first.headers["etag"]))


if __name__ == "__main__":
    heatward_e2e.main()
