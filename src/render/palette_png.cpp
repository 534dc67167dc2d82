#include "heatward/render/palette_png.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "png_stream.hpp"

namespace heatward::render {
namespace {

constexpr std::size_t kMaxPalette = 256;
constexpr int kFastDeflate = 1;

void check(const Raster<std::uint8_t>& classes, std::span<const Colour> palette)
{
    if (classes.values.empty()) {
        throw DataError("a picture without pixels cannot be a PNG");
    }
    if (palette.empty() || palette.size() > kMaxPalette) {
        throw DataError(fmt::format("a palette of {} colours cannot be a PNG's; 1 to {} can",
                                    palette.size(), kMaxPalette));
    }
    const auto highest = *std::max_element(classes.values.begin(), classes.values.end());
    if (highest >= palette.size()) {
        throw DataError(
            fmt::format("class {} has no colour in a palette of {}", highest, palette.size()));
    }
}

void set_palette(png_struct* png, png_info* info, std::span<const Colour> palette)
{
    std::vector<png_color> colours;
    std::vector<png_byte> alphas;
    for (const Colour& colour : palette) {
        colours.push_back({colour.red, colour.green, colour.blue});
        alphas.push_back(colour.alpha);
    }
    png_set_PLTE(png, info, colours.data(), static_cast<int>(colours.size()));
    // Colours after the last translucent one are opaque without being listed.
    while (!alphas.empty() && alphas.back() == 255) {
        alphas.pop_back();
    }
    if (!alphas.empty()) {
        png_set_tRNS(png, info, alphas.data(), static_cast<int>(alphas.size()), nullptr);
    }
}

}  // namespace

std::string encode_palette_png(const Raster<std::uint8_t>& classes, std::span<const Colour> palette)
{
    check(classes, palette);
    const int columns = classes.frame.columns;
    const int rows = classes.frame.rows;
    std::string bytes;
    const auto png = png_stream::writer_to(bytes);
    const auto info = png_stream::info_of(png.get());
    png_set_IHDR(png.get(), info.get(), static_cast<png_uint_32>(columns),
                 static_cast<png_uint_32>(rows), 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    set_palette(png.get(), info.get(), palette);
    // libpng leaves palette pictures unfiltered; differences along a row are nearly all 0.
    png_set_filter(png.get(), PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_set_compression_level(png.get(), kFastDeflate);
    png_write_info(png.get(), info.get());
    for (int row = 0; row < rows; ++row) {
        png_write_row(png.get(), classes.values.data() + classes.index(row, 0));
    }
    png_write_end(png.get(), nullptr);
    return bytes;
}

}  // namespace heatward::render
