"""PNG pictures decoded by GDAL."""

import itertools

import numpy
from osgeo import gdal

gdal.UseExceptions()
_names = itertools.count()


def decode(png):
    """The picture as rows × columns × 4 bytes RGBA, row 0 on top."""
    name = f"/vsimem/picture-{next(_names)}.png"
    gdal.FileFromMemBuffer(name, png)
    try:
        picture = gdal.OpenEx(name, gdal.OF_RASTER, allowed_drivers=["PNG"])
        bands = picture.ReadAsArray()
        colours = _palette(picture.GetRasterBand(1))
        interpretations = [picture.GetRasterBand(i + 1).GetColorInterpretation()
                           for i in range(picture.RasterCount)]
        picture = None
    finally:
        gdal.Unlink(name)
    if colours is not None:
        return colours[bands]
    if bands.ndim == 2:
        bands = bands[None]
    height, width = bands.shape[1:]
    rgba = numpy.full((height, width, 4), 255, numpy.uint8)
    places = {gdal.GCI_RedBand: [0], gdal.GCI_GreenBand: [1], gdal.GCI_BlueBand: [2],
              gdal.GCI_AlphaBand: [3], gdal.GCI_GrayIndex: [0, 1, 2]}
    for band, interpretation in zip(bands, interpretations):
        for place in places[interpretation]:
            rgba[:, :, place] = band
    return rgba


def _palette(band):
    """The palette's colours (n × 4); none where the picture has no palette. Copied, as it goes with its picture."""
    table = band.GetColorTable()
    if table is None:
        return None
    return numpy.array([table.GetColorEntry(i) for i in range(table.GetCount())], numpy.uint8)


def is_blank(rgba):
    """Whether every pixel has one colour."""
    return bool((rgba == rgba[0, 0]).all())
