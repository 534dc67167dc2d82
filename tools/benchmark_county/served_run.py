"""A run of a benchmark county, and the program that serves it."""

import http.client
import json
import math
import subprocess
import time

from .county_project import build, rectangle, write_project
from .incidents import HEIGHT_M, SOUTH, WEST, WIDTH_M
from .processes import end

LAYER = """\
[[layers]]
id         = "all"
title      = "All incidents"
categories = ["violence", "others"]
sources    = ["police"]
period     = "2023-01/2025-12"
kernel     = "quartic"
bandwidth  = 500
weight     = "count"
edge       = "diggle"
"""


def make_run(program, incidents, folder):
    """Makes the county and its run in `folder`; gives seconds and megabytes of the build."""
    write_project(folder, incidents, rectangle(WEST, SOUTH, WIDTH_M, HEIGHT_M), LAYER)
    return build(program, folder)


class ServedRun:
    """`heatward serve` on a free loopback port until the context ends."""

    def __init__(self, program, published):
        start = time.perf_counter()
        self.process = subprocess.Popen([program, "serve", published, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            self.address = self.process.stdout.readline().split("//")[1].strip().rstrip("/")
            while True:  # until the run is taken up
                status, body = get(http.client.HTTPConnection(self.address, timeout=600), "/?f=json")
                if status == 200:
                    break
                time.sleep(0.1)
        except BaseException:
            end(self.process)
            raise
        self.opened_s = time.perf_counter() - start
        self.bounds = json.loads(body)["bounds"]

    @property
    def pid(self):
        return self.process.pid

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=600)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)


def get(connection, path, headers=None):
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def tiles_of(bounds, zoom, count):
    """As many places, by a sequence that fills the bounds evenly (the golden ratio and its square)."""
    west, south, east, north = bounds
    for k in range(count):
        lon = west + (east - west) * ((0.5 + k * 0.7548776662) % 1)
        lat = south + (north - south) * ((0.5 + k * 0.5698402910) % 1)
        yield (int((lon + 180) / 360 * 2**zoom),
               int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom))
