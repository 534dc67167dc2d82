#pragma once

#include <functional>

#include "heatward/core/grid.hpp"
#include "heatward/density/density_raster.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::density {

/// What a sweep works out.
enum class Swept { density, density_and_incidents };

/// Takes a run of a row's cells: row and first column in the frame, how many, their densities and
/// their incidents, null where these are not worked out. Runs come in any order and from several
/// threads, each cell in one of them.
using TakeRun = std::function<void(int row, int column, int count, const double* density,
                                   const double* incidents)>;

/// Sweeps all blocks that the frame covers. Not for kernels that are summed directly.
void sweep_raster(const PointIndex& index, const GridFrame& frame, const DensityOptions& options,
                  Swept swept, const TakeRun& take);

}  // namespace heatward::density
