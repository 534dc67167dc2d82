"""Coordinate transformations by PROJ itself, x before y in every system."""

from osgeo import osr

osr.UseExceptions()


def system(epsg):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def between(source, target):
    """From one EPSG code to another."""
    return osr.CoordinateTransformation(system(source), system(target))


_TO_GRID, _TO_DEGREES = between(4326, 27700), between(27700, 4326)


def degrees_of(easting, northing):
    """The longitude and latitude that PROJ takes to this place in EPSG:27700. Its way back from there
    is a millimetre off, since a Helmert transformation's inverse is its transpose; one step mends that."""
    lon, lat, _ = _TO_DEGREES.TransformPoint(easting, northing)
    x, y, _ = _TO_GRID.TransformPoint(lon, lat)
    return _TO_DEGREES.TransformPoint(2 * easting - x, 2 * northing - y)[:2]
