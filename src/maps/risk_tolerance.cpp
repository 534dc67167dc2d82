#include "heatward/maps/risk_tolerance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "heatward/core/parallel.hpp"
#include "heatward/stats/coverage.hpp"

namespace heatward::maps {
namespace {

/// Cells of the raster that masses are summed on, to the bandwidth: a kernel sampled so is off by
/// (1/4)²/24 of itself.
constexpr double kCellsPerSigma = 4;
/// Of more the raster is made coarser: 64 MB, and as much again while it is made.
constexpr double kMostCells = 4e6;
/// Nodes to the bandwidth in other planes than the project's.
constexpr double kNodesPerSigma = 2;
/// Where a Gaussian is cut: 6e-7 of its mass lies beyond.
constexpr double kReachSigmas = 5;

/// Sampled at whole numbers of cells, from the centre on, with sum 1 over both sides.
std::vector<double> half_kernel(double sigma_cells)
{
    std::vector<double> weights;
    double sum = 0;
    for (int i = 0; i <= static_cast<int>(std::ceil(kReachSigmas * sigma_cells)); ++i) {
        weights.push_back(std::exp(-0.5 * std::pow(i / sigma_cells, 2)));
        sum += (i == 0 ? 1 : 2) * weights.back();
    }
    for (double& weight : weights) {
        weight /= sum;
    }
    return weights;
}

/// One pass of the blur: `lines` lines of `length` values, `next` apart, begun `step` apart.
struct Pass {
    int lines;
    int length;
    std::size_t step;
    std::size_t next;
};

void blur_line(std::vector<double>& values, std::size_t first, const Pass& pass,
               const std::vector<double>& kernel)
{
    const int reach = static_cast<int>(kernel.size()) - 1;
    const auto place = [&](int i) { return first + static_cast<std::size_t>(i) * pass.next; };
    std::vector<double> before;
    for (int i = 0; i < pass.length; ++i) {
        before.push_back(values[place(i)]);
    }
    for (int i = 0; i < pass.length; ++i) {
        double sum = 0;
        for (int k = std::max(0, i - reach); k <= std::min(pass.length - 1, i + reach); ++k) {
            sum += kernel[static_cast<std::size_t>(std::abs(k - i))] *
                   before[static_cast<std::size_t>(k)];
        }
        values[place(i)] = sum;
    }
}

void blur_lines(std::vector<double>& values, const Pass& pass, const std::vector<double>& kernel,
                unsigned threads)
{
    for_each_run(static_cast<std::size_t>(pass.lines), 16, threads,
                 [&](std::size_t begin, std::size_t end) {
                     for (std::size_t line = begin; line < end; ++line) {
                         blur_line(values, line * pass.step, pass, kernel);
                     }
                 });
}

/// The mass of a Gaussian of that σ that each cell's share of the study area holds.
std::vector<double> blurred(const Raster<double>& coverage, double sigma_m, unsigned threads)
{
    const auto columns = static_cast<std::size_t>(coverage.frame.columns);
    const auto kernel = half_kernel(sigma_m / coverage.frame.cell_width);
    std::vector<double> values = coverage.values;
    blur_lines(values, {coverage.frame.rows, coverage.frame.columns, columns, 1}, kernel, threads);
    blur_lines(values, {coverage.frame.columns, coverage.frame.rows, 1, columns}, kernel, threads);
    return values;
}

}  // namespace

/// Masses at the centres of a frame's cells, and between them.
class RiskTolerance::Lattice {
public:
    Lattice(const GridFrame& frame, std::vector<KernelMasses> masses)
        : m_frame(frame), m_masses(std::move(masses))
    {
    }

    /// Over the study area, in project metres.
    static Lattice of_area(const ProjectedMultiPolygon& study_area, double sigma_m,
                           unsigned threads)
    {
        const Extent extent = extent_of(study_area);
        const double cell = std::max(sigma_m / kCellsPerSigma,
                                     std::sqrt(extent.width() * extent.height() / kMostCells));
        const Raster<double> coverage =
            stats::coverage(study_area, frame_covering(extent.grown(2 * cell), cell));
        const auto of_kernel = blurred(coverage, sigma_m, threads);
        const auto of_square = blurred(coverage, sigma_m / std::numbers::sqrt2, threads);
        std::vector<KernelMasses> masses(of_kernel.size());
        for (std::size_t i = 0; i < masses.size(); ++i) {
            masses[i] = {of_kernel[i], of_square[i]};
        }
        return {coverage.frame, std::move(masses)};
    }

