#include "heatward/core/tile_id.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(TileIdTest, ReadsAddressesInsideTheMatrix)
{
    EXPECT_EQ(parse_tile_id("0", "0", "0").value(), (TileId{0, 0, 0}));
    EXPECT_EQ(parse_tile_id("12", "2048", "1346").value(), (TileId{12, 2048, 1346}));
    EXPECT_EQ(parse_tile_id("22", "4194303", "4194303").value(), (TileId{22, 4194303, 4194303}));
}

TEST(TileIdTest, TellsMalformedFromOutside)
{
    for (const char* wrong :
         {"", "-1", "+1", " 1", "1 ", "01", "1.0", "1e2", "0x1", "NaN", "%31"}) {
        const auto tile = parse_tile_id("5", wrong, "0");
        ASSERT_FALSE(tile) << wrong;
        EXPECT_EQ(tile.error().kind, TileIdError::Kind::malformed) << wrong;
    }
    for (const auto& [z, x, y] : {std::tuple{"23", "0", "0"},
                                  {"5", "32", "0"},
                                  {"5", "0", "32"},
                                  {"5", "99999999999999999999", "0"},
                                  {"4294967296", "0", "0"}}) {
        const auto tile = parse_tile_id(z, x, y);
        ASSERT_FALSE(tile);
        EXPECT_EQ(tile.error().kind, TileIdError::Kind::outside_matrix) << z << x << y;
    }
}

TEST(TileIdTest, TilesTileTheSquare)
{
    const Extent world = mercator_extent_of({0, 0, 0});
    EXPECT_EQ(world, (Extent{-kMercatorHalfWidth, -kMercatorHalfWidth, kMercatorHalfWidth,
                             kMercatorHalfWidth}));
    const Extent north_east = mercator_extent_of({1, 1, 0});
    EXPECT_EQ(north_east, (Extent{0, 0, kMercatorHalfWidth, kMercatorHalfWidth}));
}

TEST(TileIdTest, PixelCentresDoNotDependOnTheWindow)
{
    const TileId tile{14, 8192, 5400};
    const GridFrame whole = mercator_frame_of(tile);
    const GridFrame cut =
        mercator_frame(14, whole.first_column + 37, -whole.first_row_north + 91, 10, 10);
    EXPECT_EQ(whole.centre_x(40), cut.centre_x(3));
    EXPECT_EQ(whole.centre_y(95), cut.centre_y(4));
}

TEST(TileIdTest, DoubleSizeTileIsTheFourTilesBelow)
{
    const GridFrame doubled = mercator_frame_of({10, 511, 337}, 1);
    const GridFrame south_east = mercator_frame_of({11, 1023, 675});
    EXPECT_EQ(doubled.columns, 512);
    EXPECT_EQ(doubled.centre_x(256), south_east.centre_x(0));
    EXPECT_EQ(doubled.centre_y(256), south_east.centre_y(0));
    EXPECT_EQ(doubled.cell_width, south_east.cell_width);
}

}  // namespace
}  // namespace heatward
