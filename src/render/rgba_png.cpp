#include "heatward/render/rgba_png.hpp"

#include "heatward/core/error.hpp"
#include "png_stream.hpp"

namespace heatward::render {

static_assert(sizeof(Colour) == 4, "rows of Colour are handed to libpng as RGBA bytes");

std::string encode_rgba_png(const RgbaImage& image, int dots_per_metre)
{
    if (image.pixels.empty()) {
        throw DataError("a picture without pixels cannot be a PNG");
    }
    std::string bytes;
    const auto png = png_stream::writer_to(bytes);
    const auto info = png_stream::info_of(png.get());
    png_set_IHDR(png.get(), info.get(), static_cast<png_uint_32>(image.width),
                 static_cast<png_uint_32>(image.height), 8, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (dots_per_metre > 0) {
        const auto dots = static_cast<png_uint_32>(dots_per_metre);
        png_set_pHYs(png.get(), info.get(), dots, dots, PNG_RESOLUTION_METER);
    }
    png_write_info(png.get(), info.get());
    for (int row = 0; row < image.height; ++row) {
        png_write_row(png.get(),
                      reinterpret_cast<png_const_bytep>(image.pixels.data() + image.index(row, 0)));
    }
    png_write_end(png.get(), nullptr);
    return bytes;
}

RgbaImage decode_png(std::string_view png_bytes)
{
    std::string_view rest = png_bytes;
    const auto png = png_stream::reader_from(rest);
    const auto info = png_stream::info_of(png.get());
    png_set_user_limits(png.get(), kMaxDecodedSide, kMaxDecodedSide);
    png_read_info(png.get(), info.get());
    png_set_expand(png.get());
    png_set_strip_16(png.get());
    png_set_gray_to_rgb(png.get());
    png_set_add_alpha(png.get(), 0xFF, PNG_FILLER_AFTER);
    const int passes = png_set_interlace_handling(png.get());
    png_read_update_info(png.get(), info.get());
    RgbaImage image(static_cast<int>(png_get_image_width(png.get(), info.get())),
                    static_cast<int>(png_get_image_height(png.get(), info.get())));
    for (int pass = 0; pass < passes; ++pass) {
        for (int row = 0; row < image.height; ++row) {
            png_read_row(png.get(),
                         reinterpret_cast<png_bytep>(image.pixels.data() + image.index(row, 0)),
                         nullptr);
        }
    }
    png_read_end(png.get(), nullptr);
    return image;
}

}  // namespace heatward::render
