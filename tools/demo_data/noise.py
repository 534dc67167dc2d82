"""Gradient noise on an integer lattice (Perlin 1985) with a hash of its own, from
+ - * and // alone, so that it is bit-identical on every machine."""

import math

_DIAGONAL = 0.7071067811865476
_GRADIENTS = ((1.0, 0.0), (_DIAGONAL, _DIAGONAL), (0.0, 1.0), (-_DIAGONAL, _DIAGONAL),
              (-1.0, 0.0), (-_DIAGONAL, -_DIAGONAL), (0.0, -1.0), (_DIAGONAL, -_DIAGONAL))


def _gradient(column, row, key):
    value = (column * 374761393 + row * 668265263 + key * 2147483647 + 1013904223) & 0xFFFFFFFF
    value = ((value ^ (value >> 13)) * 1274126177) & 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 2246822519) & 0xFFFFFFFF
    return _GRADIENTS[(value >> 15) & 7]


def gradient_noise(x, y, key):
    """Smooth noise of wavelength 1, about -0.7 to 0.7, 0 at lattice points."""
    column = math.floor(x)
    row = math.floor(y)
    fx = x - column
    fy = y - row
    ease_x = fx * fx * fx * (fx * (fx * 6.0 - 15.0) + 10.0)
    ease_y = fy * fy * fy * (fy * (fy * 6.0 - 15.0) + 10.0)
    corners = []
    for dy in (0, 1):
        for dx in (0, 1):
            gx, gy = _gradient(column + dx, row + dy, key)
            corners.append(gx * (fx - dx) + gy * (fy - dy))
    south = corners[0] + (corners[1] - corners[0]) * ease_x
    north = corners[2] + (corners[3] - corners[2]) * ease_x
    return south + (north - south) * ease_y


def fractal_noise(x, y, wavelength, octaves, key, gain=0.5):
    """Sum of octaves, each of half the wavelength and `gain` times the height."""
    total = 0.0
    height = 1.0
    scale = 1.0 / wavelength
    for octave in range(octaves):
        total += height * gradient_noise(x * scale, y * scale, key + 101 * octave)
        height *= gain
        scale *= 2.0
    return total
