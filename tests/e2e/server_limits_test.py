#!/usr/bin/python3
"""What a stranger may do to the server: bad addresses, foreign hosts, scripts, slow and silent clients."""

import gzip
import json
import re
import resource
import socket
import time
import urllib.parse

import heatward_e2e
import mercator
import tiny_county
from heatward_e2e import Server, parse_answer, wait_until
from tiny_county import TinyCounty

LON, LAT = tiny_county.lonlat(tiny_county.WEST + 500, tiny_county.SOUTH + 500)
X, Y = mercator.tile_of(LON, LAT, 13)
TILE = f"/tiles/violence/13/{X}/{Y}.png"
POINT = f"/point/violence/{LON},{LAT}"
PAGES = ["/?f=json", "/conformance", "/api", "/collections", "/collections/wards", "/collections/wards/items?limit=2",
         "/tiles/violence.json", "/tiles/wards.json", "/legend/violence.json", POINT, "/health", "/ready", "/metrics"]
NO_PAGES = ["/nothing", "/tiles/none.json", "/collections/none", "/tiles/violence/99/0/0.png", POINT + "?hours=x",
            "/collections/wards/items?limit=x", "/%zz", "/tiles/..%2f/1/1/1.png"]


class LimitsCase(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)
        heatward_e2e.build(self.county.project, self.county.output)

    def set_up_server(self, more=""):
        self.county.project.write_text(tiny_county.PROJECT + more)
        server = Server(self.county.project)
        self.addCleanup(server.__exit__)
        return server

    def exchange(self, server, target, *headers, host=None, method="GET"):
        """One request with a Host of its own choice."""
        host = host or f"127.0.0.1:{server.port}"
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
        with server.connect() as connection:
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
            raw = b""
            while piece := connection.recv(65536):
                raw += piece
        return parse_answer(raw), raw


class BadInputTest(LimitsCase):
    def test_bad_addresses_are_problems(self):
        server = self.set_up_server()
        for target, statuses in (
                ("/tiles/violence%2f13/1/1.png", (400, 404)), ("/tiles/%00/1/1/1.png", (400,)),
                ("/tiles/../../etc/passwd", (404,)), ("/%2e%2e/%2e%2e/etc/passwd", (404,)),
                ("/tiles/..%5c..%5cx.json", (400, 404)), (TILE + "?hours=1-2&hours=3-4", (400,)),
                (TILE + "?nonsense=1", (400,)), ("/" + "a" * 9000, (414,)),
                ("/collections/wards/items?filter=" + "a" * 1_000_000, (414, 431))):
            answer, _ = self.exchange(server, target)
            self.assertIn(answer.status, statuses, target[:80])
            self.assertEqual(answer.media_type, "application/problem+json", target[:80])
            self.assertNotIn(b"root:", answer.body)
        self.assertEqual(server.ask("/health").status, 200)

    def test_foreign_hosts_are_never_repeated(self):
        server = self.set_up_server()
        for target in PAGES + NO_PAGES:
            for host, headers in (("evil.example", ()), (None, ("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: evil")),
                                  (None, ("Forwarded: for=1.2.3.4;host=evil.example",)),
                                  ("evil.example:80", ("X-Original-URL: /evil", "X-Forwarded-Prefix: /evil"))):
                _, raw = self.exchange(server, target, *headers, host=host)
                self.assertNotIn(b"evil", raw, (target, host, headers))

    def test_foreign_hosts_are_not_repeated_to_the_public_either(self):
        server = self.set_up_server('\n[access]\nanonymous = "public"\n')
        for target in PAGES + NO_PAGES:
            answer, raw = self.exchange(server, target, host="evil.example")
            self.assertNotIn(b"evil", raw, target)
            self.assertNotEqual(answer.status, 421)

    def test_scripts_are_repeated_in_no_page(self):
        server = self.set_up_server()
        script = "<script>alert(1)</script>"
        quoted = urllib.parse.quote(script, safe="")
        for target in [f"/{quoted}", f"/tiles/{quoted}.json", f"/collections/{quoted}/items", f"/point/{quoted}/1,2",
                       f"/legend/{quoted}.png", f"/static/violence/{quoted}/10x10.svg",
                       *(f"{TILE}?{name}={quoted}" for name in ("datetime", "category", "source", "hours", "days", "run")),
                       f"/static/violence/w1/200x200.svg?title={quoted}", f"{TILE}?{quoted}=1", f"/?f={quoted}"]:
            for accept in ("text/html", "*/*"):
                answer, _ = self.exchange(server, target, f"Accept: {accept}")
                if answer.media_type in ("text/html", "image/svg+xml", "application/xml", "text/xml"):
                    self.assertNotIn(script.encode(), answer.body, target)
                self.assertEqual(answer.headers["x-content-type-options"], "nosniff")

    def test_head_is_get_without_the_body(self):
        server = self.set_up_server()
        for target in PAGES + NO_PAGES + [TILE, "/tiles/wards/0/0/0.mvt", "/viewer.js", "/viewer.css", "/",
                                          "/static/violence/w1/200x200.png", "/collections/incidents/items?limit=1000"]:
            whole, _ = self.exchange(server, target)
            head, _ = self.exchange(server, target, method="HEAD")
            self.assertEqual(head.status, whole.status, target)
            self.assertEqual(head.body, b"", target)
            of_both = [{name: value for name, value in answer.headers.items()
                        if name not in ("date", "x-request-id", "content-length")} for answer in (head, whole)]
            self.assertEqual(*of_both, target)


