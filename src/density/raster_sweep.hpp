#pragma once

#include <functional>

#include "heatward/core/grid.hpp"
#include "heatward/density/density_raster.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::density {

/// Takes a run of a row's cells: row and first column in the frame, how many, their densities and
/// their incidents. Runs come in any order and from several threads, each cell in one of them.
using TakeRun = std::function<void(int row, int column, int count, const double* density,
                                   const double* incidents)>;

/// Sweeps all blocks that the frame covers, for kernels that the sweep knows. Incidents are zero.
void sweep_raster(const PointIndex& index, const GridFrame& frame, const DensityOptions& options,
                  const TakeRun& take);

/// As above with incidents.
void sweep_raster_with_incidents(const PointIndex& index, const GridFrame& frame,
                                 const DensityOptions& options, const TakeRun& take);

}  // namespace heatward::density
