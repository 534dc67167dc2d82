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
