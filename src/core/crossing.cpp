#include "heatward/core/crossing.hpp"

#include <algorithm>
#include <cmath>

namespace heatward {
namespace {

constexpr std::size_t kMaxBands = 8192;

double twice_signed_area(const Ring<ProjectedPoint>& ring)
{
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice += edge_cross(ring[i], ring[i + 1], ring[0]);
    }
    return twice;
}

void append_ring(const Ring<ProjectedPoint>& ring, bool anticlockwise,
                 std::vector<ProjectedEdge>& edges)
{
    if (ring.size() < 3) {
        return;
    }
    const bool reversed = (twice_signed_area(ring) > 0) != anticlockwise;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        ProjectedPoint a = ring[i];
        ProjectedPoint b = ring[i + 1 < ring.size() ? i + 1 : 0];
        if (a == b) {
            continue;
        }
        if (reversed) {
            std::swap(a, b);
        }
        edges.push_back({a, b});
    }
}

}  // namespace

std::vector<ProjectedEdge> oriented_edges(const ProjectedMultiPolygon& polygons)
{
    std::vector<ProjectedEdge> edges;
    for (const auto& polygon : polygons) {
        append_ring(polygon.exterior, true, edges);
        for (const auto& hole : polygon.holes) {
            append_ring(hole, false, edges);
        }
    }
    return edges;
}

WindingIndex::WindingIndex(const ProjectedMultiPolygon& polygons) : m_extent(extent_of(polygons))
{
    const std::vector<ProjectedEdge> edges = oriented_edges(polygons);
    const std::size_t bands = std::clamp<std::size_t>(edges.size() / 2, 1, kMaxBands);
    if (!edges.empty() && m_extent.height() > 0) {
        m_bands_per_metre = static_cast<double>(bands) / m_extent.height();
    }
    m_first.assign(bands + 1, 0);
    const auto bands_of = [&](const ProjectedEdge& edge, auto&& visit) {
        const std::size_t last = band_of(std::max(edge.a.y, edge.b.y));
        for (std::size_t band = band_of(std::min(edge.a.y, edge.b.y)); band <= last; ++band) {
            visit(band);
        }
    };
    for (const auto& edge : edges) {
        bands_of(edge, [&](std::size_t band) { ++m_first[band + 1]; });
    }
    for (std::size_t band = 0; band < bands; ++band) {
        m_first[band + 1] += m_first[band];
    }
    m_edges.resize(m_first.back());
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    for (const auto& edge : edges) {
        bands_of(edge, [&](std::size_t band) { m_edges[next[band]++] = edge; });
    }
}

std::size_t WindingIndex::band_of(double y) const
{
    const double band = std::floor((y - m_extent.min_y) * m_bands_per_metre);
    const auto last = static_cast<double>(m_first.size() - 2);
    return static_cast<std::size_t>(std::clamp(band, 0.0, last));
}

int WindingIndex::winding(const ProjectedPoint& point) const
{
    if (!m_extent.contains(point.x, point.y)) {
        return 0;
    }
    const std::size_t band = band_of(point.y);
    int winding = 0;
    for (std::size_t i = m_first[band]; i < m_first[band + 1]; ++i) {
        winding += ray_crossing(m_edges[i].a, m_edges[i].b, point);
    }
    return winding;
}

}  // namespace heatward
