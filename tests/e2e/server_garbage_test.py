#!/usr/bin/python3
"""Garbage in every position of every address: a 4xx JSON problem, never a 5xx, and the server goes on."""

import json
import unittest
import urllib.parse

import demo_county
import heatward_e2e
import mercator

LON, LAT, _ = demo_county.hottest_place()
X, Y = mercator.tile_of(LON, LAT, 10)
LAYER = demo_county.LAYER
TILE = f"/tiles/{LAYER}/10/{X}/{Y}.png"
POINT = f"/point/{LAYER}/{LON:.5f},{LAT:.5f}"
BOX = f"{LON - 0.1:.4f},{LAT - 0.1:.4f},{LON + 0.1:.4f},{LAT + 0.1:.4f}"
ITEMS = "/collections/wards/items"

NASTY = {
    "nothing": "",
    "a blank": " ",
    "a NUL": "\0",
    "no UTF-8": b"\xff\xfe\x80",
    "a line feed": "x\r\nSet-Cookie: a=b",
    "a way up": "../../../../etc/passwd",
    "a quoted way up": "..%2f..%2fetc%2fpasswd",
    "SQL": "' OR 1=1 --",
    "a script": "<script>alert(1)</script>",
    "a format": "%n%s{}{0}",
    "below zero": "-1",
    "infinity": "1e999",
    "not a number": "NaN",
    "hexadecimal": "0x10",
    "a huge number": "99999999999999999999999",
    "many commas": ",,,,,,",
    "too many numbers": "1,2,3,4,5,6,7,8,9",
    "the wrong way round": "10,60,-10,50",
    "a snowman": "\u2603",
    "far too long": "a" * 4000,
    "JSON": '{"a":[1]}',
    "a URL": "http://127.0.0.1:1/",
    "a month that is none": "2025-13",
    "an interval the wrong way round": "2025-06/2025-01",
}

# Where one value of an address can be wrong; {} stands for it.
IN_PATHS = [
    "/{}", "/tiles/{}.json", "/tiles/{}/10/1/1.png", f"/tiles/{LAYER}/{{}}/1/1.png", f"/tiles/{LAYER}/10/{{}}/1.png",
    f"/tiles/{LAYER}/10/1/{{}}.png", f"/tiles/{LAYER}/10/1/1{{}}.png", f"/tiles/{LAYER}/10/1/1@{{}}x.png",
    "/tiles/{}/10/1/1.mvt", "/tiles/wards/{}/1/1.mvt", "/tiles/wards/10/1/{}.mvt",
    "/legend/{}.png", "/legend/{}.json", f"/legend/{LAYER}@{{}}x.png",
    "/point/{}/1,54", f"/point/{LAYER}/{{}}", f"/point/{LAYER}/{{}},54", f"/point/{LAYER}/1,{{}}",
    f"/series/{{}}/w1", f"/series/{LAYER}/x{{}}", "/collections/{}", "/collections/{}/items", ITEMS + "/{}", "/collections/{}/items/1",
    f"/static/{{}}/{BOX}/100x100.png", f"/static/{LAYER}/{{}}/100x100.png", f"/static/{LAYER}/{BOX}/{{}}.png",
    f"/static/{LAYER}/{BOX}/{{}}x100.png", f"/static/{LAYER}/{BOX}/100x{{}}.png", f"/static/{LAYER}/{BOX}/100x100.{{}}",
]
IN_QUERIES = [
    *((TILE, name) for name in ("run", "datetime", "category", "source", "bandwidth", "scale", "hours", "days")),
    *((POINT, name) for name in ("run", "datetime", "category", "source", "bandwidth", "hours", "days")),
    *((f"/series/{LAYER}", name) for name in ("run", "datetime", "category", "source", "hours", "days", "f")),
    *((ITEMS, name) for name in ("run", "f", "limit", "bbox", "bbox-crs", "crs", "datetime", "properties", "sortby",
                                 "filter", "offset")),
    *((f"/static/{LAYER}/{BOX}/100x100.png", name) for name in
      ("run", "datetime", "title", "legend", "scalebar", "north", "boundaries", "labels", "bandwidth")),
    ("/", "f"), ("/conformance", "f"), ("/collections", "f"), ("/collections/wards", "f"),
    (f"/tiles/{LAYER}.json", "run"), (f"/legend/{LAYER}.png", "run"), ("/tiles/wards/10/1/1.mvt", "run"),
]


def quoted(value):
    return urllib.parse.quote(value, safe="")


class GarbageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = heatward_e2e.Server(demo_county.OUTPUT)
        cls.addClassCleanup(cls.server.__exit__)

    def tearDown(self):
        self.assertIsNone(self.server.process.poll(), self.server.log()[-2000:])
        self.assertEqual(self.server.ask("/health").status, 200)
        self.assertEqual(self.server.ask(TILE).status, 200)

    def check_problem(self, path, answer):
        self.assertTrue(400 <= answer.status < 500, f"{path} answered {answer.status}")
        self.assertEqual(answer.media_type, "application/problem+json", path)
        problem = answer.json()
        self.assertEqual(problem["status"], answer.status)
        self.assertTrue(problem["detail"], path)
        self.assertNotIn("set-cookie", answer.headers)
        self.assertNotIn(b"root:", answer.body)
        return problem

    def test_in_paths(self):
        for template in IN_PATHS:
            for what, value in NASTY.items():
                path = template.replace("{}", quoted(value))
                if self.is_sound(template, value):
                    continue
                with self.subTest(position=template, value=what):
                    answer = self.server.ask(path)
                    self.check_problem(path, answer)
                    self.assertIn(answer.status, (400, 404, 414))

    @staticmethod
    def is_sound(template, value):
        """The few that happen to be right where they stand."""
        return ((template == "/{}" and value == "") or (template == f"/tiles/{LAYER}/10/1/1{{}}.png" and value == "")
                or (template == f"/point/{LAYER}/{{}},54" and value in ("-1",))
                or (template == f"/point/{LAYER}/1,{{}}" and value in ("-1",))
                or (template == ITEMS + "/{}" and value == ""))

    def test_in_queries(self):
        for path, name in IN_QUERIES:
            for what, value in NASTY.items():
                with self.subTest(path=path, parameter=name, value=what):
                    answer = self.server.ask(f"{path}?{name}={quoted(value)}")
                    problem = self.check_problem(path, answer)
                    if name == "run":
                        self.assertIn(answer.status, (400, 404))
                    elif name == "f":
                        self.assertIn(answer.status, (400, 406))
                    elif len(value) < 4000:
                        self.assertEqual(answer.status, 400)
                    if answer.status != 414:
                        self.assertIn(name, json.dumps(problem))

    def test_unquoted_bytes_and_bare_separators(self):
        for tail in ("?", "?&", "?=", "?&&=&", "?%", "?%zz=1", "?a", "?=1", "?datetime", "?datetime&datetime",
                     "?a[]=1", "?" + "&".join(f"p{i}={i}" for i in range(500)), "?" + "x" * 3000, "#fragment",
                     "?f=json%00", ";jsessionid=1"):
            with self.subTest(tail=tail[:40]):
                self.assertLess(self.server.ask(TILE + tail).status, 500)

    def test_broken_requests(self):
        host = b"Host: 127.0.0.1\r\n"
        for request in [
                b"\r\n\r\n", b"\0" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET  /  HTTP/1.1\r\n\r\n",
                b"GET http://other.example/ HTTP/1.1\r\n" + host + b"\r\n",
                b"GET / HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
                b"GET / HTTP/1.1\r\n" + host + b"Content-Length: 99999999999999999999\r\n\r\n",
                b"GET / HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                b"GET / HTTP/1.1\r\n" + host + b"X: " + b"y" * 200000 + b"\r\n\r\n",
                b"GET /" + b"z" * 200000 + b" HTTP/1.1\r\n" + host + b"\r\n",
                b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
                b"GET * HTTP/1.1\r\n" + host + b"\r\n", b"GET ?run=1 HTTP/1.1\r\n" + host + b"\r\n",
                b"GET /\xff\xfe HTTP/1.1\r\n" + host + b"\r\n", b"TRACE / HTTP/1.1\r\n" + host + b"\r\n",
                b"CONNECT 127.0.0.1:80 HTTP/1.1\r\n" + host + b"\r\n"]:
            with self.subTest(request=request[:40]):
                try:
                    answer = self.server.raw(request)
                except ConnectionError:
                    continue  # closed on us, which is an answer
                if answer:
                    self.assertTrue(400 <= int(answer.split()[1]) < 506 and answer.split()[1] not in (b"500", b"502"),
                                    answer[:200])

    def test_strange_headers(self):
        for header in ("If-None-Match: " + "W/" * 500, "If-None-Match: \"", "Accept: " + "x/y;q=zz," * 200,
                       "Accept-Encoding: \x01", "Range: bytes=5-1", "If-Modified-Since: never", "Host:",
                       "Cookie: " + "a=b; " * 500, "Accept-Language: \xe9", "Authorization: Bearer ../.."):
            with self.subTest(header=header[:40]):
                for path in ("/", TILE, ITEMS):
                    self.assertLess(self.server.ask(path, headers=[header]).status, 500)


if __name__ == "__main__":
    heatward_e2e.main()
