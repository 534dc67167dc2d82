#include "heatward/vector_tile/tile_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "clip.hpp"

namespace heatward::vector_tile {
namespace {

const Extent kWindow{-kBuffer, -kBuffer, kExtent + kBuffer, kExtent + kBuffer};

TilePoint rounded(const MercatorPoint& in_units)
{
    return {static_cast<std::int32_t>(std::floor(in_units.x + 0.5)),
            static_cast<std::int32_t>(std::floor(in_units.y + 0.5))};
}

std::vector<TilePoint> rounded(const std::vector<MercatorPoint>& in_units)
{
    std::vector<TilePoint> points;
    points.reserve(in_units.size());
    for (const MercatorPoint& point : in_units) {
        const TilePoint next = rounded(point);
        if (points.empty() || points.back() != next) {
            points.push_back(next);
        }
    }
    return points;
}

bool is_collinear(const TilePoint& a, const TilePoint& b, const TilePoint& c)
{
    return std::int64_t{b.x - a.x} * (c.y - a.y) == std::int64_t{b.y - a.y} * (c.x - a.x);
}

/// Drops vertices that lie in line with their two neighbours (spikes are, too) until there
/// are none.
TileRing without_collinear(TileRing ring)
{
    std::size_t before = 0;
    do {
        before = ring.size();
        TileRing kept;
        kept.reserve(ring.size());
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const TilePoint& previous = ring[i == 0 ? ring.size() - 1 : i - 1];
            const TilePoint& next = ring[i + 1 == ring.size() ? 0 : i + 1];
            if (!is_collinear(previous, ring[i], next)) {
                kept.push_back(ring[i]);
            }
        }
        ring = std::move(kept);
    } while (ring.size() < before && ring.size() >= 3);
    return ring.size() < 3 ? TileRing{} : ring;
}

Extent extent_of_points(std::span<const MercatorPoint> points)
{
    Extent extent;
    for (const MercatorPoint& point : points) {
        extent.include(point.x, point.y);
    }
    return extent;
}

}  // namespace

std::int64_t doubled_area(const TileRing& ring)
{
    std::int64_t area = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const TilePoint& a = ring[i];
        const TilePoint& b = ring[i + 1 == ring.size() ? 0 : i + 1];
        area += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
    }
    return area;
}

TileGeometry::TileGeometry(const TileId& tile)
{
    const Extent extent = mercator_extent_of(tile);
    m_west = extent.min_x;
    m_north = extent.max_y;
    m_units_per_metre = kExtent / (pixel_size_at(tile.z) * kTileSize);
    m_reach = extent.grown(kBuffer / m_units_per_metre);
}

std::vector<MercatorPoint> TileGeometry::in_tile_units(std::span<const MercatorPoint> points) const
{
    std::vector<MercatorPoint> units;
    units.reserve(points.size());
    for (const MercatorPoint& point : points) {
        units.push_back(
            {(point.x - m_west) * m_units_per_metre, (m_north - point.y) * m_units_per_metre});
    }
    return units;
}

TileRing TileGeometry::ring(const Ring<MercatorPoint>& ring, bool is_exterior) const
{
    if (!extent_of_points(ring).intersects(m_reach)) {
        return {};
    }
    TileRing result = without_collinear(rounded(clip_ring(in_tile_units(ring), kWindow)));
    const std::int64_t area = doubled_area(result);
    if (area == 0) {
        return {};
    }
    if ((area > 0) != is_exterior) {
        std::reverse(result.begin(), result.end());
    }
    return result;
}

std::vector<TilePolygon> TileGeometry::polygons(const MercatorMultiPolygon& polygons) const
{
    std::vector<TilePolygon> result;
    for (const auto& polygon : polygons) {
        TilePolygon tile_polygon{ring(polygon.exterior, true), {}};
        if (tile_polygon.exterior.empty()) {
            continue;
        }
        for (const auto& hole : polygon.holes) {
            TileRing tile_hole = ring(hole, false);
            if (!tile_hole.empty()) {
                tile_polygon.holes.push_back(std::move(tile_hole));
            }
        }
        result.push_back(std::move(tile_polygon));
    }
    return result;
}

std::vector<TileLine> TileGeometry::lines(std::span<const std::vector<MercatorPoint>> lines) const
{
    std::vector<TileLine> result;
    for (const auto& line : lines) {
        if (!extent_of_points(line).intersects(m_reach)) {
            continue;
        }
        for (const auto& part : clip_line(in_tile_units(line), kWindow)) {
            TileLine tile_line = rounded(part);
            if (tile_line.size() >= 2) {
                result.push_back(std::move(tile_line));
            }
        }
    }
    return result;
}

std::vector<TilePoint> TileGeometry::points(std::span<const MercatorPoint> points) const
{
    std::vector<TilePoint> result;
    for (const MercatorPoint& point : in_tile_units(points)) {
        // Half a unit more, as the place may still be rounded into the window.
        if (!kWindow.grown(0.5).contains(point.x, point.y)) {
            continue;
        }
        const TilePoint place = rounded(point);
        if (kWindow.contains(place.x, place.y)) {
            result.push_back(place);
        }
    }
    return result;
}

}  // namespace heatward::vector_tile
