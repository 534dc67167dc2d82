#pragma once

#include <cstdint>
#include <optional>

#include "heatward/core/grid.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/density/instruction_set.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::density {

struct DensityOptions {
    int threads = 0;  ///< 1: on the calling thread alone; 0: as many as there are cores
    Progress* progress = nullptr;  ///< told of cells done, from the calling thread
    /// Narrower than the machine's own, for comparison; never wider.
    std::optional<InstructionSet> instruction_set = std::nullopt;
};

/// Kernels without a polynomial, the triangular and the Gaussian: their pictures are summed point
/// by point in double precision, at a greater cost.
bool is_summed_directly(Kernel kernel);

/// The density at the cell centres of `frame` (rows × columns, row 0 north), in weight per
/// square metre of the project; times 1e6 it is per km². Weights carry the
/// division by years, so an annual surface comes from annual weights.
///
/// For the quartic, Epanechnikov and uniform kernels by the block sweep (docs/METHODS.md, density
/// engine), for the others by direct sums. Error at most 2e-6 of the value plus 1e-7 of the
/// surface's maximum; exactly 0 where no kernel reaches, a kernel being taken to end where
/// 1 − q falls below 4e-7 (quartic, radii of 4 cells and more) or 1e-7. A cell has the
/// same value, to the bit, whatever the window, the frame's other cells and the thread count;
/// between instruction sets it may differ within the error. No edge correction: see
/// edge_correction.hpp. `frame` and the points are in the same plane.
Raster<double> density_raster(const PointIndex& index, const GridFrame& frame,
                              const DensityOptions& options = {});

/// Where the points lie, plane units, that density_raster() looks at for `frame`: an index of
/// these alone, made with the bounds of all, gives the same raster to the bit.
Extent candidates_of(Kernel kernel, const RadiusExtremes& radii, const GridFrame& frame);

/// Adds the density to what `raster` holds, for kernels that are summed directly: the points of
/// several indices, each added in turn, give to the bit what one index of all, in the same order,
/// does. Throws std::logic_error for other kernels.
void add_density(const PointIndex& index, Raster<double>& raster,
                 const DensityOptions& options = {});

/// As above, for points used once.
Raster<double> density_raster(const KernelPoints& points, const GridFrame& frame,
                              const DensityOptions& options = {});

/// As above in single precision and times `factor`: half the memory for large pictures.
Raster<float> density_raster_single(const PointIndex& index, const GridFrame& frame, double factor,
                                    const DensityOptions& options = {});

/// A density with, for each cell, how many incidents have the cell's centre in reach: what
/// disclosure control asks for. A centre within 2e-7 of a kernel's rim, as a share of its radius,
/// may count on either side. Counts above 2²⁴ = 16,777,216 are right to 1e-7 of themselves.
struct CountedDensity {
    Raster<double> density;
    Raster<std::uint32_t> incidents;
};

/// Both in one pass. For kernels with an edge; for the triangular and the Gaussian kernel the
/// incidents take a second pass, over the kernel's support.
CountedDensity counted_density_raster(const PointIndex& index, const GridFrame& frame,
                                      const DensityOptions& options = {});

/// The density at one place by the sum's definition, in double.
double density_at(const KernelPoints& points, double x, double y);
double density_at(const PointIndex& index, double x, double y);

/// The same added to `sum`, as add_density() does.
double density_at(const PointIndex& index, double x, double y, double sum);

}  // namespace heatward::density
