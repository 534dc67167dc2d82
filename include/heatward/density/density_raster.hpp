#pragma once

#include "heatward/core/grid.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::density {

struct DensityOptions {
    int threads = 0;  ///< 1: on the calling thread alone; 0: as many as there are cores
    Progress* progress = nullptr;  ///< told of cells done, from the calling thread
};

/// The density at the cell centres of `frame` (rows × columns, row 0 north), in weight per
/// square metre of the project; times 1e6 it is per km². Weights carry the
/// division by years, so an annual surface comes from annual weights.
///
/// The sum is direct and in double: each cell takes its points in table order with the
/// same arithmetic, whatever the window, the frame's other cells and the
/// thread count, so it is the same to the bit however the picture is cut.
/// Exactly 0 where no kernel reaches. Against the exact sum the error is below
/// 4e-16 · (16 + n) · Σᵢ amplitudeᵢ over the n points in reach. Where a kernel ends in
/// a step (uniform; the Gaussian's cut, of 1.3e-14 of its peak), a centre that close to the
/// rim may fall on either side of it, in all pictures alike.
/// No edge correction: see edge_correction.hpp.
/// `frame` and the points are in the same plane.
Raster<double> density_raster(const PointIndex& index, const GridFrame& frame,
                              const DensityOptions& options = {});

/// As above, for points used once.
Raster<double> density_raster(const KernelPoints& points, const GridFrame& frame,
                              const DensityOptions& options = {});

/// The density at one place, by the same arithmetic: at a cell's centre it is that
/// cell's value to the bit.
double density_at(const KernelPoints& points, double x, double y);
double density_at(const PointIndex& index, double x, double y);

}  // namespace heatward::density
