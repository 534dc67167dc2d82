#include "heatward/density/density_raster.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "block_sum.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "lattice_cells.hpp"
#include "raster_progress.hpp"
#include "raster_sweep.hpp"

namespace heatward::density {
namespace {

/// Cells of a block: its rows stay in the second-level cache while its points are added.
constexpr int kSumColumns = 256;
constexpr int kSumRows = 32;

Extent extent_of_block(const GridFrame& frame, const Block& block)
{
    return {frame.centre_x(block.first_column), frame.centre_y(block.first_row + block.rows - 1),
            frame.centre_x(block.first_column + block.columns - 1),
            frame.centre_y(block.first_row)};
}

void add_directly(const PointIndex& index, Raster<double>& raster, const DensityOptions& options)
{
    const GridFrame& frame = raster.frame;
    const int blocks_across = (frame.columns + kSumColumns - 1) / kSumColumns;
    const int blocks_down = (frame.rows + kSumRows - 1) / kSumRows;
    const auto count =
        static_cast<std::size_t>(blocks_across) * static_cast<std::size_t>(blocks_down);
    RasterProgress progress(options.progress, frame.cell_count());
    for_each_index(count, options.threads, [&](std::size_t i) {
        const auto across = static_cast<std::size_t>(blocks_across);
        Block block;
        block.first_column = static_cast<int>(i % across) * kSumColumns;
        block.first_row = static_cast<int>(i / across) * kSumRows;
        block.columns = std::min(kSumColumns, frame.columns - block.first_column);
        block.rows = std::min(kSumRows, frame.rows - block.first_row);
        std::vector<std::uint32_t> near;
        index.gather(extent_of_block(frame, block), near);
        add_points(index.points(), near, block, raster);
        progress.done(static_cast<std::uint64_t>(block.columns) *
                      static_cast<std::uint64_t>(block.rows));
    });
    progress.finish();
}

Raster<double> direct_raster(const PointIndex& index, const GridFrame& frame,
                             const DensityOptions& options)
{
    Raster<double> raster(frame);
    add_directly(index, raster, options);
    return raster;
}

/// The same points with the uniform kernel over all that they reach.
KernelPoints support_of(const KernelPoints& points)
{
    KernelPoints support = points;
    support.kernel = Kernel::uniform;
    const double reach = support_in_bandwidths(points.kernel);
    for (std::size_t i = 0; i < support.size(); ++i) {
        support.radius_x[i] *= reach;
        support.radius_y[i] *= reach;
    }
    return support;
}

}  // namespace

bool is_summed_directly(Kernel kernel)
{
    return kernel == Kernel::triangular || kernel == Kernel::gaussian;
}

Raster<double> density_raster(const PointIndex& index, const GridFrame& frame,
                              const DensityOptions& options)
{
    if (is_summed_directly(index.points().kernel)) {
        return direct_raster(index, frame, options);
    }
    Raster<double> raster(frame);
    sweep_raster(index, frame, options, Swept::density,
                 [&](int row, int column, int count, const double* density, const double*) {
                     std::copy_n(density, count, raster.values.data() + raster.index(row, column));
                 });
    return raster;
}

Extent candidates_of(Kernel kernel, const RadiusExtremes& radii, const GridFrame& frame)
{
    return is_summed_directly(kernel) ? in_reach_of(frame.extent(), kernel, radii)
                                      : with_whole_cells(radii, frame);
}

void add_density(const PointIndex& index, Raster<double>& raster, const DensityOptions& options)
{
    if (!is_summed_directly(index.points().kernel)) {
        throw std::logic_error("only kernels that are summed directly add to a raster");
    }
    add_directly(index, raster, options);
}

Raster<double> density_raster(const KernelPoints& points, const GridFrame& frame,
                              const DensityOptions& options)
{
    return density_raster(PointIndex(points), frame, options);
}

Raster<float> density_raster_single(const PointIndex& index, const GridFrame& frame, double factor,
                                    const DensityOptions& options)
{
    Raster<float> raster(frame);
    const auto narrow = [factor](double value) { return static_cast<float>(value * factor); };
    if (is_summed_directly(index.points().kernel)) {
        const Raster<double> wide = direct_raster(index, frame, options);
        std::transform(wide.values.begin(), wide.values.end(), raster.values.begin(), narrow);
        return raster;
    }
    sweep_raster(index, frame, options, Swept::density,
                 [&](int row, int column, int count, const double* density, const double*) {
                     std::transform(density, density + count,
                                    raster.values.data() + raster.index(row, column), narrow);
                 });
    return raster;
}

CountedDensity counted_density_raster(const PointIndex& index, const GridFrame& frame,
                                      const DensityOptions& options)
{
    CountedDensity counted{Raster<double>(frame), Raster<std::uint32_t>(frame)};
    const auto keep_counts = [&](int row, int column, int count, const double* incidents) {
        std::transform(
            incidents, incidents + count,
            counted.incidents.values.data() + counted.incidents.index(row, column),
            [](double value) { return static_cast<std::uint32_t>(std::llround(value)); });
    };
    if (is_summed_directly(index.points().kernel)) {
        counted.density = direct_raster(index, frame, options);
        sweep_raster(PointIndex(support_of(index.points())), frame, options,
                     Swept::density_and_incidents,
                     [&](int row, int column, int count, const double*, const double* incidents) {
                         keep_counts(row, column, count, incidents);
                     });
        return counted;
    }
    sweep_raster(
        index, frame, options, Swept::density_and_incidents,
        [&](int row, int column, int count, const double* density, const double* incidents) {
            std::copy_n(density, count,
                        counted.density.values.data() + counted.density.index(row, column));
            keep_counts(row, column, count, incidents);
        });
    return counted;
}

double density_at(const KernelPoints& points, double x, double y) { return sum_at(points, x, y); }

double density_at(const PointIndex& index, double x, double y)
{
    return density_at(index, x, y, 0);
}

double density_at(const PointIndex& index, double x, double y, double sum)
{
    std::vector<std::uint32_t> near;
    index.gather({x, y, x, y}, near);
    return sum_at(index.points(), near, x, y, sum);
}

}  // namespace heatward::density
