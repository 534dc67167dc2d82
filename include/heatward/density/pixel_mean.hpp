#pragma once

#include <functional>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::density {

/// Means over pixels, for kernels that are narrow beside them: a sample at the centre of a pixel
/// misses or doubles such a kernel, as the centre happens to fall (docs/METHODS.md, pixel means).

/// The radius, in pixels, under which a kernel is narrow: 2, and 0.5 σ for the Gaussian, whose
/// samples' sum is its mass to 1 % there and to 1e-8 at twice that.
double narrow_radius(Kernel kernel);

/// The points of an index whose smaller radius is narrow beside `frame`'s pixels, and the others;
/// table order is kept.
struct PointsByWidth {
    KernelPoints narrow;
    KernelPoints wide;
};
PointsByWidth split_by_width(const KernelPoints& points, const GridFrame& frame);

/// How many times finer a lattice has radii of four pixels or more, a power of two, where its
/// samples are few enough for a tile: 0 where they are not, and for kernels that are summed
/// directly. Depends on the points' bounds and the pixels' size, not on the window.
int fine_factor(Kernel kernel, const PointBounds& narrow, const GridFrame& frame);

/// About a twentieth of a second's work on one core.
inline constexpr double kMostFinePixels = 1 << 21;

/// All that kernels of points within those bounds reach, plane units.
Extent reached_by(Kernel kernel, const PointBounds& bounds);

/// The same window on a lattice of cells `factor` times smaller.
GridFrame finer(const GridFrame& frame, int factor);

/// The means over the cells of `frame` of what `sample` gives on a lattice `factor` (a power of
/// two) times finer, asked for only within `reached` (plane units), 0 elsewhere. Halved step by
/// step, so that a pixel is the mean of its four on the next finer lattice, to the bit. With radii
/// of four fine pixels right to 5e-4 of the surface's maximum (quartic).
Raster<double> mean_of_samples(const GridFrame& frame, int factor, const Extent& reached,
                               const std::function<Raster<double>(const GridFrame&)>& sample);

/// The same from each kernel's mass, split between columns and between rows by the kernel's
/// marginal: exact for the Gaussian, for the others within 4 % (uniform) or 2 % of one incident's
/// mass a pixel; volume is kept. In the unit of density_raster().
Raster<double> mean_of_masses(const PointIndex& index, const GridFrame& frame);

/// Where the points lie, plane units, that this looks at.
Extent mass_candidates_of(Kernel kernel, const RadiusExtremes& radii, const GridFrame& frame);

/// Adds the same to what `means` holds: the points of several indices, each added in turn, give to
/// the bit what one index of all, in the same order, does.
void add_means_of_masses(const PointIndex& index, Raster<double>& means);

}  // namespace heatward::density
