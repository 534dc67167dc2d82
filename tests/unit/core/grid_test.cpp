#include "heatward/core/grid.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward {
namespace {

TEST(Grid, LinesStandAtMultiplesOfTheCell)
{
    const GridFrame frame = frame_covering({101, 49, 260, 151}, 50);
    EXPECT_EQ(frame.west(), 100);
    EXPECT_EQ(frame.east(), 300);
    EXPECT_EQ(frame.south(), 0);
    EXPECT_EQ(frame.north(), 200);
    EXPECT_EQ(frame.columns, 4);
    EXPECT_EQ(frame.rows, 4);
    EXPECT_EQ(frame.centre_x(0), 125);
    EXPECT_EQ(frame.centre_y(0), 175);
    EXPECT_EQ(frame.centre_y(3), 25);
}

TEST(Grid, NegativeCoordinatesAreCovered)
{
    const GridFrame frame = frame_covering({-10, -10, -1, -1}, 4);
    EXPECT_EQ(frame.west(), -12);
    EXPECT_EQ(frame.east(), 0);
    EXPECT_EQ(frame.south(), -12);
    EXPECT_EQ(frame.north(), 0);
}

TEST(Grid, APointHasOneCell)
{
    const GridFrame frame = frame_covering({100, 100, 100, 100}, 50);
    EXPECT_EQ(frame.cell_count(), 1U);
    EXPECT_TRUE(frame.extent().contains(100, 100));
}

TEST(Grid, RefusesWhatItCannotHold)
{
    EXPECT_THROW(frame_covering({0, 0, 1e6, 1e6}, 1), DataError);
    EXPECT_THROW(frame_covering(Extent{}, 50), DataError);
    EXPECT_THROW(frame_covering({0, 0, 10, 10}, 0), DataError);
    EXPECT_THROW(frame_covering({0, 0, std::numeric_limits<double>::infinity(), 10}, 5), DataError);
}

TEST(Grid, RasterIsRowMajorFromTheNorth)
{
    Raster<int> raster(frame_covering({0, 0, 3, 2}, 1));
    raster.at(1, 2) = 7;
    EXPECT_EQ(raster.values[5], 7);
}

}  // namespace
}  // namespace heatward
