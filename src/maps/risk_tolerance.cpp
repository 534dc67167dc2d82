#include "heatward/maps/risk_tolerance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "heatward/core/parallel.hpp"

namespace heatward::maps {
namespace {

/// Nodes to the bandwidth.
constexpr double kNodesPerSigma = 2;
/// Beyond so many σ from the border masses are 0 or 1 to 1e-4.
constexpr double kReachSigmas = 4;

KernelMasses masses_at(const density::StudyAreaMass& mass, ProjectedPoint place, double sigma_m)
{
    return {mass.at(place), mass.at(place, sigma_m / std::numbers::sqrt2)};
}

}  // namespace

RiskTolerance::RiskTolerance(const ProjectedMultiPolygon& study_area, EdgeCorrection edge,
                             double sigma_m, std::shared_ptr<const PlaneGeometry> geometry,
                             unsigned threads)
    : m_edge(edge), m_sigma_m(sigma_m), m_geometry(std::move(geometry))
{
    if (edge == EdgeCorrection::none) {
        return;
    }
    m_mass = std::make_unique<const density::StudyAreaMass>(study_area, Kernel::gaussian, sigma_m);
    const double step =
        sigma_m * std::max(m_geometry->max_scale_x(), m_geometry->max_scale_y()) / kNodesPerSigma;
    // A node further on every side, so that each place lies between four.
    m_nodes = frame_covering(m_geometry->mask().extent().grown(2 * step), step);
    fill_lattice(threads);
}

void RiskTolerance::fill_lattice(unsigned threads)
{
    m_masses.resize(m_nodes.cell_count());
    const double reach =
        kReachSigmas * m_sigma_m * std::max(m_geometry->max_scale_x(), m_geometry->max_scale_y());
    for_each_run(
        static_cast<std::size_t>(m_nodes.rows), 1, threads, [&](std::size_t row, std::size_t) {
            const double y = m_nodes.centre_y(static_cast<int>(row));
            for (int column = 0; column < m_nodes.columns; ++column) {
                const double x = m_nodes.centre_x(column);
                KernelMasses& node = m_masses[row * static_cast<std::size_t>(m_nodes.columns) +
                                              static_cast<std::size_t>(column)];
                const StudyAreaMask& mask = m_geometry->mask();
                if (mask.border_may_touch({x - reach, y - reach, x + reach, y + reach})) {
                    ProjectedPoint place;
                    m_geometry->to_project({&x, 1}, {&y, 1}, {&place.x, 1}, {&place.y, 1});
                    node = masses_at(*m_mass, place, m_sigma_m);
                } else if (!mask.contains(x, y)) {
                    node = {0, 0};
                }
            }
        });
}

KernelMasses RiskTolerance::at(ProjectedPoint place) const
{
    return m_mass ? masses_at(*m_mass, place, m_sigma_m) : KernelMasses{};
}

KernelMasses RiskTolerance::near(double x, double y) const
{
    if (m_masses.empty()) {
        return {};
    }
    const double across = std::clamp((x - m_nodes.centre_x(0)) / m_nodes.cell_width, 0.0,
                                     static_cast<double>(m_nodes.columns - 1));
    const double down = std::clamp((m_nodes.centre_y(0) - y) / m_nodes.cell_height, 0.0,
                                   static_cast<double>(m_nodes.rows - 1));
    const int column = std::min(static_cast<int>(across), m_nodes.columns - 2);
    const int row = std::min(static_cast<int>(down), m_nodes.rows - 2);
    const auto node = [&](int r, int c) -> const KernelMasses& {
        return m_masses[static_cast<std::size_t>(r) * static_cast<std::size_t>(m_nodes.columns) +
                        static_cast<std::size_t>(c)];
    };
    const auto between = [&](double KernelMasses::*mass) {
        const double right = across - column;
        const double north = std::lerp(node(row, column).*mass, node(row, column + 1).*mass, right);
        const double south =
            std::lerp(node(row + 1, column).*mass, node(row + 1, column + 1).*mass, right);
        return std::lerp(north, south, down - row);
    };
    return {between(&KernelMasses::of_kernel), between(&KernelMasses::of_square)};
}

}  // namespace heatward::maps
