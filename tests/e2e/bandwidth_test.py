#!/usr/bin/python3
"""Bandwidth selectors from the command line, and layers whose bandwidth a selector chooses."""

import json
import math
import random
import re

import heatward_e2e
import pictures
import tiny_county
from heatward_e2e import Server, heatward
from tiny_county import TinyCounty

SELECTORS = ["scott", "silverman", "ppl", "cvl", "diggle"]
RADIUS = {"quartic_m": math.sqrt(8), "epanechnikov_m": math.sqrt(6), "uniform_m": 2,
          "triangular_m": math.sqrt(20 / 3), "gaussian_m": 1}

WINDOW = {"type": "FeatureCollection",
          "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
          "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [
              [[540000, 250000], [546000, 250000], [546000, 254000], [540000, 254000], [540000, 250000]]]}}]}


class BandwidthTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.points = self.folder / "points.csv"
        self.window = self.folder / "window.geojson"
        self.window.write_text(json.dumps(WINDOW))

    def write(self, rows, header="x,y"):
        self.points.write_text(header + "\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows))

    def write_clusters(self, n=400):
        chance = random.Random(5)
        centres = [(541500, 251200), (543900, 252800), (545000, 250900)]
        self.write([(round(chance.gauss(x, 180)), round(chance.gauss(y, 180)))
                    for x, y in (chance.choice(centres) for _ in range(n))])

    def answers(self, *arguments):
        done = heatward("bandwidth", self.points, "--json", *arguments, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_every_selector_answers_with_sigma_and_radii(self):
        self.write_clusters()
        for arguments in ((), ("--window", self.window, "--crs", "EPSG:27700")):
            answers = self.answers(*arguments)
            self.assertEqual(list(answers), SELECTORS)
            for name, answer in answers.items():
                self.assertGreater(answer["sigma_m"], 1, name)
                self.assertLess(answer["sigma_m"], 4000, name)
                for key, factor in RADIUS.items():
                    self.assertAlmostEqual(answer[key] / answer["sigma_m"], factor, delta=1e-9)
                self.assertTrue(answer["purpose"])
        self.assertEqual(answers["ppl"]["window"], str(self.window))
        self.assertAlmostEqual(answers["ppl"]["window_km2"], 24)
        self.assertEqual(answers["ppl"]["incidents"], 400)

    def test_scott_by_hand(self):
        self.write([(0, 0, 10), (600, 0, 10), (0, 200, 10), (600, 200, 10)], "a,b,x")
        scott = self.answers("--x", "a", "--y", "b")["scott"]
        self.assertAlmostEqual(scott["sigma_m"], 200 * 4**(-1 / 6), delta=1e-9)
        self.assertEqual(scott["window"], "convex hull of the points")
        self.assertAlmostEqual(scott["window_km2"], 0.12)

    def test_the_same_for_every_number_of_threads(self):
        self.write_clusters()
        self.assertEqual(self.answers("--threads", 1), self.answers("--threads", 4))

    def test_the_text_says_sigma_radii_window_and_notes(self):
        self.write([(540100 + 300 * (k % 5), 250100 + 200 * (k % 7)) for k in range(35)] * 4)
        done = heatward("bandwidth", self.points, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in [*SELECTORS, "sigma", "quartic R", "convex hull", "no --window was given", "note: degenerate",
                     "140 points at 35 places (100 %"]:
            self.assertIn(word, done.stdout)
        self.assertEqual(done.stderr, "")

    def test_progress(self):
        self.write_clusters()
        done = heatward("bandwidth", self.points, "--progress", "json", timeout=60)
        stages = {line["stage"]: line for line in map(json.loads, done.stderr.splitlines()) if "stage" in line}
        self.assertEqual(len(stages), 4)
        for line in stages.values():
            self.assertTrue(line["finished"])
            if line["total"]:
                self.assertEqual(line["done"], line["total"])

    def test_points_outside_the_window_are_left_out_and_said(self):
        self.write_clusters()
        with self.points.open("a") as file:
            file.write("100000,100000\n")
        done = heatward("bandwidth", self.points, "--json", "--window", self.window, "--crs", "EPSG:27700")
        self.assertIn("1 points lie outside the window", done.stderr)
        self.assertEqual(json.loads(done.stdout)["scott"]["incidents"], 400)

    def test_points_on_a_line(self):
        self.write([(k * 100 + k % 3, 0) for k in range(20)])
        answers = self.answers()
        self.assertIsNone(answers["scott"]["sigma_m"])
        self.assertIn("one line", answers["scott"]["note"])
        self.assertGreater(answers["silverman"]["sigma_m"], 0)
        self.assertIn("without area", answers["ppl"]["note"])

    def test_points_beyond_all_numbers(self):
        for rows in ([("1e160", 1), ("-1e160", 2), (3, 7)], [(1, "1e160"), (2, "-1e160"), ("1e160", 7)]):
            self.write(rows)
            for name, answer in self.answers().items():
                self.assertIsNone(answer["sigma_m"], name)
                self.assertIn("beyond all numbers", answer["note"], name)

    def test_what_it_refuses(self):
        for rows, words in (([], ("points.csv",)), ([(1, 2)], ("points.csv", "too few")),
                            ([(1, 2)] * 3, ("points.csv", "at one place"))):
            self.write(rows)
            done = heatward("bandwidth", self.points)
            self.assertEqual(done.returncode, 1, done.stderr)
            for word in words:
                self.assertIn(word, done.stderr)
        self.write_clusters()
        self.assertIn("--crs", heatward("bandwidth", self.points, "--window", self.window).stderr)
        self.assertEqual(heatward("bandwidth", self.points, "--threads", -1).returncode, 2)
        self.assertEqual(heatward("bandwidth").returncode, 2)


class LayerTest(heatward_e2e.TemporaryFolderCase):
    """A layer with a selector is built, served and exported like one in metres."""

    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)

    def give(self, bandwidth):
        self.county.project.write_text(
            tiny_county.PROJECT.replace("bandwidth  = 200\n", f"bandwidth  = {bandwidth}\n"))

    def layer(self):
        report = json.loads((self.county.output / "current" / "analyst" / "report.json").read_text())
        return report["layers"][0]

    def test_scott_is_built_served_and_exported(self):
        self.give('"scott"')
        self.assertEqual(heatward("check", self.county.project).returncode, 0)
        heatward_e2e.build(self.county.project, self.county.output)
        layer = self.layer()
        self.assertEqual(layer["bandwidth_selector"], "scott")
        self.assertAlmostEqual(layer["bandwidth_m"] / layer["sigma_m"], math.sqrt(8), delta=1e-9)
        html = (self.county.output / "current" / "analyst" / "report.html").read_text()
        self.assertIn("scott", html)
        lon, lat = tiny_county.lonlat(tiny_county.WEST + 500, tiny_county.SOUTH + 500)
        with Server(self.county.output) as server:
            tilejson = server.ask("/tiles/violence.json")
            self.assertEqual(tilejson.status, 200)
            self.assertIn(f"bandwidth {layer['bandwidth_m']} m", tilejson.body.decode())
            chosen = json.loads(server.ask(f"/point/violence/{lon:.6f},{lat:.6f}").body)["density"]
            self.assertGreater(chosen, 0)
            other = server.ask(f"/point/violence/{lon:.6f},{lat:.6f}?bandwidth={layer['bandwidth_m']}")
            self.assertEqual(json.loads(other.body)["density"], chosen)
        picture = self.folder / "map.png"
        done = heatward("export", self.county.output, "--layer", "violence", "--size", "400x300", picture)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertFalse(pictures.is_blank(pictures.decode(picture.read_bytes())))
        # The same run in metres has the same density there.
        self.give(layer["bandwidth_m"])
        heatward_e2e.build(self.county.project, self.county.output)
        self.assertNotIn("bandwidth_selector", self.layer())
        with Server(self.county.output) as server:
            given = json.loads(server.ask(f"/point/violence/{lon:.6f},{lat:.6f}").body)["density"]
        self.assertEqual(given, chosen)

    def test_an_adaptive_layer_is_built_served_and_exported(self):
        self.give('"abramson:120"\nwiden      = true')
        self.assertEqual(heatward("check", self.county.project).returncode, 0)
        heatward_e2e.build(self.county.project, self.county.output)
        layer = self.layer()
        self.assertEqual(layer["bandwidth_selector"], "abramson:120")
        self.assertEqual(layer["sigma_m"], 120)
        self.assertAlmostEqual(layer["bandwidth_m"], math.sqrt(8) * 120, delta=1e-9)
        drawn = layer["bandwidth_range_m"]
        self.assertLess(drawn["smallest"], drawn["largest"])
        # police.uk's places are known to 300 m: no kernel is narrower than that variance alone.
        self.assertGreater(drawn["smallest"], math.sqrt(8) * 300 / 2.45)
        self.assertAlmostEqual(layer["volume"] / layer["annual_weight"], 1, delta=2e-3)
        lon, lat = tiny_county.lonlat(tiny_county.WEST + 500, tiny_county.SOUTH + 500)
        with Server(self.county.output) as server:
            described = server.ask("/tiles/violence.json").body.decode()
            self.assertIn("adaptive bandwidth, 339 m on average", described)
            served = json.loads(server.ask(f"/point/violence/{lon:.9f},{lat:.9f}").body)["density"]
        self.assertGreater(served, 0)
        picture = self.folder / "map.png"
        done = heatward("export", self.county.output, "--layer", "violence", "--size", "400x300", picture)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertFalse(pictures.is_blank(pictures.decode(picture.read_bytes())))
        # Without the factors the density is another.
        self.give("339.4112549695428\nwiden      = true")
        heatward_e2e.build(self.county.project, self.county.output)
        self.assertNotIn("bandwidth_selector", self.layer())
        with Server(self.county.output) as server:
            fixed = json.loads(server.ask(f"/point/violence/{lon:.9f},{lat:.9f}").body)["density"]
        self.assertNotEqual(fixed, served)

    def test_uniform_edges_are_refused_with_a_reason(self):
        for bandwidth in ('"abramson:400"', "400\nwiden      = true"):
            self.give(bandwidth + '\nedge       = "uniform"')
            for command in ("check", "build"):
                done = heatward(command, self.county.project)
                self.assertEqual(done.returncode, 1)
                self.assertTrue(re.search(r"layers.*edge.*kernel of its own.*diggle",
                                          done.stderr + done.stdout), done.stderr)


if __name__ == "__main__":
    heatward_e2e.main()
