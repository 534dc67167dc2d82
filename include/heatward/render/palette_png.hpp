#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "heatward/core/grid.hpp"
#include "heatward/render/colour.hpp"

namespace heatward::render {

/// A class raster (rows × columns, row 0 north) as an 8-bit palette PNG (ISO/IEC 15948): class i
/// is shown as palette[i]; opacities go to tRNS. Written with the Sub filter and
/// zlib level 1: a tile in about 0.15 ms, a tenth of libpng's defaults, for
/// a file some 10 % larger. Same input, same bytes, with one zlib. Throws DataError
/// where the palette is empty, has more than 256 colours or lacks a class that occurs, or
/// where the raster has no cells.
std::string encode_palette_png(const Raster<std::uint8_t>& classes,
                               std::span<const Colour> palette);

}  // namespace heatward::render
