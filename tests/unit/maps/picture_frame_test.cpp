#include "heatward/maps/picture_frame.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace heatward::maps {
namespace {

TEST(PictureFrame, TheZoomsLatticeIsFoundFromTheCorners)
{
    for (const int zoom : {0, 5, 14, 22, 23}) {
        const auto window = mercator_frame(zoom, 7, 3, 120, 55);
        EXPECT_EQ(mercator_picture_frame(window.extent(), 120, 55), window) << zoom;
    }
    // West of the matrix, too.
    const auto outside = mercator_frame(4, -50, -20, 64, 64);
    EXPECT_EQ(mercator_picture_frame(outside.extent(), 64, 64), outside);
}

TEST(PictureFrame, OffTheLatticeAPictureIsItsOwn)
{
    const double pixel = pixel_size_at(10);
    const auto window = mercator_frame(10, 1000, 2000, 256, 256);
    Extent shifted = window.extent();
    shifted.min_x += 0.01 * pixel;
    shifted.max_x += 0.01 * pixel;
    const auto frame = mercator_picture_frame(shifted, 256, 256);
    EXPECT_EQ(frame.origin_x, shifted.min_x);
    EXPECT_EQ(frame.first_column, 0);
    Extent near = window.extent();
    near.min_x += 0.0005 * pixel;
    EXPECT_EQ(mercator_picture_frame(near, 256, 256), window);
    // One pixel more than the corners hold.
    EXPECT_NE(mercator_picture_frame(window.extent(), 257, 256).cell_width, pixel);
}

TEST(PictureFrame, PixelsFillTheBounds)
{
    const auto frame = picture_frame({10, 20, 30, 50}, 4, 10);
    EXPECT_EQ(frame.extent(), (Extent{10, 20, 30, 50}));
    EXPECT_EQ(frame.centre_x(0), 12.5);
    EXPECT_EQ(frame.centre_y(9), 21.5);
}

TEST(PictureFrame, TilesAreKnown)
{
    for (const TileId& tile : {TileId{0, 0, 0}, TileId{10, 512, 337}, TileId{22, 4194303, 0}}) {
        for (const int scale : {0, 1}) {
            const auto found = tile_of(mercator_frame_of(tile, scale));
            ASSERT_TRUE(found);
            EXPECT_EQ(found->tile, tile);
            EXPECT_EQ(found->scale_log2, scale);
        }
    }
    EXPECT_FALSE(tile_of(mercator_frame(10, 1, 0, 256, 256)));
    EXPECT_FALSE(tile_of(mercator_frame(10, -256, 0, 256, 256)));
    EXPECT_FALSE(tile_of(mercator_frame(0, 256, 0, 256, 256)));
    EXPECT_FALSE(tile_of(mercator_frame(10, 0, 0, 256, 255)));
    EXPECT_FALSE(tile_of(picture_frame({0, 0, 256, 256}, 256, 256)));
    EXPECT_FALSE(tile_of(mercator_frame(23, 0, 0, 256, 256)));
}

}  // namespace
}  // namespace heatward::maps
