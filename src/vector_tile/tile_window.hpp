#pragma once

#include <cstdint>

#include "heatward/core/tile_id.hpp"
#include "heatward/vector_tile/lattice.hpp"
#include "heatward/vector_tile/tile_geometry.hpp"

namespace heatward::vector_tile {

/// A place in tile units that may be far outside of the tile.
struct UnitPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;

    friend bool operator==(const UnitPoint&, const UnitPoint&) = default;
    friend auto operator<=>(const UnitPoint&, const UnitPoint&) = default;
};

/// The window of a tile with its buffer, in tile units.
inline constexpr std::int64_t kWindowLeast = -kBuffer;
inline constexpr std::int64_t kWindowGreatest = kExtent + kBuffer;

constexpr bool is_in_window(const UnitPoint& point)
{
    return point.x >= kWindowLeast && point.x <= kWindowGreatest && point.y >= kWindowLeast &&
           point.y <= kWindowGreatest;
}

/// The tile's north-west corner on the lattice.
constexpr LatticePoint lattice_origin(const TileId& tile)
{
    return {static_cast<std::int64_t>(tile.x) << (kLatticeBits - tile.z),
            static_cast<std::int64_t>(tile.y) << (kLatticeBits - tile.z)};
}

/// The unit to which a place, in steps from the tile's corner, is rounded; halves go up.
constexpr std::int64_t rounded_unit(std::int64_t steps, int shift)
{
    return (steps + (std::int64_t{1} << (shift - 1))) >> shift;
}

constexpr UnitPoint rounded_unit(const LatticePoint& steps, int shift)
{
    return {rounded_unit(steps.x, shift), rounded_unit(steps.y, shift)};
}

}  // namespace heatward::vector_tile
