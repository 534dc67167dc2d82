#pragma once

#include <string>
#include <string_view>

#include "heatward/render/rgba_image.hpp"

namespace heatward::render {

/// The picture as an 8-bit RGBA PNG (ISO/IEC 15948). `dots_per_metre` above 0 is written as its
/// physical size, so that it prints at the scale it was drawn for. Throws DataError
/// where it has no pixels.
std::string encode_rgba_png(const RgbaImage& image, int dots_per_metre = 0);

/// Pictures beyond this many pixels a side are refused unread: a few bytes of PNG may
/// claim gigabytes.
inline constexpr int kMaxDecodedSide = 16384;

/// The pixels of a PNG of any colour type, as straight-alpha RGBA. Throws DataError where
/// the bytes are no PNG, are cut short, or exceed kMaxDecodedSide.
RgbaImage decode_png(std::string_view png);

}  // namespace heatward::render
