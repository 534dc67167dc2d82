"""Areas and points in EPSG:27700 by GDAL alone."""

import numpy
import projection
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()


def to_grid(lonlats):
    """Easting and northing of each (lon, lat)."""
    transformation = projection.between(4326, 27700)
    return [point[:2] for point in transformation.TransformPoints(lonlats)]


def read(path, code):
    """Polygons by code, in EPSG:27700."""
    source = ogr.Open(str(path))
    layer = source.GetLayer(0)
    transformation = projection.between(4326, 27700)
    areas = {}
    for feature in layer:
        polygon = feature.GetGeometryRef().Clone()
        polygon.Transform(transformation)
        areas[feature.GetField(code)] = polygon if polygon.IsValid() else polygon.MakeValid()
    return areas


def union(polygons):
    together = ogr.Geometry(ogr.wkbMultiPolygon)
    for polygon in polygons:
        parts = [polygon] if polygon.GetGeometryType() == ogr.wkbPolygon else polygon
        for part in parts:
            together.AddGeometry(part)
    return together.UnionCascaded()


def point(easting, northing):
    geometry = ogr.Geometry(ogr.wkbPoint)
    geometry.AddPoint_2D(easting, northing)
    return geometry


class Finder:
    """Tells which points lie in an area for sure, and which within a metre of its border."""

    MARGIN_M = 1.0

    def __init__(self, polygon):
        self._box = polygon.GetEnvelope()  # minx, maxx, miny, maxy
        self._inside = polygon.CreatePreparedGeometry()
        self._border = polygon.Boundary().Buffer(self.MARGIN_M).CreatePreparedGeometry()

    def find(self, easting, northing):
        """"inside", "border" or None."""
        west, east, south, north = self._box
        margin = self.MARGIN_M
        if not (west - margin <= easting <= east + margin
                and south - margin <= northing <= north + margin):
            return None
        place = point(easting, northing)
        if self._border.Intersects(place):
            return "border"
        return "inside" if self._inside.Contains(place) else None


def coverage(polygon, west, north, cell, columns, rows, finer=4):
    """Share of each cell inside the polygon (rows × columns, row 0 north), sampled finer² times."""
    grid = gdal.GetDriverByName("MEM").Create("", columns * finer, rows * finer, 1, gdal.GDT_Byte)
    grid.SetGeoTransform([west, cell / finer, 0, north, 0, -cell / finer])
    grid.SetProjection(projection.system(27700).ExportToWkt())
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("area", projection.system(27700), ogr.wkbUnknown)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(polygon)
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(grid, [1], layer, burn_values=[1])
    samples = grid.ReadAsArray().reshape(rows, finer, columns, finer)
    return samples.sum(axis=(1, 3), dtype=numpy.float64) / finer**2
