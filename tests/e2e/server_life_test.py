#!/usr/bin/python3
"""The server's life: where it may listen, new runs under load, and an orderly end."""

import json
import re
import signal
import socket
import threading

import heatward_e2e
import mercator
import tiny_county
from heatward_e2e import Server, ask, heatward, wait_until
from tiny_county import TinyCounty

LON, LAT = tiny_county.lonlat(tiny_county.WEST + 500, tiny_county.SOUTH + 500)
X, Y = mercator.tile_of(LON, LAT, 13)
TILE = f"/tiles/violence/13/{X}/{Y}.png"


class ListenTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)
        self.run_path = heatward_e2e.build(self.county.project, self.county.output)

    def refused(self, *arguments):
        done = heatward("serve", *arguments, timeout=30)
        self.assertNotIn("listening on", done.stdout)
        self.assertTrue(done.stderr.strip())
        return done

    def test_a_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = self.refused(self.county.project, "--listen", f"127.0.0.1:{port}")
        self.assertEqual(done.returncode, 3)
        self.assertIn(str(port), done.stderr)

    def test_an_address_of_another_machine(self):
        done = self.refused(self.county.project, "--listen", "192.0.2.1:0")
        self.assertEqual(done.returncode, 3)
        self.assertIn("192.0.2.1", done.stderr)

    def test_an_address_that_is_none(self):
        for address in ("nonsense", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", ":", ""):
            done = self.refused(self.county.project, "--listen", address)
            self.assertEqual(done.returncode, 2, address)
            self.assertIn("listen", done.stderr)

    def test_analysts_for_everyone_beyond_loopback_are_refused(self):
        self.county.project.write_text(tiny_county.PROJECT + '\n[access]\nanonymous = "analyst"\n')
        done = self.refused(self.county.project, "--listen", "0.0.0.0:0")
        self.assertEqual(done.returncode, 1)
        self.assertIn("anonymous", done.stderr)
        self.assertIn("loopback", done.stderr)
        with Server(self.county.project) as server:
            self.assertEqual(server.ask(TILE).status, 200)

    def test_a_folder_is_served_on_loopback_only(self):
        for folder in (self.county.output, self.run_path):
            done = self.refused(folder, "--listen", "0.0.0.0:0")
            self.assertIn(done.returncode, (1, 2))
            self.assertIn("loopback", done.stderr)
            with Server(folder) as server:
                self.assertEqual(server.json("/?f=json")["run"], self.run_path.name)

    def test_without_a_say_anonymous_callers_beyond_loopback_are_the_public(self):
        """No run has a public view yet, so they see nothing at all."""
        with Server(self.county.project, listen="0.0.0.0:0") as server:
            url = f"http://127.0.0.1:{server.port}"
            self.assertEqual(ask(url + "/health").status, 200)
            for path in (TILE, "/collections/incidents/items", "/collections/wards/items",
                         f"/point/violence/{LON},{LAT}", "/static/violence/w1/100x100.png", "/tiles/wards/0/0/0.mvt"):
                self.assertEqual(ask(url + path).status, 403, path)

    def test_a_folder_that_is_none(self):
        done = self.refused(self.folder / "nowhere", "--listen", "127.0.0.1:0")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nowhere", done.stderr)

    def test_a_damaged_run_is_not_served(self):
        surface = self.run_path / "analyst" / "surfaces" / "violence.tif"
        content = bytearray(surface.read_bytes())
        content[len(content) // 2] ^= 1
        surface.chmod(0o644)
        surface.write_bytes(content)
        done = self.refused(self.run_path, "--listen", "127.0.0.1:0")
        self.assertEqual(done.returncode, 1)
        self.assertIn("violence.tif", done.stderr)


class NewRunTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)

    def test_before_the_first_run_the_server_is_healthy_but_not_ready(self):
        with Server(self.county.project) as server:
            self.assertEqual(server.ask("/health").status, 200)
            for path in ("/ready", "/?f=json", TILE):
                answer = server.ask(path)
                self.assertEqual((answer.status, answer.media_type), (503, "application/problem+json"), path)
                self.assertIn("retry-after", answer.headers)
            run = heatward_e2e.build(self.county.project, self.county.output)
            wait_until(lambda: server.ask("/ready").status == 200, "taking up the first run")
            self.assertEqual(server.json("/?f=json")["run"], run.name)

    def test_no_answer_mixes_two_runs(self):
        """Requests all along while a new run is published: each answer is wholly old or wholly new, and
        once a client has seen the new run it never sees the old one again."""
        old = heatward_e2e.build(self.county.project, self.county.output).name
        paths = ["/?f=json", TILE, "/legend/violence.json", "/collections/wards/items/w4",
                 "/collections/incidents/items?limit=1", "/tiles/wards/13/{}/{}.mvt".format(X, Y),
                 f"/point/violence/{LON},{LAT}", "/static/violence/w1/200x200.png"]
        with Server(self.county.project) as server:
            before = {path: self.answer(server, path) for path in paths}
            stop, seen, failures = threading.Event(), [[], []], []

            def watch(into):
                try:
                    while not stop.is_set():
                        into.append([(path, *self.answer(server, path)) for path in paths])
                except Exception as error:  # told below, where unittest sees it
                    failures.append(error)

            watchers = [threading.Thread(target=watch, args=(into,)) for into in seen]
            for watcher in watchers:
                watcher.start()
            try:
                self.county.add_incident()
                new = heatward_e2e.build(self.county.project, self.county.output).name
                self.assertNotEqual(new, old)
                wait_until(lambda: server.json("/?f=json")["run"] == new, "taking up the new run")
                marks = [len(into) for into in seen]
                wait_until(lambda: failures or all(len(into) > mark + 1 for into, mark in zip(seen, marks)),
                           "another round after the new run")
            finally:
                stop.set()
                for watcher in watchers:
                    watcher.join()
            self.assertEqual(failures, [])
            after = {path: self.answer(server, path) for path in paths}
            for path in paths:
                self.assertNotEqual(before[path][0], after[path][0], f"{path}: one ETag for two runs")
            for into in seen:
                is_new = False
                for path, *answer in (entry for one_round in into for entry in one_round):
                    if is_new or answer == list(after[path]):
                        is_new = True
                        self.assertEqual(answer, list(after[path]), path)
                    else:
                        self.assertEqual(answer, list(before[path]), path)
                self.assertTrue(is_new)
            # The old run is still kept, so a pinned request goes on seeing it.
            pinned = server.ask(f"{TILE}?run={old}")
            self.assertEqual(pinned.body, before[TILE][1])

    @staticmethod
    def answer(server, path):
        answer = server.ask(path)
        if answer.status != 200:
            raise AssertionError(f"{path} answered {answer.status}: {answer.body[:300]!r}")
        # The time of an answer is its own.
        return answer.headers["etag"], re.sub(rb'"timeStamp":"[^"]*"', b"", answer.body)

    def test_a_broken_new_run_is_not_taken_up(self):
        old = heatward_e2e.build(self.county.project, self.county.output)
        with Server(self.county.project) as server:
            broken = self.county.output / "runs" / ("f" * 16)
            broken.mkdir()
            (broken / "manifest.json").write_text("{}")
            link = self.county.output / "tmp" / "by-hand"
            link.symlink_to(f"runs/{broken.name}")
            link.rename(self.county.output / "current")
            wait_until(lambda: broken.name in server.log(), "a word in the log about the broken run")
            self.assertEqual(server.json("/?f=json")["run"], old.name)
            self.assertEqual(server.ask("/ready").status, 200)


class EndTest(heatward_e2e.TemporaryFolderCase):
    def setUp(self):
        super().setUp()
        self.county = TinyCounty(self.folder)
        # Enough incidents that one page of them does not fit into the sockets' buffers.
        for number in range(20000):
            self.county.rows.append(tiny_county.Row(
                tiny_county.crime_id(f"many {number}"), "2025-01", tiny_county.VIOLENCE,
                (tiny_county.WEST + 10 + number % 1900, tiny_county.SOUTH + 10 + number // 11)))
        self.county.write()
        heatward_e2e.build(self.county.project, self.county.output)

    def is_refused(self, server):
        try:
            server.connect().close()
            return False
        except ConnectionRefusedError:
            return True

    def test_sigterm_lets_a_request_under_way_finish(self):
        with Server(self.county.project) as server:
            slow = socket.socket()
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.settimeout(60)
            slow.connect((server.host, server.port))
            idle = server.connect()  # a client that keeps its connection open and asks nothing
            with slow, idle:
                slow.sendall(b"GET /collections/incidents/items?limit=10000 HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                received = slow.recv(1024)
                self.assertTrue(received.startswith(b"HTTP/1.0 200"), received[:100])
                server.process.send_signal(signal.SIGTERM)
                wait_until(lambda: self.is_refused(server), "closing the port")
                self.assertIsNone(server.process.poll(), "the server left before its answer was read")
                while piece := slow.recv(65536):
                    received += piece
            answer = heatward_e2e.parse_answer(received)
            self.assertEqual(len(json.loads(answer.body)["features"]), 10000)
            self.assertEqual(server.process.wait(30), 0, server.log()[-2000:])

    def test_a_second_signal_ends_at_once(self):
        for second in (signal.SIGTERM, signal.SIGINT):
            with Server(self.county.project) as server:
                slow = socket.socket()
                slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                slow.settimeout(60)
                slow.connect((server.host, server.port))
                with slow:
                    slow.sendall(b"GET /collections/incidents/items?limit=10000 HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                    self.assertTrue(slow.recv(1024).startswith(b"HTTP/1.0 200"))
                    server.process.send_signal(signal.SIGTERM)
                    wait_until(lambda: self.is_refused(server), "closing the port")
                    self.assertIsNone(server.process.poll(), "the server left before its answer was read")
                    server.process.send_signal(second)
                    # As the signal does by default: by then nobody waits for work under way.
                    self.assertEqual(server.process.wait(30), -second)

    def test_idle_connections_do_not_hold_the_end_up(self):
        with Server(self.county.project) as server, server.connect() as idle:
            idle.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            self.assertTrue(idle.recv(65536).startswith(b"HTTP/1.1 200"))
            self.assertEqual(server.terminate(10), 0)

    def test_every_request_is_logged_as_one_json_line(self):
        with Server(self.county.project) as server:
            server.ask(TILE)
            server.ask("/nothing?token=hush")
            wait_until(lambda: "/nothing" in server.log(), "the log line")
            lines = [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]
            text = [json.dumps(line) for line in lines]
            self.assertTrue(any(TILE in line and "200" in line for line in text), text)
            self.assertTrue(any("/nothing" in line and "404" in line for line in text), text)


if __name__ == "__main__":
    heatward_e2e.main()
