#include "heatward/density/pixel_mean.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "heatward/density/density_raster.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "kernel_marginal.hpp"

namespace heatward::density {
namespace {

/// Radii to which a finer lattice is made, in its pixels.
constexpr double kFineRadius = 4;

/// Finer pixels that are sampled at a time along each axis.
constexpr int kFineSide = 1024;

/// Cells of `frame`, first and past the last, that `reached` touches.
struct CellWindow {
    int first_column;
    int end_column;
    int first_row;
    int end_row;
};

CellWindow cells_in(const GridFrame& frame, const Extent& reached)
{
    const auto clipped = [](double cell, int cells) {
        return static_cast<int>(std::clamp(cell, 0.0, static_cast<double>(cells)));
    };
    return {
        clipped(std::floor((reached.min_x - frame.west()) / frame.cell_width), frame.columns),
        clipped(std::floor((reached.max_x - frame.west()) / frame.cell_width) + 1, frame.columns),
        clipped(std::floor((frame.north() - reached.max_y) / frame.cell_height), frame.rows),
        clipped(std::floor((frame.north() - reached.min_y) / frame.cell_height) + 1, frame.rows)};
}

/// Each cell the mean of its four.
Raster<double> halved(const Raster<double>& fine)
{
    GridFrame frame = fine.frame;
    frame.cell_width *= 2;
    frame.cell_height *= 2;
    frame.first_column /= 2;
    frame.first_row_north /= 2;
    frame.columns /= 2;
    frame.rows /= 2;
    Raster<double> coarse(frame);
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            coarse.at(row, column) =
                ((fine.at(2 * row, 2 * column) + fine.at(2 * row, 2 * column + 1)) +
                 (fine.at(2 * row + 1, 2 * column) + fine.at(2 * row + 1, 2 * column + 1))) /
                4;
        }
    }
    return coarse;
}

GridFrame window_of(const GridFrame& frame, int row, int column, int rows, int columns)
{
    GridFrame window = frame;
    window.first_column += column;
    window.first_row_north -= row;
    window.columns = columns;
    window.rows = rows;
    return window;
}

/// Cells' means from samples at their centres and their neighbours': f + ∇²f·h²/24, of fourth order
/// where the kernel is smooth. Without the second term a pixel that cuts through a kernel would be
/// off by some thousandths of its peak.
Raster<double> cell_means(const GridFrame& frame,
                          const std::function<Raster<double>(const GridFrame&)>& sample)
{
    const Raster<double> at = sample(window_of(frame, -1, -1, frame.rows + 2, frame.columns + 2));
    Raster<double> means(frame);
    for (int row = 0; row < frame.rows; ++row) {
        for (int column = 0; column < frame.columns; ++column) {
            const double centre = at.at(row + 1, column + 1);
            const double around = (at.at(row, column + 1) + at.at(row + 2, column + 1)) +
                                  (at.at(row + 1, column) + at.at(row + 1, column + 2));
            means.at(row, column) = centre + (around - 4 * centre) / 24;
        }
    }
    return means;
}

/// What a kernel reaches that has a share in the frame's cells, rounding included.
Extent mass_extent(const GridFrame& frame)
{
    return frame.extent().grown(std::max(frame.cell_width, frame.cell_height));
}

/// Shares of a kernel's mass in a run of cells along one axis.
struct Shares {
    double first = 0;  ///< cell, counted from the window's first
    std::vector<double> of;

    /// `place` and `radius` in cells.
    void set(const KernelMarginal& marginal, double place, double radius, double support)
    {
        first = std::floor(place - radius * support);
        const int count = static_cast<int>(std::floor(place + radius * support) - first) + 1;
        of.clear();
        double before = 0;
        for (int cell = 1; cell <= count; ++cell) {
            const double west = marginal.west_of((first + cell - place) / radius);
            of.push_back(west - before);
            before = west;
        }
    }
};

}  // namespace

Extent reached_by(Kernel kernel, const PointBounds& bounds)
{
    const double support = support_in_bandwidths(kernel);
    Extent reached = bounds.places;
    reached.min_x -= bounds.radii.largest_x * support;
    reached.max_x += bounds.radii.largest_x * support;
    reached.min_y -= bounds.radii.largest_y * support;
    reached.max_y += bounds.radii.largest_y * support;
    return reached;
}

GridFrame finer(const GridFrame& frame, int factor)
{
    GridFrame fine = frame;
    fine.cell_width /= factor;
    fine.cell_height /= factor;
    fine.first_column *= factor;
    fine.first_row_north *= factor;
    fine.columns *= factor;
    fine.rows *= factor;
    return fine;
}

