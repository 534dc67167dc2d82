#include "pixel_mean.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::maps {
namespace {

/// Radii from which samples do, and to which a finer lattice is made, in pixels.
constexpr double kSampledRadius = 2;
constexpr double kFineRadius = 4;

/// Radii this much below the largest do not make the lattice finer still: a few incidents of very
/// narrow kernels would cost what all the others do.
constexpr double kWidestSpread = 8;

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

/// One cell's mean where its finer cells are too many at a time: the mean of its quarters' means.
double mean_of_cell(const GridFrame& cell, int factor, const Extent& reached,
                    const std::function<Raster<double>(const GridFrame&)>& sample)
{
    if (!cell.extent().intersects(reached)) {
        return 0;
    }
    if (factor <= kFineSide) {
        Raster<double> means = cell_means(finer(cell, factor), sample);
        for (int f = factor; f > 1; f /= 2) {
            means = halved(means);
        }
        return means.values.front();
    }
    const GridFrame quarters = finer(cell, 2);
    double part[4];
    for (int k = 0; k < 4; ++k) {
        part[k] =
            mean_of_cell(window_of(quarters, k / 2, k % 2, 1, 1), factor / 2, reached, sample);
    }
    return ((part[0] + part[1]) + (part[2] + part[3])) / 4;
}

/// ∫ k(u² + v²) du dv of the shape in KernelPoints.
double shape_integral(Kernel kernel)
{
    switch (kernel) {
        case Kernel::quartic:
        case Kernel::triangular:
            return std::numbers::pi / 3;
        case Kernel::epanechnikov:
            return std::numbers::pi / 2;
        case Kernel::uniform:
            return std::numbers::pi;
        case Kernel::gaussian:
            break;
    }
    return 2 * std::numbers::pi;
}

}  // namespace

Extent reached_by(const density::PointIndex& index)
{
    const double support = density::support_in_bandwidths(index.points().kernel);
    constexpr double kFar = 1e300;
    Extent reached = index.places_within({-kFar, -kFar, kFar, kFar});
    reached.min_x -= index.radii().largest_x * support;
    reached.max_x += index.radii().largest_x * support;
    reached.min_y -= index.radii().largest_y * support;
    reached.max_y += index.radii().largest_y * support;
    return reached;
}

PixelMeanPlan plan_pixel_mean(const density::PointIndex& index, const GridFrame& frame)
{
    const density::RadiusExtremes& radii = index.radii();
    if (index.points().size() == 0) {
        return {};
    }
    const double x = std::max(radii.least_x, radii.largest_x / kWidestSpread) / frame.cell_width;
    const double y = std::max(radii.least_y, radii.largest_y / kWidestSpread) / frame.cell_height;
    const double radius = std::min(x, y);
    if (radius >= kSampledRadius) {
        return {};
    }
    PixelMeanPlan plan{PixelMean::average, 1};
    const Extent reached = reached_by(index);
    while (radius * plan.factor < kFineRadius) {
        plan.factor *= 2;
        const double columns = reached.width() / frame.cell_width * plan.factor;
        const double rows = reached.height() / frame.cell_height * plan.factor;
        if (columns * rows > kMostFinePixels) {
            return {PixelMean::mass, 1};
        }
    }
    return plan;
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
            if (factor > kFineSide) {
                means.at(row, column) = mean_of_cell(part, factor, reached, sample);
                continue;
            }
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

Raster<double> mean_of_masses(const density::PointIndex& index, const GridFrame& frame)
{
    Raster<double> means(frame);
    std::vector<std::uint32_t> found;
    index.places_in(frame.extent(), found);
    const density::KernelPoints& points = index.points();
    const double per_cell = shape_integral(points.kernel) / (frame.cell_width * frame.cell_height);
    for (const std::uint32_t i : found) {
        // By lattice, so that a point on a border is in one window's cell.
        const double column = std::floor((points.x[i] - frame.origin_x) / frame.cell_width) -
                              static_cast<double>(frame.first_column);
        const double row = static_cast<double>(frame.first_row_north) - 1 -
                           std::floor((points.y[i] - frame.origin_y) / frame.cell_height);
        if (column >= 0 && row >= 0 && column < frame.columns && row < frame.rows) {
            means.at(static_cast<int>(row), static_cast<int>(column)) +=
                points.amplitude[i] * points.radius_x[i] * points.radius_y[i] * per_cell;
        }
    }
    return means;
}

}  // namespace heatward::maps
