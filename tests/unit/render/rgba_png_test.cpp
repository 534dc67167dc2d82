#include "heatward/render/rgba_png.hpp"

#include <random>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::render {
namespace {

RgbaImage random_image(int width, int height, unsigned seed)
{
    RgbaImage image(width, height);
    std::mt19937_64 random(seed);
    for (Colour& pixel : image.pixels) {
        const auto bits = random();
        pixel = {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8U),
                 static_cast<std::uint8_t>(bits >> 16U), static_cast<std::uint8_t>(bits >> 24U)};
    }
    return image;
}

TEST(RgbaPng, ComesBackPixelForPixel)
{
    const RgbaImage image = random_image(53, 29, 11);
    EXPECT_EQ(decode_png(encode_rgba_png(image)), image);
}

TEST(RgbaPng, SaysItsPrintedSize)
{
    const auto png = encode_rgba_png(random_image(4, 4, 1), 3780);
    const auto chunk = png.find("pHYs");
    ASSERT_NE(chunk, std::string::npos);
    EXPECT_EQ(png.substr(chunk + 4, 9), std::string("\0\0\x0e\xc4\0\0\x0e\xc4\x01", 9));
    EXPECT_EQ(encode_rgba_png(random_image(4, 4, 1)).find("pHYs"), std::string::npos);
}

TEST(RgbaPng, EveryCutIsAnErrorAndNotACrash)
{
    const auto png = encode_rgba_png(random_image(9, 7, 5));
    for (std::size_t size = 0; size < png.size(); ++size) {
        EXPECT_THROW(decode_png(std::string_view(png).substr(0, size)), DataError) << size;
    }
}

TEST(RgbaPng, DamageIsAnError)
{
    auto png = encode_rgba_png(random_image(9, 7, 5));
    png[png.find("IDAT") + 20] ^= 0x55;
    EXPECT_THROW(decode_png(png), DataError);
    EXPECT_THROW(decode_png("GIF89a and no PNG at all"), DataError);
}

TEST(RgbaPng, RefusesNothingAndTooMuch)
{
    EXPECT_THROW(encode_rgba_png(RgbaImage(0, 5)), DataError);
    EXPECT_NO_THROW(decode_png(encode_rgba_png(RgbaImage(kMaxDecodedSide, 1))));
    EXPECT_THROW(decode_png(encode_rgba_png(RgbaImage(kMaxDecodedSide + 1, 1))), DataError);
}

}  // namespace
}  // namespace heatward::render
