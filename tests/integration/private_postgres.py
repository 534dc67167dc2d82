"""A PostgreSQL server with PostGIS of the test's own: private folder, free loopback port."""

import os
import pathlib
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile

BINARIES = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
OWNER = "postgres"  # the package's own account; the server refuses to run as root


def is_installed():
    return bool(BINARIES)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PrivatePostgres:
    """As a context: a server that runs until the end of it."""

    def __enter__(self):
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="heatward-postgres-"))
        self._bin = BINARIES[-1].parent
        self.port = free_port()
        self.password = secrets.token_hex(12)
        self._as_owner = []
        self.user = pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            self._as_owner = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups"]
            self.user = OWNER
            shutil.chown(self._folder, OWNER, OWNER)
        password_file = self._folder / "password"
        password_file.write_text(self.password)
        if os.getuid() == 0:
            shutil.chown(password_file, OWNER, OWNER)
        try:
            self._run("initdb", "--pgdata", self._data, "--auth=scram-sha-256", "--encoding=UTF8",
                      "--no-locale", "--no-sync", "--username=heatward", "--pwfile", password_file)
            options = (f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                       f"{self._folder} -c fsync=off -c timezone=UTC")
            self._run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--log",
                      self._folder / "log", "-o", options)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self.sql("create extension postgis")
        return self

    def __exit__(self, *_):
        try:
            self._run("pg_ctl", "stop", "--mode=immediate", "--pgdata", self._data)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self):
        return self._folder / "data"

    def _run(self, program, *arguments):
        done = subprocess.run([*self._as_owner, self._bin / program, *map(str, arguments)],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              cwd=self._folder, timeout=120)
        if done.returncode != 0:
            raise AssertionError(f"{program} exited {done.returncode}: {done.stdout}")

    @property
    def connection(self):
        """GDAL's connection string, secret included."""
        return (f"PG:host=127.0.0.1 port={self.port} dbname=postgres user=heatward "
                f"password={self.password}")

    def sql(self, text):
        """Runs SQL and gives its rows as lines."""
        environment = {**os.environ, "PGPASSWORD": self.password}
        done = subprocess.run(
            [self._bin / "psql", "--host=127.0.0.1", f"--port={self.port}", "--username=heatward",
             "--dbname=postgres", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet",
             "--set=ON_ERROR_STOP=1"],
            input=text, capture_output=True, text=True, env=environment, timeout=120)
        if done.returncode != 0:
            raise AssertionError(f"psql: {done.stderr}")
        return done.stdout.splitlines()
