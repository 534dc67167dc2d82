"""The demo county as built by build_doggerland.py, read with GDAL to judge what the server says of it."""

import functools
import json

import numpy
from osgeo import gdal, ogr

import heatward_e2e
import projection

gdal.UseExceptions()
ogr.UseExceptions()

OUTPUT = heatward_e2e.required_environment("HEATWARD_DOGGERLAND")
RUN = (OUTPUT / "current").resolve()
ANALYST = RUN / "analyst"
MANIFEST = json.loads((RUN / "manifest.json").read_text())
REPORT = json.loads((ANALYST / "report.json").read_text())
# Layers of a density; relative_risk_test judges the other kind.
LAYERS = [layer["id"] for layer in REPORT["layers"] if layer.get("type") != "relative-risk"]
LAYER = LAYERS[0]


def area_sets():
    """Ids of the tables in areas.gpkg."""
    source = ogr.Open(str(ANALYST / "areas.gpkg"))
    return [source.GetLayer(i).GetName() for i in range(source.GetLayerCount())]


@functools.cache
def records(file, table):
    """A table's rows as dictionaries, without geometry."""
    source = ogr.Open(str(ANALYST / file))
    layer = source.GetLayerByName(table)
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    # By number: GDAL looks a name up among all columns for each of them.
    return [{name: feature.GetField(i) for i, name in enumerate(names)} for feature in layer]


def _surface(layer):
    """A layer's published values, and the degrees of any cell's centre."""
    surface = gdal.Open(str(ANALYST / "surfaces" / f"{layer}.tif"))
    west, cell, _, north, _, _ = surface.GetGeoTransform()

    def centre(row, column):
        return projection.degrees_of(west + (column + 0.5) * cell, north - (row + 0.5) * cell)
    return surface.ReadAsArray(), centre


def hottest_place(layer=LAYER):
    """Longitude and latitude of the densest cell's centre, and its density."""
    values, centre = _surface(layer)
    row, column = numpy.unravel_index(numpy.nanargmax(values), values.shape)
    return (*centre(int(row), int(column)), float(values[row, column]))


def cell_centres(layer, count):
    """`count` places spread over the cells with a density, as (lon, lat, density)."""
    values, centre = _surface(layer)
    held = numpy.argwhere(values > 0)
    chosen = held[numpy.linspace(0, len(held) - 1, count).astype(int)]
    return [(*centre(int(row), int(column)), float(values[row, column])) for row, column in chosen]