class SlowClientsTest(LimitsCase):
    def test_thousands_that_say_nothing_stop_nobody(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 2300 if hard == resource.RLIM_INFINITY else min(2300, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        server = self.set_up_server()
        idle = [server.connect() for _ in range(wanted - 300)]
        try:
            for _ in range(5):
                begin = time.monotonic()
                self.assertEqual(server.ask(TILE).status, 200)
                self.assertEqual(server.ask("/health").status, 200)
                self.assertLess(time.monotonic() - begin, 20)
        finally:
            for connection in idle:
                connection.close()

    def test_a_slow_writer_holds_up_nobody(self):
        server = self.set_up_server()
        with server.connect() as slow:
            for byte in b"GET /health HTTP/1.1\r\nHost: 127":
                slow.sendall(bytes([byte]))
                self.assertEqual(server.ask("/health").status, 200)
            slow.sendall(b".0.0.1\r\nConnection: close\r\n\r\n")
            self.assertTrue(slow.recv(65536).startswith(b"HTTP/1.1 200"))

    def test_slow_readers_hold_up_nobody(self):
        server = self.set_up_server()
        slow = []
        for _ in range(20):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect((server.host, server.port))
            connection.sendall((f"GET /viewer.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20).encode())
            slow.append(connection)
        for _ in range(5):
            self.assertEqual(server.ask(TILE).status, 200)
        for connection in slow:
            connection.close()
        self.assertEqual(server.ask("/health").status, 200)

    def test_pipelined_requests_are_answered_in_order(self):
        server = self.set_up_server()
        targets = ["/health", TILE, "/nothing", "/tiles/wards/0/0/0.mvt", "/collections", "/health"] * 5
        raw = server.raw(b"".join(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for target in targets))
        statuses = re.findall(rb"HTTP/1\.1 (\d+) [A-Z]", raw)
        # Who ends its sending may find what had to wait dropped; what came is in order.
        expected = [b"200", b"200", b"404", b"204", b"200", b"200"] * 5
        self.assertGreater(len(statuses), 0)
        self.assertEqual(statuses, expected[:len(statuses)])


class TransportTest(LimitsCase):
    def test_compressed_bodies_are_what_they_were(self):
        server = self.set_up_server()
        for target in ("/api", "/collections/incidents/items?limit=1000", "/viewer.js", "/tiles/wards/13/%d/%d.mvt" % (X, Y)):
            plain, _ = self.exchange(server, target)
            zipped, _ = self.exchange(server, target, "Accept-Encoding: gzip")
            if "content-encoding" in zipped.headers:
                self.assertLess(len(zipped.body), len(plain.body), target)
                body = zipped.body
                if zipped.headers.get("transfer-encoding") == "chunked":
                    continue
                self.assertEqual(gzip.decompress(body), plain.body, target)
                self.assertNotEqual(zipped.headers["etag"], plain.headers["etag"])
            self.assertIn("Accept-Encoding", zipped.headers["vary"], target)
        tile, _ = self.exchange(server, TILE, "Accept-Encoding: gzip, br")
        self.assertNotIn("content-encoding", tile.headers)

    def test_the_log_holds_ids_and_routes_and_no_query(self):
        server = self.set_up_server()
        answer, _ = self.exchange(server, TILE + "?hours=1-5")
        def logged():
            lines = [json.loads(line) for line in server.log().splitlines()]
            return [line for line in lines if line.get("request_id") == answer.headers["x-request-id"]]
        line = wait_until(logged, "a line in the log")[0]
        self.assertEqual(line["path"], TILE)
        self.assertEqual(line["route"], "/tiles/{layer}/{z}/{x}/{y}.png")
        self.assertEqual(line["status"], 200)
        self.assertEqual(line["bytes"], len(answer.body))
        self.assertNotIn("hours", json.dumps(line))

    def test_metrics_count(self):
        server = self.set_up_server()
        for _ in range(3):
            self.exchange(server, TILE)
        self.exchange(server, "/made-up")
        text = self.exchange(server, "/metrics")[0].body.decode()
        self.assertIn('heatward_requests_total{route="/tiles/{layer}/{z}/{x}/{y}.png",status="2xx"} 3\n', text)
        self.assertIn("heatward_cache_hits_total 2\n", text)
        self.assertNotIn("made-up", text)
        for line in text.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) .*|[a-z_]+(\{.*\})? [0-9.e+-]+)$")

    def test_a_trusted_proxys_word_counts_and_no_other(self):
        server = self.set_up_server('\n[access]\nanonymous = "public"\n[server]\ntrusted_proxies = ["127.0.0.1"]\n')
        headers = ("X-Forwarded-For: 203.0.113.9", "X-Forwarded-Host: maps.example", "X-Forwarded-Proto: https",
                   "X-Request-Id: from-the-proxy")
        answer, _ = self.exchange(server, "/?f=json", *headers)
        self.assertEqual(answer.headers["x-request-id"], "from-the-proxy")
        wait_until(lambda: '"remote":"203.0.113.9"' in server.log(), "the client's address in the log")
        answer, _ = self.exchange(server, "/metrics", *headers)
        self.assertEqual(answer.status, 403)


if __name__ == "__main__":
    heatward_e2e.main()
