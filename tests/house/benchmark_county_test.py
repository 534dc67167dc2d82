#!/usr/bin/python3
"""tools/make-benchmark-county: as many incidents and places as its help states, where it states, again and again.

    benchmark_county_test.py TOOLS_FOLDER
"""

import collections
import csv
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(sys.argv[1]) / "make-benchmark-county"


class BenchmarkCountyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="benchmark-county-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def make(self, name, *arguments, status=0):
        path = self.folder / name
        done = subprocess.run([sys.executable, TOOL, path, *map(str, arguments)], capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, status, done.stderr)
        return path if status == 0 else done.stderr

    def positions_of_csv(self, path):
        with open(path, newline="") as file:
            return [(float(row["easting"]), float(row["northing"])) for row in csv.DictReader(file)]

    def positions_of_geopackage(self, path):
        rows = sqlite3.connect(path).execute("SELECT geom FROM incidents ORDER BY fid").fetchall()
        return [struct.unpack("<2sBBiBIdd", blob)[-2:] for (blob,) in rows]

    def test_the_same_options_give_the_same_bytes(self):
        for name in ("a.csv", "a.gpkg"):
            once = self.make(name, "--incidents", 1000).read_bytes()
            self.assertEqual(self.make(name, "--incidents", 1000).read_bytes(), once)
            self.assertNotEqual(self.make(name, "--incidents", 1000, "--seed", 5).read_bytes(), once)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["a.csv", "a.gpkg"])

    def test_rows_places_and_extent_are_as_stated(self):
        for incidents, each_place, places in ((1000, 1, 1000), (1000, 8, 125), (1001, 8, 126), (1, 1, 1), (3, 9, 1)):
            arguments = ("--incidents", incidents, "--each-place", each_place)
            found = self.positions_of_csv(self.make("a.csv", *arguments))
            self.assertEqual(found, self.positions_of_geopackage(self.make("a.gpkg", *arguments)))
            times = collections.Counter(found)
            self.assertEqual((len(found), len(times)), (incidents, places))
            self.assertLessEqual(max(times.values()), each_place)
            for x, y in found:
                self.assertTrue(600000 <= x <= 640000 and 520000 <= y <= 550000, (x, y))

    def test_they_gather_in_clusters(self):
        squares = collections.Counter((int(x // 1000), int(y // 1000))
                                      for x, y in self.positions_of_csv(self.make("a.csv", "--incidents", 20000)))
        fullest = sum(count for _, count in squares.most_common(60))  # 5 % of the county's area
        self.assertGreater(fullest, 0.5 * 20000)
        self.assertGreater(len(squares), 600)  # and the country is not empty

    def test_what_it_refuses(self):
        self.assertIn("--incidents", self.make("a.csv", "--incidents", 0, status=2))
        self.assertIn(".gpkg or .csv", self.make("a.txt", status=2))
        self.assertIn("--each-place", self.make("a.csv", "--incidents", 1 << 25, status=2))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