    /// The same over another plane.
    [[nodiscard]] Lattice in_plane(const PlaneGeometry& geometry, double sigma_m) const
    {
        const double step = std::max(sigma_m / kNodesPerSigma, m_frame.cell_width) *
                            std::max(geometry.max_scale_x(), geometry.max_scale_y());
        const GridFrame frame = frame_covering(geometry.mask().extent().grown(2 * step), step);
        std::vector<KernelMasses> masses;
        std::vector<double> x(static_cast<std::size_t>(frame.columns));
        std::vector<double> y(x.size());
        for (int row = 0; row < frame.rows; ++row) {
            for (int column = 0; column < frame.columns; ++column) {
                x[static_cast<std::size_t>(column)] = frame.centre_x(column);
                y[static_cast<std::size_t>(column)] = frame.centre_y(row);
            }
            geometry.to_project(x, y, x, y);
            for (std::size_t i = 0; i < x.size(); ++i) {
                masses.push_back(std::isfinite(x[i]) ? at(x[i], y[i]) : KernelMasses{0, 0});
            }
        }
        return {frame, std::move(masses)};
    }

    [[nodiscard]] std::size_t memory_bytes() const
    {
        return m_masses.capacity() * sizeof(KernelMasses);
    }

    /// Beyond the frame that of its border.
    [[nodiscard]] KernelMasses at(double x, double y) const
    {
        const double across = std::clamp((x - m_frame.centre_x(0)) / m_frame.cell_width, 0.0,
                                         static_cast<double>(m_frame.columns - 1));
        const double down = std::clamp((m_frame.centre_y(0) - y) / m_frame.cell_height, 0.0,
                                       static_cast<double>(m_frame.rows - 1));
        const int column = std::min(static_cast<int>(across), m_frame.columns - 2);
        const int row = std::min(static_cast<int>(down), m_frame.rows - 2);
        const auto between = [&](double KernelMasses::*mass) {
            const double right = across - column;
            return std::lerp(
                std::lerp(node(row, column).*mass, node(row, column + 1).*mass, right),
                std::lerp(node(row + 1, column).*mass, node(row + 1, column + 1).*mass, right),
                down - row);
        };
        return {between(&KernelMasses::of_kernel), between(&KernelMasses::of_square)};
    }

private:
    [[nodiscard]] const KernelMasses& node(int row, int column) const
    {
        return m_masses[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_frame.columns) +
                        static_cast<std::size_t>(column)];
    }

    GridFrame m_frame;  ///< at least two columns and rows
    std::vector<KernelMasses> m_masses;
};

RiskTolerance::RiskTolerance(const ProjectedMultiPolygon& study_area, EdgeCorrection edge,
                             double sigma_m, const PlaneGeometry& geometry, unsigned threads)
    : m_edge(edge), m_sigma_m(sigma_m)
{
    if (edge == EdgeCorrection::none) {
        return;
    }
    m_mass = std::make_unique<const density::StudyAreaMass>(study_area, Kernel::gaussian, sigma_m);
    Lattice of_area = Lattice::of_area(study_area, sigma_m, threads);
    m_lattice = std::make_unique<const Lattice>(geometry.plane() == Plane::project
                                                    ? std::move(of_area)
                                                    : of_area.in_plane(geometry, sigma_m));
}

RiskTolerance::~RiskTolerance() = default;

KernelMasses RiskTolerance::at(ProjectedPoint place) const
{
    return m_mass
               ? KernelMasses{m_mass->at(place), m_mass->at(place, m_sigma_m / std::numbers::sqrt2)}
               : KernelMasses{};
}

std::size_t RiskTolerance::memory_bytes() const
{
    return sizeof(RiskTolerance) + (m_lattice ? m_lattice->memory_bytes() : 0);
}

KernelMasses RiskTolerance::near(double x, double y) const
{
    return m_lattice ? m_lattice->at(x, y) : KernelMasses{};
}

}  // namespace heatward::maps
