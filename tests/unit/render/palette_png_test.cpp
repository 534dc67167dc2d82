#include "heatward/render/palette_png.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/render/rgba_png.hpp"

namespace heatward::render {
namespace {

Raster<std::uint8_t> raster_of(int columns, int rows, std::uint8_t fill = 0)
{
    GridFrame frame;
    frame.columns = columns;
    frame.rows = rows;
    return Raster<std::uint8_t>(frame, fill);
}

const std::vector<Colour> kPalette{kTransparent, {250, 220, 125, 153}, {77, 18, 86, 230}};

TEST(PalettePng, DecodesToTheColoursOfItsClasses)
{
    auto classes = raster_of(61, 17);
    std::mt19937_64 random(3);
    for (auto& cell : classes.values) {
        cell = static_cast<std::uint8_t>(random() % kPalette.size());
    }
    const RgbaImage image = decode_png(encode_palette_png(classes, kPalette));
    ASSERT_EQ(image.width, 61);
    ASSERT_EQ(image.height, 17);
    for (std::size_t i = 0; i < classes.values.size(); ++i) {
        ASSERT_EQ(image.pixels[i], kPalette[classes.values[i]]) << i;
    }
}

TEST(PalettePng, AnEmptyTileIsAPictureOfNothing)
{
    const auto png = encode_palette_png(raster_of(256, 256), kPalette);
    const RgbaImage image = decode_png(png);
    EXPECT_EQ(image, RgbaImage(256, 256, kTransparent));
    EXPECT_LT(png.size(), 1000U);
}

TEST(PalettePng, IsAnEightBitPalettePictureWithTheSubFilter)
{
    const auto png = encode_palette_png(raster_of(3, 2, 1), kPalette);
    ASSERT_GT(png.size(), 33U);
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(png.substr(12, 4), "IHDR");
    EXPECT_EQ(png[24], 8);  // bits
    EXPECT_EQ(png[25], 3);  // palette
    EXPECT_NE(png.find("PLTE"), std::string::npos);
    EXPECT_NE(png.find("tRNS"), std::string::npos);
}

TEST(PalettePng, OpaqueColoursNeedNoTransparencyChunk)
{
    const std::vector<Colour> palette{{1, 2, 3, 255}, {4, 5, 6, 255}};
    const auto png = encode_palette_png(raster_of(3, 2, 1), palette);
    EXPECT_EQ(png.find("tRNS"), std::string::npos);
    EXPECT_EQ(decode_png(png), RgbaImage(3, 2, {4, 5, 6, 255}));
}

TEST(PalettePng, RepeatsItsBytes)
{
    auto classes = raster_of(64, 64, 2);
    classes.at(10, 12) = 1;
    EXPECT_EQ(encode_palette_png(classes, kPalette), encode_palette_png(classes, kPalette));
}

TEST(PalettePng, RefusesWhatNoPaletteCanShow)
{
    EXPECT_THROW(encode_palette_png(raster_of(2, 2, 3), kPalette), DataError);
    EXPECT_THROW(encode_palette_png(raster_of(2, 2), {}), DataError);
    EXPECT_THROW(encode_palette_png(raster_of(2, 2), std::vector<Colour>(257)), DataError);
    EXPECT_THROW(encode_palette_png(raster_of(0, 2), kPalette), DataError);
    EXPECT_NO_THROW(encode_palette_png(raster_of(2, 2, 255), std::vector<Colour>(256)));
}

}  // namespace
}  // namespace heatward::render
