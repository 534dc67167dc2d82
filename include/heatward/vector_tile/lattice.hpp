#pragma once

#include <cstdint>
#include <optional>

#include "heatward/core/point.hpp"
#include "heatward/core/tile_id.hpp"

namespace heatward::vector_tile {

/// The web mercator square has 2^38 lattice steps a side, 0.15 mm each: whole numbers of them make
/// a tile unit at every zoom (16 at zoom 22), so that what is decided on the lattice is
/// exact and the same in every tile.
inline constexpr int kLatticeBits = 38;

/// Steps east and south of the square's north-west corner.
struct LatticePoint {
    std::int64_t x = 0;
    std::int64_t y = 0;

    friend bool operator==(const LatticePoint&, const LatticePoint&) = default;
};

/// The nearest point of the lattice; nothing for what is not finite or lies more than the square's
/// width outside of it.
std::optional<LatticePoint> lattice_point(const MercatorPoint& point);

/// log2 of the steps in a unit of tiles at zoom `z`.
constexpr int unit_shift(int z) { return kLatticeBits - 12 - z; }

/// Holds the product of any two distances on the lattice.
__extension__ using WideInteger = __int128;

/// Twice the signed area of the triangle a, b, c: exact; positive where it turns from east to
/// south (clockwise on the screen).
constexpr WideInteger doubled_area(const LatticePoint& a, const LatticePoint& b,
                                   const LatticePoint& c)
{
    return WideInteger{b.x - a.x} * (c.y - a.y) - WideInteger{b.y - a.y} * (c.x - a.x);
}

}  // namespace heatward::vector_tile
