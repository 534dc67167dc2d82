#include "pixel_mean.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::maps {
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

/// A kernel's mass west of a line, as a share, by the line's distance east of its centre in
/// bandwidths.
class Marginal {
public:
    explicit Marginal(Kernel kernel) : m_support(density::support_in_bandwidths(kernel))
    {
        const double step = 2 * m_support / kSteps;
        std::vector<double> height;
        for (int i = 0; i <= 2 * kSteps; ++i) {
            height.push_back(chord_mass(kernel, -m_support + i * step / 2));
        }
        m_share.push_back(0);
        for (std::size_t i = 0; i < kSteps; ++i) {
            m_share.push_back(m_share.back() +
                              (height[2 * i] + 4 * height[2 * i + 1] + height[2 * i + 2]) / 6);
        }
        const double whole = m_share.back();
        for (double& share : m_share) {
            share /= whole;
        }
    }

    [[nodiscard]] double west_of(double distance) const
    {
        const double at = (distance + m_support) / (2 * m_support) * kSteps;
        if (!(at > 0)) {
            return 0;
        }
        if (at >= kSteps) {
            return 1;
        }
        const auto i = static_cast<std::size_t>(at);
        return m_share[i] + (at - static_cast<double>(i)) * (m_share[i + 1] - m_share[i]);
    }

private:
    static constexpr int kSteps = 4096;

    /// ∫ k(x² + y²) dy but for a factor.
    static double chord_mass(Kernel kernel, double x)
    {
        const double rest = std::max(0.0, 1 - x * x);
        const double half = std::sqrt(rest);
        switch (kernel) {
            case Kernel::quartic:
                return rest * rest * half;
            case Kernel::epanechnikov:
                return rest * half;
            case Kernel::uniform:
                return half;
            case Kernel::triangular:
                return std::abs(x) < 1e-12 ? half : half - x * x * std::asinh(half / std::abs(x));
            case Kernel::gaussian:
                break;
        }
        return std::exp(-x * x / 2);
    }

    double m_support;
    std::vector<double> m_share;
};

const Marginal& marginal_of(Kernel kernel)
{
    static const std::array<Marginal, 5> marginals{
        Marginal(Kernel::quartic), Marginal(Kernel::epanechnikov), Marginal(Kernel::uniform),
        Marginal(Kernel::triangular), Marginal(Kernel::gaussian)};
    switch (kernel) {
        case Kernel::quartic:
            return marginals[0];
        case Kernel::epanechnikov:
            return marginals[1];
        case Kernel::uniform:
            return marginals[2];
        case Kernel::triangular:
            return marginals[3];
        case Kernel::gaussian:
            break;
    }
    return marginals[4];
}

/// Shares of a kernel's mass in a run of cells along one axis.
struct Shares {
    double first = 0;  ///< cell, counted from the window's first
    std::vector<double> of;

    /// `place` and `radius` in cells.
    void set(const Marginal& marginal, double place, double radius, double support)
    {
        first = std::floor(place - radius * support);
        const double last = std::floor(place + radius * support);
        of.clear();
        double before = 0;
        for (double cell = first; cell <= last; ++cell) {
            const double west = marginal.west_of((cell + 1 - place) / radius);
            of.push_back(west - before);
            before = west;
        }
    }
};

double smaller_radius(const density::KernelPoints& points, std::size_t i, const GridFrame& frame)
{
    return std::min(points.radius_x[i] / frame.cell_width, points.radius_y[i] / frame.cell_height);
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

double narrow_radius(Kernel kernel) { return kernel == Kernel::gaussian ? 0.5 : 2; }

PointsByWidth split_by_width(const density::KernelPoints& points, const GridFrame& frame)
{
    PointsByWidth split;
    split.narrow.kernel = split.wide.kernel = points.kernel;
    const double narrow = narrow_radius(points.kernel);
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto& part = smaller_radius(points, i, frame) < narrow ? split.narrow : split.wide;
        part.x.push_back(points.x[i]);
        part.y.push_back(points.y[i]);
        part.radius_x.push_back(points.radius_x[i]);
        part.radius_y.push_back(points.radius_y[i]);
        part.amplitude.push_back(points.amplitude[i]);
        part.incidents.push_back(points.incidents[i]);
    }
    return split;
}

int fine_factor(const density::PointIndex& narrow, const GridFrame& frame)
{
    const Kernel kernel = narrow.points().kernel;
    if (kernel == Kernel::gaussian || kernel == Kernel::triangular) {
        return 0;
    }
    const density::RadiusExtremes& radii = narrow.radii();
    const double radius =
        std::min(radii.least_x / frame.cell_width, radii.least_y / frame.cell_height);
    // A whole tile's cells, or those that the points reach where these are fewer.
    constexpr double kTileCells = 256.0 * 256.0;
    const Extent reached = reached_by(narrow);
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

Raster<double> mean_of_masses(const density::PointIndex& index, const GridFrame& frame)
{
    Raster<double> means(frame);
    std::vector<std::uint32_t> found;
    index.gather(frame.extent().grown(std::max(frame.cell_width, frame.cell_height)), found);
    const density::KernelPoints& points = index.points();
    const Marginal& marginal = marginal_of(points.kernel);
    const double support = density::support_in_bandwidths(points.kernel);
    const double shape = shape_integral(points.kernel);
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
    return means;
}

}  // namespace heatward::maps
