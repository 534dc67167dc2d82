"""EPSG:27700 to WGS84 and back by the Ordnance Survey's published formulas.

Written out here rather than asked of PROJ: PROJ takes the OSTN15 grid where a machine
has it and a Helmert transformation where not, metres apart, and the county must come
out the same everywhere. This is the Helmert one (EPSG:1314).
Source: Ordnance Survey, A guide to coordinate systems in Great Britain, annexes A to C.
"""

import math

_AIRY = (6377563.396, 6356256.909)
_WGS84 = (6378137.0, 6356752.3142451793)
_SCALE = 0.9996012717
_ORIGIN_LAT = math.radians(49.0)
_ORIGIN_LON = math.radians(-2.0)
_FALSE_EASTING = 400000.0
_FALSE_NORTHING = -100000.0
_SECOND = math.pi / (180.0 * 3600.0)
_SHIFT = (446.448, -125.157, 542.060)
_TURN = (0.1502 * _SECOND, 0.2470 * _SECOND, 0.8421 * _SECOND)
_STRETCH = -20.4894e-6


def _meridian_arc(latitude):
    a, b = _AIRY
    n = (a - b) / (a + b)
    minus = latitude - _ORIGIN_LAT
    plus = latitude + _ORIGIN_LAT
    return b * _SCALE * (
        (1.0 + n + 1.25 * n * n + 1.25 * n ** 3) * minus
        - (3.0 * n + 3.0 * n * n + 2.625 * n ** 3) * math.sin(minus) * math.cos(plus)
        + (1.875 * n * n + 1.875 * n ** 3) * math.sin(2.0 * minus) * math.cos(2.0 * plus)
        - 35.0 / 24.0 * n ** 3 * math.sin(3.0 * minus) * math.cos(3.0 * plus))


def _curvature(latitude):
    """Transverse and meridional radius, scaled, and eta squared."""
    a, b = _AIRY
    e2 = 1.0 - (b * b) / (a * a)
    w = 1.0 - e2 * math.sin(latitude) ** 2
    nu = a * _SCALE / math.sqrt(w)
    rho = a * _SCALE * (1.0 - e2) / (w * math.sqrt(w))
    return nu, rho, nu / rho - 1.0


def _grid_to_airy(easting, northing):
    a, _ = _AIRY
    latitude = _ORIGIN_LAT
    for _ in range(12):
        gap = northing - _FALSE_NORTHING - _meridian_arc(latitude)
        latitude += gap / (a * _SCALE)
    nu, rho, eta2 = _curvature(latitude)
    t = math.tan(latitude)
    t2, t4 = t * t, t ** 4
    secant = 1.0 / math.cos(latitude)
    d = easting - _FALSE_EASTING
    seven = t / (2.0 * rho * nu)
    eight = t / (24.0 * rho * nu ** 3) * (5.0 + 3.0 * t2 + eta2 - 9.0 * t2 * eta2)
    nine = t / (720.0 * rho * nu ** 5) * (61.0 + 90.0 * t2 + 45.0 * t4)
    ten = secant / nu
    eleven = secant / (6.0 * nu ** 3) * (nu / rho + 2.0 * t2)
    twelve = secant / (120.0 * nu ** 5) * (5.0 + 28.0 * t2 + 24.0 * t4)
    thirteen = secant / (5040.0 * nu ** 7) * (61.0 + 662.0 * t2 + 1320.0 * t4 + 720.0 * t2 * t4)
    return (latitude - seven * d ** 2 + eight * d ** 4 - nine * d ** 6,
            _ORIGIN_LON + ten * d - eleven * d ** 3 + twelve * d ** 5 - thirteen * d ** 7)


def _airy_to_grid(latitude, longitude):
    nu, rho, eta2 = _curvature(latitude)
    s, c = math.sin(latitude), math.cos(latitude)
    t2 = math.tan(latitude) ** 2
    d = longitude - _ORIGIN_LON
    northing = (_meridian_arc(latitude) + _FALSE_NORTHING
                + nu / 2.0 * s * c * d ** 2
                + nu / 24.0 * s * c ** 3 * (5.0 - t2 + 9.0 * eta2) * d ** 4
                + nu / 720.0 * s * c ** 5 * (61.0 - 58.0 * t2 + t2 * t2) * d ** 6)
    easting = (_FALSE_EASTING + nu * c * d
               + nu / 6.0 * c ** 3 * (nu / rho - t2) * d ** 3
               + nu / 120.0 * c ** 5
               * (5.0 - 18.0 * t2 + t2 * t2 + 14.0 * eta2 - 58.0 * t2 * eta2) * d ** 5)
    return easting, northing


def _to_cartesian(latitude, longitude, ellipsoid):
    a, b = ellipsoid
    e2 = 1.0 - (b * b) / (a * a)
    nu = a / math.sqrt(1.0 - e2 * math.sin(latitude) ** 2)
    return (nu * math.cos(latitude) * math.cos(longitude),
            nu * math.cos(latitude) * math.sin(longitude),
            nu * (1.0 - e2) * math.sin(latitude))


def _from_cartesian(x, y, z, ellipsoid):
    a, b = ellipsoid
    e2 = 1.0 - (b * b) / (a * a)
    p = math.sqrt(x * x + y * y)
    latitude = math.atan2(z, p * (1.0 - e2))
    for _ in range(8):
        nu = a / math.sqrt(1.0 - e2 * math.sin(latitude) ** 2)
        latitude = math.atan2(z + e2 * nu * math.sin(latitude), p)
    return latitude, math.atan2(y, x)


def _helmert(x, y, z, sign):
    rx, ry, rz = (sign * turn for turn in _TURN)
    tx, ty, tz = (sign * shift for shift in _SHIFT)
    scale = 1.0 + sign * _STRETCH
    return (tx + scale * x - rz * y + ry * z,
            ty + rz * x + scale * y - rx * z,
            tz - ry * x + rx * y + scale * z)


def grid_to_lonlat(easting, northing):
    """EPSG:27700 metres to WGS84 degrees, (longitude, latitude), not rounded."""
    cartesian = _to_cartesian(*_grid_to_airy(easting, northing), _AIRY)
    latitude, longitude = _from_cartesian(*_helmert(*cartesian, 1.0), _WGS84)
    return math.degrees(longitude), math.degrees(latitude)


def lonlat_to_grid(longitude, latitude):
    """WGS84 degrees to EPSG:27700 metres; within 1 cm of the inverse of
    grid_to_lonlat, because the Helmert step is undone to first order."""
    cartesian = _to_cartesian(math.radians(latitude), math.radians(longitude), _WGS84)
    return _airy_to_grid(*_from_cartesian(*_helmert(*cartesian, -1.0), _AIRY))
