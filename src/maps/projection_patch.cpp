#include "projection_patch.hpp"

#include <algorithm>
#include <cmath>

namespace heatward::maps {
namespace {

/// What a patch may be off by at the places where it is tried: a kink of a datum shift of a
/// centimetre a kilometre is a hundred times that.
constexpr double kPlaceTolerance_m = 1e-4;
constexpr double kScaleTolerance = 1e-8;

/// Halfway between nodes along each axis, where the error is largest.
constexpr std::array<double, 3> kTried{1.0 / 6, 1.0 / 2, 5.0 / 6};

/// Far beyond any projection, and exact in a double.
constexpr double kFarthestCell = 1e12;

std::int64_t cell_along(double coordinate)
{
    const double cell = std::floor(coordinate / kPatch_m);
    return static_cast<std::int64_t>(std::abs(cell) < kFarthestCell ? cell : kFarthestCell);
}

/// Lagrange's weights of nodes at 0, 1/3, 2/3 and 1.
std::array<double, 4> weights_at(double t)
{
    const double a = t - 1.0 / 3;
    const double b = t - 2.0 / 3;
    const double c = t - 1;
    return {-4.5 * a * b * c, 13.5 * t * b * c, -13.5 * t * a * c, 4.5 * t * a * b};
}

std::array<double, 4> values_of(const PlacedIncident& placed)
{
    return {placed.x, placed.y, placed.scale_x, placed.scale_y};
}

}  // namespace

PatchCell patch_cell_of(double x, double y) { return {cell_along(x), cell_along(y)}; }

ProjectionPatch::ProjectionPatch(const PatchCell& cell, const Project& project)
    : m_west(static_cast<double>(cell.column) * kPatch_m),
      m_south(static_cast<double>(cell.row) * kPatch_m)
{
    constexpr double kStep_m = kPatch_m / (kNodes - 1);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const std::size_t row = i / kNodes;
        const std::size_t column = i % kNodes;
        m_nodes[i] = values_of(project({m_west + static_cast<double>(column) * kStep_m,
                                        m_south + static_cast<double>(row) * kStep_m}));
    }
    m_origin = m_nodes.front();
    for (auto& node : m_nodes) {
        for (std::size_t k = 0; k < node.size(); ++k) {
            node[k] -= m_origin[k];
        }
    }
    m_is_smooth = agrees_with(project);
}

PlacedIncident ProjectionPatch::at(double x, double y) const
{
    const auto across = weights_at((x - m_west) / kPatch_m);
    const auto up = weights_at((y - m_south) / kPatch_m);
    std::array<double, 4> sum{};
    for (std::size_t row = 0; row < kNodes; ++row) {
        std::array<double, 4> of_row{};
        for (std::size_t column = 0; column < kNodes; ++column) {
            for (std::size_t k = 0; k < of_row.size(); ++k) {
                of_row[k] += across[column] * m_nodes[row * kNodes + column][k];
            }
        }
        for (std::size_t k = 0; k < sum.size(); ++k) {
            sum[k] += up[row] * of_row[k];
        }
    }
    return {m_origin[0] + sum[0], m_origin[1] + sum[1], m_origin[2] + sum[2], m_origin[3] + sum[3]};
}

bool ProjectionPatch::agrees_with(const Project& project) const
{
    return std::all_of(kTried.begin(), kTried.end(), [&](double up) {
        return std::all_of(kTried.begin(), kTried.end(), [&](double across) {
            const ProjectedPoint place{m_west + across * kPatch_m, m_south + up * kPatch_m};
            const PlacedIncident exact = project(place);
            const PlacedIncident ours = at(place.x, place.y);
            // False where there is a not-a-number.
            return std::abs(ours.x - exact.x) <= kPlaceTolerance_m * exact.scale_x &&
                   std::abs(ours.y - exact.y) <= kPlaceTolerance_m * exact.scale_y &&
                   std::abs(ours.scale_x - exact.scale_x) <= kScaleTolerance * exact.scale_x &&
                   std::abs(ours.scale_y - exact.scale_y) <= kScaleTolerance * exact.scale_y;
        });
    });
}

}  // namespace heatward::maps
