#pragma once

#include <optional>

#include "heatward/core/extent.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/tile_id.hpp"

namespace heatward::maps {

/// How far the corners of a picture may lie beside a zoom's lattice and still be on it, in pixels:
/// what clients lose by writing coordinates with few digits.
inline constexpr double kLatticeTolerance = 1e-3;

/// `width` × `height` pixels that fill `bounds` (any plane), a lattice of their own that begins at
/// its north-west corner. Pixels need not be square.
GridFrame picture_frame(const Extent& bounds, int width, int height);

/// The same in EPSG:3857: where the pixels are those of a zoom (to kMaxZoom + 1, "@2x") to within
/// kLatticeTolerance, a window of its absolute lattice, so that they are the tiles' to the bit.
GridFrame mercator_picture_frame(const Extent& bounds, int width, int height);

/// A tile and its scale, 1 for "@2x".
struct ScaledTile {
    TileId tile;
    int scale_log2 = 0;
};

/// The tile of 256 pixels, or of 512 "@2x", whose pixels these are; nothing where they are none's.
std::optional<ScaledTile> tile_of(const GridFrame& frame);

}  // namespace heatward::maps
