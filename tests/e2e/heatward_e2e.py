"""Runs the real program as its users do: from the command line, and over HTTP with curl.

HEATWARD_BIN names the program; HEATWARD_DOGGERLAND (where a script needs it) the output folder of
a built demo county; HEATWARD_SHARED (where set) the folder with real data. ctest sets them.
"""

import dataclasses
import hashlib
import json
import os
import pathlib
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77  # ctest's SKIP_RETURN_CODE for these scripts


def required_environment(name):
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set: run this through ctest, or set it as tests/e2e/heatward_e2e.py says")
    return pathlib.Path(value)


BINARY = required_environment("HEATWARD_BIN")


def skip_script(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def shared_folder():
    """The folder with real data; without it the whole script is skipped."""
    if not os.environ.get("HEATWARD_SHARED"):
        skip_script("HEATWARD_SHARED is unset, so there is no real data to test on")
    return pathlib.Path(os.environ["HEATWARD_SHARED"])


def main():
    """Runs the calling script's tests, listing each."""
    unittest.main(verbosity=2)


def heatward(*arguments, timeout=300, **options):
    """Runs the program to its end; standard output and error as text."""
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                          timeout=timeout, errors="replace", **options)


def build(project, output, *arguments):
    """Builds a project that must succeed and gives the run's folder."""
    done = heatward("build", project, "--output", output, "--progress", "none", *arguments)
    if done.returncode != 0:
        raise AssertionError(f"build exited {done.returncode}: {done.stderr}")
    return pathlib.Path(output) / "runs" / run_id_of(done)


def run_id_of(done):
    """The run id that a build printed: the last line of its standard output."""
    return done.stdout.splitlines()[-1]


def sha256_of(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def broken_files(run_folder):
    """What in a run folder differs from its manifest, computed here and not by the program."""
    manifest = json.loads((run_folder / "manifest.json").read_text())
    named = {entry["path"]: entry for entry in manifest["outputs"]}
    there = {str(path.relative_to(run_folder)) for path in run_folder.rglob("*")
             if path.is_file() and path.name != "manifest.json"}
    broken = sorted(there ^ set(named))
    for path in sorted(there & set(named)):
        if sha256_of(run_folder / path) != named[path]["sha256"]:
            broken.append(path)
    return broken


@dataclasses.dataclass
class Answer:
    """One HTTP answer; header names in lower case."""
    status: int
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def media_type(self):
        return self.headers.get("content-type", "").split(";")[0].strip()


def ask(url, *, method=None, headers=(), timeout=60):
    """One request by curl, the path exactly as given."""
    command = ["curl", "--silent", "--show-error", "--globoff", "--path-as-is", "--include",
               "--noproxy", "*", "--max-time", str(timeout)]
    if method == "HEAD":
        command.append("--head")
    elif method:
        command += ["--request", method]
    for header in headers:
        command += ["--header", header]
    done = subprocess.run([*command, url], capture_output=True, timeout=timeout + 10)
    if done.returncode != 0:
        raise AssertionError(f"curl {url}: {done.stderr.decode(errors='replace').strip()}")
    return parse_answer(done.stdout)


def parse_answer(raw):
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = f"{headers[name]}, {value.strip()}" if name in headers else value.strip()
    return Answer(int(first.split()[1]), headers, body)


def wait_until(true, what, timeout=30):
    """Polls until `true()` holds; a test that waits for ever fails instead."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        value = true()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen within {timeout} s")


class Server:
    """`heatward serve` on a free loopback port, as a context."""

    def __init__(self, target, *arguments, listen="127.0.0.1:0"):
        self._log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [BINARY, "serve", str(target), "--listen", listen, *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=self._log, text=True)
        self._lines = queue.Queue()
        threading.Thread(target=self._read_lines, daemon=True).start()
        try:
            self.url = self._wait_for_address()
        except BaseException:
            self._end()
            raise
        self.host, _, port = self.url.removeprefix("http://").rpartition(":")
        self.port = int(port)

    def _read_lines(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _wait_for_address(self):
        end = time.monotonic() + 60
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                raise AssertionError(f"serve ended with {self.process.wait()}: {self.log()}")
            if found := re.match(r"listening on (http://\S+?)/?$", line.strip()):
                return found.group(1)
        raise AssertionError(f"serve did not say that it listens within 60 s: {self.log()}")

    def ask(self, path, **options):
        return ask(self.url + path, **options)

    def json(self, path):
        """A JSON answer that must be 200."""
        answer = self.ask(path)
        if answer.status != 200:
            raise AssertionError(f"{path} answered {answer.status}: {answer.body[:500]!r}")
        return answer.json()

    def connect(self):
        return socket.create_connection((self.host, self.port), timeout=60)

    def raw(self, request):
        """Sends bytes as they are and gives everything that comes back until the server closes."""
        with self.connect() as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        return answer

    def log(self):
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def terminate(self, timeout=30):
        """SIGTERM; gives the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def _end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._end()
        self._log.close()


class TemporaryFolderCase(unittest.TestCase):
    """A test case with a folder of its own for each test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="heatward-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
