#include "heatward/stats/cell_lattice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// Rows of hexagons lie this share of the size apart, and their corners a third of it.
constexpr double kRowStep = std::numbers::sqrt3 / 2;
constexpr double kCornerStep = std::numbers::sqrt3 / 6;

/// Corners of a hexagon around its centre in halves of the size and corner steps, anticlockwise.
constexpr std::array<std::pair<int, int>, 6> kHexagon{
    {{0, -2}, {1, -1}, {1, 1}, {0, 2}, {-1, 1}, {-1, -1}}};
constexpr std::array<std::pair<int, int>, 4> kSquare{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};

/// The hexagon that holds axial coordinates: all three cube coordinates are rounded, and the one
/// that moved furthest gives way, as they must add up to 0.
LatticeCell nearest_hexagon(double q, double r)
{
    const double s = -q - r;
    double rounded_q = std::round(q);
    double rounded_r = std::round(r);
    const double rounded_s = std::round(s);
    const double moved_q = std::abs(rounded_q - q);
    const double moved_r = std::abs(rounded_r - r);
    const double moved_s = std::abs(rounded_s - s);
    if (moved_q > moved_r && moved_q > moved_s) {
        rounded_q = -rounded_r - rounded_s;
    } else if (moved_r > moved_s) {
        rounded_r = -rounded_q - rounded_s;
    }
    return {static_cast<std::int32_t>(rounded_q), static_cast<std::int32_t>(rounded_r)};
}

}  // namespace

CellLattice::CellLattice(LatticeShape shape, double size_m, ProjectedPoint origin, double angle_rad)
    : m_shape(shape),
      m_size_m(size_m),
      m_origin(origin),
      m_cos(std::cos(angle_rad)),
      m_sin(std::sin(angle_rad))
{
    if (!(size_m > 0) || !std::isfinite(size_m)) {
        throw DataError(fmt::format("a cell must be more than 0 metres wide, not {}", size_m));
    }
}

ProjectedPoint CellLattice::to_plane(double x, double y) const
{
    return {m_origin.x + m_cos * x - m_sin * y, m_origin.y + m_sin * x + m_cos * y};
}

ProjectedPoint CellLattice::to_lattice(ProjectedPoint place) const
{
    const double x = place.x - m_origin.x;
    const double y = place.y - m_origin.y;
    return {m_cos * x + m_sin * y, m_cos * y - m_sin * x};
}

LatticeCell CellLattice::cell_of(ProjectedPoint place) const
{
    const ProjectedPoint at = to_lattice(place);
    if (m_shape == LatticeShape::square) {
        return {static_cast<std::int32_t>(std::floor(at.x / m_size_m)),
                static_cast<std::int32_t>(std::floor(at.y / m_size_m))};
    }
    const double r = at.y / (m_size_m * kRowStep);
    return nearest_hexagon(at.x / m_size_m - r / 2, r);
}

ProjectedPoint CellLattice::centre_of(LatticeCell cell) const
{
    if (m_shape == LatticeShape::square) {
        return to_plane((cell.column + 0.5) * m_size_m, (cell.row + 0.5) * m_size_m);
    }
    return to_plane((2.0 * cell.column + cell.row) * (m_size_m / 2),
                    3.0 * cell.row * (m_size_m * kCornerStep));
}

Ring<ProjectedPoint> CellLattice::outline_of(LatticeCell cell, double shrink) const
{
    Ring<ProjectedPoint> ring;
    if (m_shape == LatticeShape::square) {
        for (const auto& [east, north] : kSquare) {
            ring.push_back(
                to_plane((cell.column + east) * m_size_m, (cell.row + north) * m_size_m));
        }
    } else {
        for (const auto& [east, north] : kHexagon) {
            ring.push_back(to_plane((2.0 * cell.column + cell.row + east) * (m_size_m / 2),
                                    (3.0 * cell.row + north) * (m_size_m * kCornerStep)));
        }
    }
    if (shrink > 0) {
        const ProjectedPoint centre = centre_of(cell);
        for (ProjectedPoint& corner : ring) {
            corner = {corner.x + (centre.x - corner.x) * shrink,
                      corner.y + (centre.y - corner.y) * shrink};
        }
    }
    return ring;
}

std::vector<LatticeCell> CellLattice::cells_around(const Extent& extent) const
{
    if (extent.is_empty()) {
        return {};
    }
    // Linear coordinates have their extremes at corners; one cell more for hexagons' corners.
    LatticeCell least = cell_of({extent.min_x, extent.min_y});
    LatticeCell most = least;
    for (const ProjectedPoint corner :
         {ProjectedPoint{extent.max_x, extent.min_y}, ProjectedPoint{extent.max_x, extent.max_y},
          ProjectedPoint{extent.min_x, extent.max_y}}) {
        const LatticeCell cell = cell_of(corner);
        least = {std::min(least.column, cell.column), std::min(least.row, cell.row)};
        most = {std::max(most.column, cell.column), std::max(most.row, cell.row)};
    }
    const Extent near{extent.min_x - m_size_m, extent.min_y - m_size_m, extent.max_x + m_size_m,
                      extent.max_y + m_size_m};
    std::vector<LatticeCell> cells;
    for (std::int32_t row = least.row - 1; row <= most.row + 1; ++row) {
        for (std::int32_t column = least.column - 1; column <= most.column + 1; ++column) {
            const ProjectedPoint centre = centre_of({column, row});
            if (centre.x >= near.min_x && centre.x <= near.max_x && centre.y >= near.min_y &&
                centre.y <= near.max_y) {
                cells.push_back({column, row});
            }
        }
    }
    return cells;
}

double CellLattice::cell_area_m2() const
{
    return m_size_m * m_size_m * (m_shape == LatticeShape::square ? 1 : kRowStep);
}

}  // namespace heatward::stats
