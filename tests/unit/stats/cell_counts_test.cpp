#include "heatward/stats/cell_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "unit/stats/shapes.hpp"

namespace heatward::stats {
namespace {

TEST(CellCounts, CellHoldsItsWestAndSouthBorders)
{
    const auto frame = frame_at(500, 200, 10, 3, 2);
    EXPECT_EQ(cell_of(frame, 500, 200), 3U);
    EXPECT_EQ(cell_of(frame, 509.9, 209.9), 3U);
    EXPECT_EQ(cell_of(frame, 510, 210), 1U);
    EXPECT_EQ(cell_of(frame, 529, 219), 2U);
    EXPECT_EQ(cell_of(frame, 530, 205), std::nullopt);
    EXPECT_EQ(cell_of(frame, 505, 220), std::nullopt);
    EXPECT_EQ(cell_of(frame, 499.9, 205), std::nullopt);
    EXPECT_EQ(cell_of(frame, 505, 199.9), std::nullopt);
}

TEST(CellCounts, CountsWhatFallsInside)
{
    const auto frame = frame_at(-20, -10, 10, 2, 2);
    const std::vector<double> x{-15, -15, -5, -15, 100};
    const std::vector<double> y{5, 5, -5, 9, 0};
    EXPECT_THAT(counts_per_cell(frame, x, y), testing::ElementsAre(3, 0, 0, 1));
    EXPECT_THROW(counts_per_cell(frame, x, {}), DataError);
}

}  // namespace
}  // namespace heatward::stats
