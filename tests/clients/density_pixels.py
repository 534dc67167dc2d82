"""Density tiles put together and looked up by place: what every picture of a layer is held against."""

import math

import mercator
import numpy
import pictures

EARTH_M = 20037508.342789244


def mosaic(server, layer, zoom, x, y, count, query=""):
    """`count` x `count` tiles from column x and row y on, as rows x columns x RGBA."""
    rows = []
    for row in range(y, y + count):
        tiles = []
        for column in range(x, x + count):
            answer = server.ask(f"/tiles/{layer}/{zoom}/{column}/{row}.png{query}")
            if answer.status != 200:
                raise AssertionError(f"{layer}/{zoom}/{column}/{row}: {answer.status} {answer.body[:200]}")
            tiles.append(pictures.decode(answer.body))
        rows.append(numpy.concatenate(tiles, axis=1))
    return numpy.concatenate(rows, axis=0)


def extent(zoom, x, y, count):
    """West, south, east, north of those tiles in EPSG:3857."""
    side = 2 * EARTH_M / 2**zoom
    return x * side - EARTH_M, EARTH_M - (y + count) * side, (x + count) * side - EARTH_M, EARTH_M - y * side


def hottest_tiles(place, zoom, count):
    """The first column and row of `count` x `count` tiles about a place (lon, lat, ...)."""
    x, y = mercator.tile_of(place[0], place[1], zoom)
    return x - count // 2, y - count // 2


def same_seen(one, other):
    """Whether each pixel is seen alike: what is fully transparent has no colour."""
    return ((one == other).all(axis=-1)) | ((one[..., 3] == 0) & (other[..., 3] == 0))


def looked_up(tiles, zoom, x, y, lons, lats):
    """The mosaic's pixels at places in degrees, each a row of lats and a column of lons."""
    scale = 256 * 2**zoom
    columns = (((numpy.asarray(lons) + 180) / 360) * scale).astype(int) - 256 * x
    heights = [(1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 for lat in lats]
    rows = numpy.array([int(height * scale) for height in heights]) - 256 * y
    return tiles[rows[:, None], columns[None, :]]