double narrow_radius(Kernel kernel) { return kernel == Kernel::gaussian ? 0.5 : 2; }

PointsByWidth split_by_width(const KernelPoints& points, const GridFrame& frame)
{
    const double limit = narrow_radius(points.kernel);
    std::vector<std::uint32_t> narrow;
    std::vector<std::uint32_t> wide;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double radius =
            std::min(points.radius_x[i] / frame.cell_width, points.radius_y[i] / frame.cell_height);
        (radius < limit ? narrow : wide).push_back(static_cast<std::uint32_t>(i));
    }
    return {points_of_rows(points, narrow), points_of_rows(points, wide)};
}

int fine_factor(Kernel kernel, const PointBounds& narrow, const GridFrame& frame)
{
    if (is_summed_directly(kernel)) {
        return 0;
    }
    const RadiusExtremes& radii = narrow.radii;
    const double radius =
        std::min(radii.least_x / frame.cell_width, radii.least_y / frame.cell_height);
    // A whole tile's cells, or those that the points reach where these are fewer.
    constexpr double kTileCells = 256.0 * 256.0;
    const Extent reached = reached_by(kernel, narrow);
    const double cells = std::min(kTileCells, (reached.width() / frame.cell_width + 2) *
                                                  (reached.height() / frame.cell_height + 2));
    int factor = 1;
    while (radius * factor < kFineRadius) {
        factor *= 2;
        if (cells * factor * factor > kMostFinePixels) {
            return 0;
        }
    }
    return factor;
}

Raster<double> mean_of_samples(const GridFrame& frame, int factor, const Extent& reached,
                               const std::function<Raster<double>(const GridFrame&)>& sample)
{
    Raster<double> means(frame);
    const CellWindow window = cells_in(frame, reached);
    const int step = std::max(1, kFineSide / factor);
    for (int row = window.first_row; row < window.end_row; row += step) {
        for (int column = window.first_column; column < window.end_column; column += step) {
            const GridFrame part =
                window_of(frame, row, column, std::min(step, window.end_row - row),
                          std::min(step, window.end_column - column));
            Raster<double> part_means = cell_means(finer(part, factor), sample);
            for (int f = factor; f > 1; f /= 2) {
                part_means = halved(part_means);
            }
            for (int r = 0; r < part.rows; ++r) {
                std::copy_n(part_means.values.data() + part_means.index(r, 0), part.columns,
                            means.values.data() + means.index(row + r, column));
            }
        }
    }
    return means;
}

Raster<double> mean_of_masses(const PointIndex& index, const GridFrame& frame)
{
    Raster<double> means(frame);
    add_means_of_masses(index, means);
    return means;
}

Extent mass_candidates_of(Kernel kernel, const RadiusExtremes& radii, const GridFrame& frame)
{
    return in_reach_of(mass_extent(frame), kernel, radii);
}

void add_means_of_masses(const PointIndex& index, Raster<double>& means)
{
    const GridFrame& frame = means.frame;
    std::vector<std::uint32_t> found;
    index.gather(mass_extent(frame), found);
    const KernelPoints& points = index.points();
    const KernelMarginal& marginal = marginal_of(points.kernel);
    const double support = support_in_bandwidths(points.kernel);
    // Of the shape alone, whose peak is 1, in bandwidths.
    const double shape = 1 / kernel_peak(points.kernel, 1);
    Shares columns;
    Shares rows;
    for (const std::uint32_t i : found) {
        const double radius_x = points.radius_x[i] / frame.cell_width;
        const double radius_y = points.radius_y[i] / frame.cell_height;
        const double x = (points.x[i] - frame.origin_x) / frame.cell_width;
        const double y = (frame.origin_y - points.y[i]) / frame.cell_height;
        columns.set(marginal, x, radius_x, support);
        rows.set(marginal, y, radius_y, support);
        const double mass = points.amplitude[i] * radius_x * radius_y * shape;
        for (std::size_t r = 0; r < rows.of.size(); ++r) {
            const double row =
                rows.first + static_cast<double>(r) + static_cast<double>(frame.first_row_north);
            for (std::size_t c = 0; c < columns.of.size(); ++c) {
                const double column = columns.first + static_cast<double>(c) -
                                      static_cast<double>(frame.first_column);
                if (row >= 0 && column >= 0 && row < frame.rows && column < frame.columns) {
                    means.at(static_cast<int>(row), static_cast<int>(column)) +=
                        mass * rows.of[r] * columns.of[c];
                }
            }
        }
    }
}

}  // namespace heatward::density
