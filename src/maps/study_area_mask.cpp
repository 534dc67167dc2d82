#include "heatward/maps/study_area_mask.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heatward::maps {
namespace {

/// A few edges a band keeps a query short; more bands than this only cost memory.
constexpr std::size_t kEdgesPerBand = 2;
constexpr std::size_t kMaxBands = 1 << 16;

/// First column of the window whose centre is at or east of x: a guess by division, set
/// right by the centres themselves.
int first_column_from(const GridFrame& frame, double x)
{
    const double guess = std::ceil((x - frame.west()) / frame.cell_width - 0.5);
    int column = static_cast<int>(std::clamp(guess, 0.0, static_cast<double>(frame.columns)));
    while (column > 0 && frame.centre_x(column - 1) >= x) {
        --column;
    }
    while (column < frame.columns && frame.centre_x(column) < x) {
        ++column;
    }
    return column;
}

}  // namespace

StudyAreaMask::StudyAreaMask(const ProjectedMultiPolygon& polygons)
{
    std::vector<Edge> edges;
    for_each_ring(polygons, [&](const Ring<ProjectedPoint>& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const ProjectedPoint& a = ring[i];
            const ProjectedPoint& b = ring[i + 1 == ring.size() ? 0 : i + 1];
            m_extent.include(a.x, a.y);
            if (a.y < b.y || (a.y == b.y && a.x <= b.x)) {
                edges.push_back({a.x, a.y, b.x, b.y});
            } else {
                edges.push_back({b.x, b.y, a.x, a.y});
            }
        }
    });
    if (edges.empty()) {
        return;
    }
    const std::size_t bands = std::clamp<std::size_t>(edges.size() / kEdgesPerBand, 1, kMaxBands);
    m_bands_per_unit = m_extent.height() > 0 ? static_cast<double>(bands) / m_extent.height() : 0.0;
    m_first.assign(bands + 1, 0);
    const auto for_each_place = [&](const auto& visit) {
        for (const Edge& edge : edges) {
            const std::size_t last = band_of(edge.high_y);
            for (std::size_t band = band_of(edge.low_y); band <= last; ++band) {
                visit(band, edge);
            }
        }
    };
    for_each_place([&](std::size_t band, const Edge&) { ++m_first[band + 1]; });
    for (std::size_t band = 0; band < bands; ++band) {
        m_first[band + 1] += m_first[band];
    }
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    m_edges.resize(m_first.back());
    for_each_place([&](std::size_t band, const Edge& edge) { m_edges[next[band]++] = edge; });
}

std::size_t StudyAreaMask::band_of(double y) const
{
    const double band = std::floor((y - m_extent.min_y) * m_bands_per_unit);
    return static_cast<std::size_t>(std::clamp(band, 0.0, static_cast<double>(m_first.size() - 2)));
}

void StudyAreaMask::crossings_at(double y, std::vector<double>& crossings) const
{
    crossings.clear();
    if (m_edges.empty() || y < m_extent.min_y || y > m_extent.max_y) {
        return;
    }
    const std::size_t band = band_of(y);
    for (std::size_t i = m_first[band]; i < m_first[band + 1]; ++i) {
        const Edge& edge = m_edges[i];
        if (edge.low_y <= y && y < edge.high_y) {
            crossings.push_back(edge.low_x + (y - edge.low_y) / (edge.high_y - edge.low_y) *
                                                 (edge.high_x - edge.low_x));
        }
    }
    std::sort(crossings.begin(), crossings.end());
}

Raster<std::uint8_t> StudyAreaMask::rasterise(const GridFrame& frame) const
{
    Raster<std::uint8_t> inside(frame, 0);
    std::vector<double> crossings;
    for (int row = 0; row < frame.rows; ++row) {
        crossings_at(frame.centre_y(row), crossings);
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const int begin = first_column_from(frame, crossings[i]);
            const int end = first_column_from(frame, crossings[i + 1]);
            for (int column = begin; column < end; ++column) {
                inside.at(row, column) = 1;
            }
        }
    }
    return inside;
}

bool StudyAreaMask::contains(double x, double y) const
{
    std::vector<double> crossings;
    crossings_at(y, crossings);
    const auto west = std::upper_bound(crossings.begin(), crossings.end(), x) - crossings.begin();
    return west % 2 == 1;
}

bool StudyAreaMask::border_may_touch(const Extent& area) const
{
    if (m_edges.empty() || !m_extent.intersects(area)) {
        return false;
    }
    const std::size_t end = m_first[band_of(area.max_y) + 1];
    for (std::size_t i = m_first[band_of(area.min_y)]; i < end; ++i) {
        const Edge& edge = m_edges[i];
        const auto [west, east] = std::minmax(edge.low_x, edge.high_x);
        if (west <= area.max_x && east >= area.min_x && edge.low_y <= area.max_y &&
            edge.high_y >= area.min_y) {
            return true;
        }
    }
    return false;
}

std::size_t StudyAreaMask::memory_bytes() const
{
    return m_edges.size() * sizeof(Edge) + m_first.size() * sizeof(std::size_t);
}

}  // namespace heatward::maps
