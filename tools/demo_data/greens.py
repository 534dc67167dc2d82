"""Parks as polygons, for maps: irregular rings about the parks that have names."""

import math

from .noise import fractal_noise

_CORNERS = 14
_RADIUS_M = 85.0


def park_rings(premises):
    """(name, ring in EPSG:27700), anticlockwise."""
    return [(park.name, _ring(park.point)) for park in premises if park.kind == "park"]


def _ring(centre):
    ring = []
    for corner in range(_CORNERS):
        angle = 2.0 * math.pi * corner / _CORNERS
        c, s = math.cos(angle), math.sin(angle)
        stretch = 1.0 + 0.9 * fractal_noise(centre[0] / 400.0 + c, centre[1] / 400.0 + s, 1.6, 2, 211)
        ring.append((round(centre[0] + _RADIUS_M * stretch * c, 2),
                     round(centre[1] + _RADIUS_M * stretch * s, 2)))
    return ring + [ring[0]]
