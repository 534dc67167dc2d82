"""Other programs that are measured beside the server, each started and ended here."""

import math
import os
import shutil
import socket
import subprocess
import time

from .incidents import CATEGORIES
from .processes import children_of, end, free_port

NGINX = """\
{user}worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 600s;
  keepalive_requests 1000000000;
  types {{ image/png png; }}
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    root {folder}/www;
    location /mapserver {{
      fastcgi_pass unix:{folder}/mapserver.sock;
      fastcgi_param REQUEST_METHOD GET;
      fastcgi_param QUERY_STRING $query_string;
    }}
  }}
}}
"""

MAPSERVER_LAYERS = """\
  LAYER
    NAME "points" TYPE POINT STATUS OFF DATA "points.shp"
    PROJECTION "init=epsg:3857" END
    FILTER ({condition})
    CLASS STYLE COLOR 255 0 0 SIZE 3 END END
  END
"""

MAPSERVER_DENSITY = """\
  LAYER
    NAME "density{zoom}" TYPE RASTER STATUS OFF CONNECTIONTYPE kerneldensity CONNECTION "points"
    PROJECTION "init=epsg:3857" END
    PROCESSING "RANGE_COLORSPACE=HSL"
    PROCESSING "KERNELDENSITY_RADIUS={radius}"
    PROCESSING "KERNELDENSITY_COMPUTE_BORDERS=ON"
    PROCESSING "KERNELDENSITY_NORMALIZATION=AUTO"
    CLASS STYLE COLORRANGE "#0000ff00" "#ff0000ff" DATARANGE 0 255 END END
  END
"""

MAPSERVER_MAP = """\
MAP
  NAME "density"
  SIZE 256 256
  SHAPEPATH "{folder}"
  EXTENT 0 7000000 300000 7600000
  PROJECTION "init=epsg:3857" END
  IMAGETYPE PNG
  OUTPUTFORMAT NAME "PNG" DRIVER AGG/PNG MIMETYPE "image/png" IMAGEMODE RGBA EXTENSION "png" END
{layers}END
"""

EARTH_M = 40_075_016.685578488


class Nginx:
    """Files of `folder`/www, and MapServer behind /mapserver."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "www").mkdir(exist_ok=True)
        self.port = free_port()
        configuration = folder / "nginx.conf"
        # As root its workers would become another user, who may not read a temporary folder.
        user = "user root;\n" if os.geteuid() == 0 else ""
        configuration.write_text(NGINX.format(folder=folder, port=self.port, user=user))
        self.process = subprocess.Popen(["nginx", "-c", configuration, "-e", folder / "nginx.log"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: is_open(self.port), "nginx", self.process)
        except BaseException:
            end(self.process)
            raise

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def pids(self):
        return children_of(self.process.pid)

    def put(self, path, body):
        file = self.folder / "www" / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)


def nginx_is_there():
    return shutil.which("nginx") is not None


def mapserver_is_there():
    return all(shutil.which(program) for program in ("mapserv", "ogr2ogr", "shptree"))


class MapServer:
    """mapserv as one FastCGI process on a socket beside nginx; started anew after a crash."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "mapserver.conf").write_text(f'CONFIG\n  ENV\n    MS_MAP_PATTERN "^{folder}/"\n  END\nEND\n')
        self._socket = socket.socket(socket.AF_UNIX)
        path = folder / "mapserver.sock"
        self._socket.bind(str(path))
        path.chmod(0o666)
        self._socket.listen(64)
        self.process = None
        self.start()

    def start(self):
        if self.process is not None:
            self.stop()
        # FastCGI: the process finds its listening socket as file 0.
        self.process = subprocess.Popen(["mapserv"], stdin=self._socket.fileno(), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, cwd=self.folder,
                                        env={**os.environ, "MAPSERVER_CONFIG_FILE": f"{self.folder}/mapserver.conf"})

    def stop(self):
        self.process.kill()  # it would heed another signal at its next request only
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self._socket.close()


def import_points(incidents_csv, folder):
    """As a shapefile with its index, the fastest of what MapServer reads."""
    subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "-s_srs", "EPSG:27700", "-t_srs", "EPSG:3857",
                    "-lco", "RESIZE=YES", "-oo", "X_POSSIBLE_NAMES=easting", "-oo", "Y_POSSIBLE_NAMES=northing", "-nln", "points",
                    folder / "points.shp", incidents_csv], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["shptree", folder / "points.shp"], check=True, stdout=subprocess.DEVNULL)


def write_map(folder, name, chosen, zooms, radius_m, latitude):
    """A map of one filter with a density layer a zoom: its radius counts in pixels. `chosen` is (first month, last
    month, category or None)."""
    first, last, category = chosen
    condition = f'"[month]" >= "{first}" AND "[month]" <= "{last}"'
    if category == "violence":
        condition += f' AND "[category]" = "{CATEGORIES[0]}"'
    elif category == "others":
        condition += f' AND "[category]" != "{CATEGORIES[0]}"'
    layers = MAPSERVER_LAYERS.format(condition=condition)
    for zoom in zooms:
        pixel_m = EARTH_M / 256 / 2**zoom * math.cos(math.radians(latitude))
        layers += MAPSERVER_DENSITY.format(zoom=zoom, radius=max(1, round(radius_m / pixel_m)))
    path = folder / f"{name}.map"
    path.write_text(MAPSERVER_MAP.format(folder=folder, layers=layers))
    return path


def mapserver_path(map_file, zoom, x, y):
    side = EARTH_M / 2**zoom
    west, north = x * side - EARTH_M / 2, EARTH_M / 2 - y * side
    extent = f"{west:.6f}+{north - side:.6f}+{west + side:.6f}+{north:.6f}"
    return f"/mapserver?map={map_file}&mode=map&layers=density{zoom}&mapsize=256+256&mapext={extent}"


def is_open(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def wait_for(true, what, process):
    finish = time.monotonic() + 20
    while not true():
        if process.poll() is not None or time.monotonic() > finish:
            raise SystemExit(f"{what} did not start")
        time.sleep(0.02)
