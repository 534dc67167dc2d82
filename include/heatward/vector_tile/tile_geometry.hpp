#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"
#include "heatward/core/tile_id.hpp"

namespace heatward::vector_tile {

/// Units along a tile's side; one is a sixteenth of a pixel at 256 pixels a tile.
inline constexpr int kExtent = 4096;

/// Units that geometry goes on beyond the tile on each side, so that lines drawn along
/// a cut fall outside of the picture (4 pixels at 256 pixels a tile).
inline constexpr int kBuffer = 64;

/// A place in tile units: x east and y south from the tile's north-west corner.
struct TilePoint {
    std::int32_t x = 0;
    std::int32_t y = 0;

    friend bool operator==(const TilePoint&, const TilePoint&) = default;
};

using TileLine = std::vector<TilePoint>;
using TileRing = std::vector<TilePoint>;  ///< without its repeated last vertex

/// One exterior ring and its holes; the exterior's area is positive and the holes' negative
/// (clockwise and anticlockwise on the screen), as the specification has it.
struct TilePolygon {
    TileRing exterior;
    std::vector<TileRing> holes;
};

/// Twice the signed area by the surveyor's formula in tile units, y down: positive for
/// clockwise on the screen.
std::int64_t doubled_area(const TileRing& ring);

/// Turns web mercator geometry into one tile's: cut to the tile and its buffer
/// (Sutherland & Hodgman 1974 for rings, so a cut ring may run along the buffer's edge), rounded to
/// whole units, repeated and collinear vertices dropped, rings without area dropped.
///
/// A vertex is rounded and dropped by itself and its two neighbours alone, so areas that
/// share a border share it in the tile. Rounding may make a ring touch or, at low
/// zooms, cross itself by one unit.
class TileGeometry {
public:
    explicit TileGeometry(const TileId& tile);

    /// The tile and its buffer in EPSG:3857 metres.
    [[nodiscard]] const Extent& reach() const { return m_reach; }

    [[nodiscard]] std::vector<TilePolygon> polygons(const MercatorMultiPolygon& polygons) const;
    [[nodiscard]] std::vector<TileLine> lines(
        std::span<const std::vector<MercatorPoint>> lines) const;
    [[nodiscard]] std::vector<TilePoint> points(std::span<const MercatorPoint> points) const;

private:
    [[nodiscard]] TileRing ring(const Ring<MercatorPoint>& ring, bool is_exterior) const;
    [[nodiscard]] std::vector<MercatorPoint> in_tile_units(
        std::span<const MercatorPoint> points) const;

    double m_west;
    double m_north;
    double m_units_per_metre;
    Extent m_reach;
};

}  // namespace heatward::vector_tile
