#pragma once

#include <cstdint>
#include <string_view>

#include "heatward/core/expected.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"

namespace heatward {

/// A tile of the OGC WebMercatorQuad tile matrix set, checked: 0 ≤ z ≤ kMaxZoom
/// and x, y below 2^z. Row 0 is the northernmost.
struct TileId {
    int z = 0;
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    friend bool operator==(const TileId&, const TileId&) = default;
};

/// Deepest zoom served; a pixel there is about 2 cm at 52° N.
inline constexpr int kMaxZoom = 22;

/// Pixels along a tile's side.
inline constexpr int kTileSize = 256;

/// Half the width of the web mercator square: π · 6378137 m.
inline constexpr double kMercatorHalfWidth = 20037508.342789244;

/// Why a tile cannot be named: text that is no number, or a tile outside the
/// matrix (the server answers 400 for the one and 404 for the other).
struct TileIdError {
    enum class Kind { malformed, outside_matrix };
    Kind kind;
    std::string message;
};

/// Reads the three decimal numbers of a tile address. Signs, spaces, leading
/// zeros and anything but digits are malformed.
tl::expected<TileId, TileIdError> parse_tile_id(std::string_view z, std::string_view x,
                                                std::string_view y);

/// Web mercator metres per pixel at zoom `z` for 256-pixel tiles.
double pixel_size_at(int z);

/// The tile's rectangle in EPSG:3857 metres.
Extent mercator_extent_of(const TileId& tile);

/// The tile's pixels as a window of the absolute lattice of zoom `z + scale_log2`: 256 ·
/// 2^scale_log2 pixels a side (scale_log2 = 1 is "@2x", equal to the four tiles below it).
GridFrame mercator_frame_of(const TileId& tile, int scale_log2 = 0);

/// `columns` × `rows` pixels of zoom `z`'s lattice whose north-west pixel is
/// (first_pixel_x, first_pixel_y), counted east and south from the matrix's
/// north-west corner.
GridFrame mercator_frame(int z, std::int64_t first_pixel_x, std::int64_t first_pixel_y, int columns,
                         int rows);

}  // namespace heatward
