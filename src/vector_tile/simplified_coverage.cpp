#include "heatward/vector_tile/simplified_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "heatward/vector_tile/coverage_significance.hpp"
#include "hot_pixels.hpp"
#include "ring_assembly.hpp"
#include "window_ring.hpp"

namespace heatward::vector_tile {
namespace {

/// In square lattice steps.
float least_area(int z)
{
    return std::ldexp(static_cast<float>(kSimplificationUnits * kSimplificationUnits),
                      2 * unit_shift(z));
}

/// Turns a ring so that its inside is on the same hand in exteriors and holes.
void direct(CoverageRing& ring, std::span<const LatticePoint> places)
{
    WideInteger doubled = 0;
    const LatticePoint& origin = places[ring.vertices.front()];
    for (std::size_t i = 1; i + 1 < ring.vertices.size(); ++i) {
        doubled += doubled_area(origin, places[ring.vertices[i]], places[ring.vertices[i + 1]]);
    }
    if ((doubled > 0) != ring.is_exterior) {
        std::reverse(ring.vertices.begin(), ring.vertices.end());
    }
}

TileRing as_tile_ring(const std::vector<UnitPoint>& ring)
{
    TileRing points;
    points.reserve(ring.size());
    for (const UnitPoint& point : ring) {
        points.push_back({static_cast<std::int32_t>(point.x), static_cast<std::int32_t>(point.y)});
    }
    return points;
}

}  // namespace

SimplifiedCoverage::SimplifiedCoverage(const PolygonCoverage& coverage,
                                       std::span<const MercatorPoint> places)
{
    std::vector<bool> is_placed;
    is_placed.reserve(places.size());
    m_places.reserve(places.size());
    for (const MercatorPoint& place : places) {
        const std::optional<LatticePoint> point = lattice_point(place);
        is_placed.push_back(point.has_value());
        m_places.push_back(point.value_or(LatticePoint{}));
    }
    m_first_ring.push_back(0);
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    for (std::size_t area = 0; area < coverage.size(); ++area) {
        Box box{{kMost, kMost}, {-kMost, -kMost}};
        for (const CoverageRing& ring : coverage.rings_of(area)) {
            if (!std::all_of(ring.vertices.begin(), ring.vertices.end(),
                             [&](std::uint32_t vertex) { return is_placed[vertex]; })) {
                continue;
            }
            direct(m_rings.emplace_back(ring), m_places);
            for (const std::uint32_t vertex : ring.vertices) {
                const LatticePoint& place = m_places[vertex];
                box.least = {std::min(box.least.x, place.x), std::min(box.least.y, place.y)};
                box.greatest = {std::max(box.greatest.x, place.x),
                                std::max(box.greatest.y, place.y)};
            }
        }
        m_first_ring.push_back(m_rings.size());
        m_boxes.push_back(box);
    }
    m_significance = coverage_significance(m_places, m_rings);
}

std::span<const CoverageRing> SimplifiedCoverage::rings_of(std::size_t area) const
{
    return std::span(m_rings).subspan(m_first_ring[area],
                                      m_first_ring[area + 1] - m_first_ring[area]);
}

bool SimplifiedCoverage::is_kept(std::uint32_t vertex, int z) const
{
    return m_significance[vertex] >= least_area(z);
}

std::vector<LatticePoint> SimplifiedCoverage::simplified(const CoverageRing& ring, int z,
                                                         const LatticePoint& origin) const
{
    const float least = least_area(z);
    std::vector<LatticePoint> kept;
    for (const std::uint32_t vertex : ring.vertices) {
        if (m_significance[vertex] >= least) {
            const LatticePoint& place = m_places[vertex];
            kept.push_back({place.x - origin.x, place.y - origin.y});
        }
    }
    return kept;
}

std::vector<AreaInTile> SimplifiedCoverage::cut(const TileId& tile) const
{
    const int shift = unit_shift(tile.z);
    const LatticePoint origin = lattice_origin(tile);
    const auto reaches = [&](const Box& box) {
        const auto unit = [&](const LatticePoint& place) {
            return rounded_unit({place.x - origin.x, place.y - origin.y}, shift);
        };
        return box.least.x <= box.greatest.x && unit(box.least).x <= kWindowGreatest &&
               unit(box.least).y <= kWindowGreatest && unit(box.greatest).x >= kWindowLeast &&
               unit(box.greatest).y >= kWindowLeast;
    };
    HotPixels hot_pixels(shift);
    std::vector<std::pair<std::size_t, std::vector<LatticePoint>>> rings;  // with their areas
    for (std::size_t area = 0; area < size(); ++area) {
        if (!reaches(m_boxes[area])) {
            continue;
        }
        for (const CoverageRing& ring : rings_of(area)) {
            rings.emplace_back(area, simplified(ring, tile.z, origin));
            hot_pixels.add(rings.back().second);
        }
    }
    hot_pixels.finish();
    std::vector<AreaInTile> areas;
    RingAssembly assembly;
    for (std::size_t i = 0; i < rings.size(); ++i) {
        const auto& [area, ring] = rings[i];
        assembly.add(as_tile_ring(ring_in_window(hot_pixels.rounded(ring))));
        if (i + 1 == rings.size() || rings[i + 1].first != area) {
            AreaInTile in_tile{area, assembly.polygons()};
            if (!in_tile.polygons.empty()) {
                areas.push_back(std::move(in_tile));
            }
        }
    }
    return areas;
}

std::size_t SimplifiedCoverage::memory_bytes() const
{
    std::size_t bytes = m_places.size() * (sizeof(LatticePoint) + sizeof(float)) +
                        m_boxes.size() * sizeof(Box) + m_rings.size() * sizeof(CoverageRing);
    for (const CoverageRing& ring : m_rings) {
        bytes += ring.vertices.capacity() * sizeof(std::uint32_t);
    }
    return bytes;
}

}  // namespace heatward::vector_tile
