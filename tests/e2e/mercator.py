"""Web mercator tiles and degrees, by the textbook."""

import math


def tile_of(lon, lat, zoom):
    """Column and row of the tile that holds the place."""
    x, y = _unit(lon, lat)
    return int(x * 2**zoom), int(y * 2**zoom)


def _unit(lon, lat):
    latitude = math.radians(lat)
    return (lon + 180) / 360, (1 - math.asinh(math.tan(latitude)) / math.pi) / 2


def pixel_centre(zoom, x, y, column, row, size=256):
    """Degrees of a pixel's centre in a tile of `size` pixels."""
    world = 2**zoom
    lon = (x + (column + 0.5) / size) / world * 360 - 180
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + (row + 0.5) / size) / world))))
    return lon, lat


def tiles_over(bounds, zoom):
    """All tiles that meet (west, south, east, north)."""
    west, south, east, north = bounds
    left, top = tile_of(west, north, zoom)
    right, bottom = tile_of(east, south, zoom)
    return [(x, y) for y in range(top, bottom + 1) for x in range(left, right + 1)]
