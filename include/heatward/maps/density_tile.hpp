#pragma once

#include <string>

#include "heatward/core/grid.hpp"
#include "heatward/core/tile_id.hpp"
#include "heatward/maps/density_colours.hpp"
#include "heatward/maps/pictured.hpp"

namespace heatward::maps {

/// "@2x": twice the pixels a side. More would be tiles of a deeper zoom under another name.
inline constexpr int kMaxTileScaleLog2 = 1;

/// A tile of a layer in Plane::web_mercator as PNG bytes: 256 · 2^scale_log2 pixels a side,
/// transparent outside the study area and below the first break. Every pixel is that of
/// the zoom's absolute lattice, so tiles meet without seams and "@2x"
/// (scale_log2 = 1) equals the four tiles below. Throws DataError for a layer in
/// another plane or a scale above kMaxTileScaleLog2.
std::string density_tile_png(const Pictured& layer, const TileId& tile, int scale_log2,
                             const DensityColours& colours, unsigned threads = 1);

/// Any window of the layer's plane as PNG bytes (a WMS picture), a pixel a cell: on
/// the same lattice the same pixels as the tiles'.
std::string density_window_png(const Pictured& layer, const GridFrame& frame,
                               const DensityColours& colours, unsigned threads = 1);

}  // namespace heatward::maps
