#include "heatward/stats/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

TEST(MannKendall, ByHand)
{
    // Pairs of 1 3 2 4: all rise but (3, 2): s = 4, variance 4·3·13/18.
    const auto trend = mann_kendall(std::vector<double>{1, 3, 2, 4});
    EXPECT_EQ(trend.s, 4);
    EXPECT_DOUBLE_EQ(trend.variance, 156.0 / 18);
    EXPECT_DOUBLE_EQ(trend.z, 3 / std::sqrt(156.0 / 18));
    // Two pairs of ties take 2·(2·1·9) off.
    EXPECT_DOUBLE_EQ(mann_kendall(std::vector<double>{1, 1, 5, 5}).variance, (156.0 - 36) / 18);
}

TEST(MannKendall, FallingIsRisingWithTheOtherSign)
{
    const std::vector<double> rising{2, 2, 3, 5, 4, 7, 7, 9, 8, 12};
    std::vector<double> falling(rising.rbegin(), rising.rend());
    EXPECT_EQ(mann_kendall(rising).s, -mann_kendall(falling).s);
    EXPECT_DOUBLE_EQ(mann_kendall(rising).z, -mann_kendall(falling).z);
    EXPECT_DOUBLE_EQ(mann_kendall(rising).p, mann_kendall(falling).p);
}

TEST(MannKendall, MissingMonthsAreNotNought)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto gap = mann_kendall(std::vector<double>{4, nan, 5, 6, nan, 8});
    EXPECT_EQ(gap.values, 4U);
    EXPECT_EQ(gap.s, 6);
}

TEST(MannKendall, WhatDoesNotVaryHasNoTrend)
{
    EXPECT_EQ(mann_kendall(std::vector<double>(12, 3.0)).p, 1);
    EXPECT_EQ(mann_kendall(std::vector<double>{1}).p, 1);
    EXPECT_EQ(mann_kendall({}).values, 0U);
}

TEST(MannKendall, ChanceIsFlaggedAsOftenAsTheLevelSays)
{
    std::mt19937_64 random(23);
    std::poisson_distribution<int> draw(6);
    int flagged = 0;
    constexpr int kSeries = 4000;
    for (int i = 0; i < kSeries; ++i) {
        std::vector<double> months(24);
        std::generate(months.begin(), months.end(), [&] { return draw(random); });
        flagged += mann_kendall(months).p <= 0.05 ? 1 : 0;
    }
    EXPECT_NEAR(flagged / static_cast<double>(kSeries), 0.05, 0.012);
}

}  // namespace
}  // namespace heatward::stats
