#pragma once

#include <functional>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::maps {

/// How a picture shows kernels that are narrow beside its pixels. A sample at a pixel's centre
/// would miss or double them, as the centre happens to fall; the pixel's mean does not.
enum class PixelMean {
    sample,   ///< kernels are at least two pixels wide in radius: samples do
    average,  ///< the mean of samples on a lattice finer by a power of two
    mass      ///< each incident whole in the pixel where it lies: pixels far wider than kernels
};

/// Which of them a picture with `frame`'s pixels takes, and how many times finer a lattice: to
/// where the least radius is four pixels or more, so that the samples' sum of a kernel is its mass
/// to 5e-4 (for the quartic; docs/METHODS.md, pixel means). Depends on the points and the pixels'
/// size, not on the window. Where the finer lattice would have more than kMostFinePixels over the
/// points, the incidents' masses are taken whole.
struct PixelMeanPlan {
    PixelMean kind = PixelMean::sample;
    int factor = 1;
};
PixelMeanPlan plan_pixel_mean(const density::PointIndex& index, const GridFrame& frame);

/// About a quarter of a second's work on one core.
inline constexpr double kMostFinePixels = 1 << 24;

/// All that the points' kernels reach, plane units.
Extent reached_by(const density::PointIndex& index);

/// The means over the cells of `frame` of what `sample` gives on a lattice `factor` (a power of
/// two) times finer, asked for only within `reached` (plane units), 0 elsewhere. Halved step by
/// step, so that a pixel is the mean of its four on the next finer lattice, to the bit.
Raster<double> mean_of_samples(const GridFrame& frame, int factor, const Extent& reached,
                               const std::function<Raster<double>(const GridFrame&)>& sample);

/// The mean over each cell of `frame` of the density, with every incident's mass in the cell where
/// it lies; in the unit of density_raster().
Raster<double> mean_of_masses(const density::PointIndex& index, const GridFrame& frame);

}  // namespace heatward::maps
