"""Published density surfaces read by GDAL, and densities summed here to judge them by."""

import dataclasses

import numpy
from osgeo import gdal

gdal.UseExceptions()


@dataclasses.dataclass
class Surface:
    """Values are rows × columns, row 0 north; not-a-number where there is no data."""
    values: numpy.ndarray
    west: float
    north: float
    cell: float

    @property
    def cell_km2(self):
        return self.cell**2 / 1e6

    def centres(self):
        """Eastings of the columns and northings of the rows."""
        rows, columns = self.values.shape
        return (self.west + (numpy.arange(columns) + 0.5) * self.cell,
                self.north - (numpy.arange(rows) + 0.5) * self.cell)


def read(path):
    dataset = gdal.Open(str(path))
    west, width, skew_x, north, skew_y, height = dataset.GetGeoTransform()
    assert skew_x == 0 and skew_y == 0 and width == -height
    band = dataset.GetRasterBand(1)
    values = band.ReadAsArray().astype(numpy.float64)
    if band.GetNoDataValue() is not None:
        values[values == band.GetNoDataValue()] = numpy.nan
    return Surface(values, west, north, width)


def quartic(distance_squared, radius):
    """3/(πR²)·(1 − d²/R²)², per square metre."""
    inside = numpy.clip(1 - distance_squared / radius**2, 0, None)
    return 3 / (numpy.pi * radius**2) * inside**2


def kernel_mass_inside(coverage, cell, radius):
    """Share of a quartic kernel's mass inside the study area for each cell centre, by convolving
    the cells' coverage with the kernel (fast Fourier transform, no wrap-around)."""
    reach = int(radius // cell) + 1
    steps = numpy.arange(-reach, reach + 1) * cell
    kernel = quartic(steps[:, None]**2 + steps[None, :]**2, radius)
    kernel /= kernel.sum()
    rows, columns = coverage.shape
    shape = (rows + 2 * reach, columns + 2 * reach)
    product = numpy.fft.rfft2(coverage, shape) * numpy.fft.rfft2(kernel, shape)
    return numpy.fft.irfft2(product, shape)[reach:reach + rows, reach:reach + columns]


def sum_of_kernels(surface, points, weights, radius):
    """Σ wᵢ K(u − xᵢ) at the cell centres of a surface's grid, per square metre."""
    eastings, northings = surface.centres()
    total = numpy.zeros(surface.values.shape)
    for (x, y), weight in zip(points, weights):
        left, right = numpy.searchsorted(eastings, [x - radius, x + radius])
        top, bottom = numpy.searchsorted(-northings, [-y - radius, -y + radius])
        squared = ((northings[top:bottom, None] - y)**2 + (eastings[None, left:right] - x)**2)
        total[top:bottom, left:right] += weight * quartic(squared, radius)
    return total
