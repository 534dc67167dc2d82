#include "heatward/density/study_area_mass.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "edge_mass.hpp"
#include "heatward/core/error.hpp"
#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {
namespace {

/// About as many cells as the grid may have; a cell is half the support wide where that
/// gives fewer.
constexpr double kMaxCells = 1 << 20;

double distance_to_edge(const ProjectedEdge& edge, const ProjectedPoint& u)
{
    const double dx = edge.b.x - edge.a.x;
    const double dy = edge.b.y - edge.a.y;
    const double along = ((u.x - edge.a.x) * dx + (u.y - edge.a.y) * dy) / (dx * dx + dy * dy);
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(u.x - (edge.a.x + t * dx), u.y - (edge.a.y + t * dy));
}

void check_bandwidth(double bandwidth_m)
{
    if (!(bandwidth_m > 0) || !std::isfinite(bandwidth_m)) {
        throw DataError(
            fmt::format("edge correction needs a bandwidth above 0 m, not {}", bandwidth_m));
    }
}

}  // namespace

StudyAreaMass::StudyAreaMass(const ProjectedMultiPolygon& polygons, Kernel kernel,
                             double bandwidth_m)
    : m_kernel(kernel),
      m_bandwidth_m(bandwidth_m),
      m_winding(polygons),
      m_edges(oriented_edges(polygons))
{
    check_bandwidth(bandwidth_m);
    if (m_edges.empty()) {
        return;
    }
    if (m_edges.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw DataError("a study area takes at most 4294967295 vertices");
    }
    lay_grid(support_radius(kernel, bandwidth_m));
    list_edges();
    mark_cells_inside();
}

void StudyAreaMass::lay_grid(double support_m)
{
    m_support_m = support_m;
    m_grid = m_winding.extent().grown(support_m);
    if (!std::isfinite(m_grid.width() * m_grid.height())) {
        throw DataError(
            "the study area is so large that areas in it are beyond all numbers: look for "
            "coordinates that are not metres");
    }
    m_cell_m = std::max(support_m / 2, std::sqrt(m_grid.width() * m_grid.height() / kMaxCells));
    m_columns = static_cast<std::size_t>(std::ceil(m_grid.width() / m_cell_m));
    m_rows = static_cast<std::size_t>(std::ceil(m_grid.height() / m_cell_m));
}

ProjectedPoint StudyAreaMass::centre_of(std::size_t column, std::size_t row) const
{
    return {m_grid.min_x + (static_cast<double>(column) + 0.5) * m_cell_m,
            m_grid.min_y + (static_cast<double>(row) + 0.5) * m_cell_m};
}

std::size_t StudyAreaMass::cell_of(const ProjectedPoint& u) const
{
    if (m_edges.empty() || !m_grid.contains(u.x, u.y)) {
        return kOutside;
    }
    const auto index = [&](double offset, std::size_t count) {
        return std::min(static_cast<std::size_t>(offset / m_cell_m), count - 1);
    };
    return index(u.y - m_grid.min_y, m_rows) * m_columns + index(u.x - m_grid.min_x, m_columns);
}

template <class Visitor>
void StudyAreaMass::for_each_cell_near(const ProjectedEdge& edge, Visitor&& visit) const
{
    // Half a cell's diagonal, and a hundredth of a cell above rounding.
    const double reach = m_support_m + m_cell_m * (std::sqrt(0.5) + 0.01);
    const auto index = [&](double offset, std::size_t count) {
        return static_cast<std::size_t>(
            std::clamp(std::floor(offset / m_cell_m), 0.0, static_cast<double>(count - 1)));
    };
    const auto [left, right] = std::minmax(edge.a.x, edge.b.x);
    const auto [bottom, top] = std::minmax(edge.a.y, edge.b.y);
    const std::size_t first_column = index(left - reach - m_grid.min_x, m_columns);
    const std::size_t last_column = index(right + reach - m_grid.min_x, m_columns);
    const std::size_t last_row = index(top + reach - m_grid.min_y, m_rows);
    for (std::size_t row = index(bottom - reach - m_grid.min_y, m_rows); row <= last_row; ++row) {
        for (std::size_t column = first_column; column <= last_column; ++column) {
            if (distance_to_edge(edge, centre_of(column, row)) <= reach) {
                visit(row * m_columns + column);
            }
        }
    }
}

void StudyAreaMass::list_edges()
{
    m_first.assign(m_columns * m_rows + 1, 0);
    for (const auto& edge : m_edges) {
        for_each_cell_near(edge, [&](std::size_t cell) { ++m_first[cell + 1]; });
    }
    for (std::size_t cell = 0; cell + 1 < m_first.size(); ++cell) {
        m_first[cell + 1] += m_first[cell];
    }
    m_near.resize(m_first.back());
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t e = 0; e < m_edges.size(); ++e) {
        for_each_cell_near(m_edges[e], [&](std::size_t cell) {
            m_near[next[cell]++] = static_cast<std::uint32_t>(e);
        });
    }
}

void StudyAreaMass::mark_cells_inside()
{
    m_is_inside.assign(m_columns * m_rows, 0);
    for (std::size_t row = 0; row < m_rows; ++row) {
        // No border passes between neighbouring cells without edges, so the first of
        // a run decides for all of it.
        bool is_known = false;
        std::uint8_t is_inside = 0;
        for (std::size_t column = 0; column < m_columns; ++column) {
            const std::size_t cell = row * m_columns + column;
            if (m_first[cell] != m_first[cell + 1]) {
                is_known = false;
                continue;
            }
            if (!is_known) {
                is_inside = m_winding.contains(centre_of(column, row)) ? 1 : 0;
                is_known = true;
            }
            m_is_inside[cell] = is_inside;
        }
    }
}

double StudyAreaMass::at(const ProjectedPoint& u, double bandwidth_m) const
{
    if (bandwidth_m != m_bandwidth_m) {
        check_bandwidth(bandwidth_m);
        if (bandwidth_m > m_bandwidth_m) {
            throw DataError(
                fmt::format("edge correction was prepared for bandwidths up to {} m, not {} m",
                            m_bandwidth_m, bandwidth_m));
        }
    }
    const std::size_t cell = cell_of(u);
    if (cell == kOutside) {
        return 0;
    }
    if (m_first[cell] == m_first[cell + 1]) {
        return m_is_inside[cell];
    }
    double mass = m_winding.winding(u);
    for (std::size_t i = m_first[cell]; i < m_first[cell + 1]; ++i) {
        mass += edge_mass(m_kernel, bandwidth_m, m_edges[m_near[i]], u);
    }
    return std::clamp(mass, 0.0, 1.0);
}

bool StudyAreaMass::contains(const ProjectedPoint& u) const
{
    const std::size_t cell = cell_of(u);
    if (cell == kOutside) {
        return false;
    }
    return m_first[cell] == m_first[cell + 1] ? m_is_inside[cell] != 0 : m_winding.contains(u);
}

}  // namespace heatward::density
