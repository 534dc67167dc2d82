#include "heatward/stats/false_discovery.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

TEST(FalseDiscovery, KnownAnswers)
{
    // By hand: 0.01·4/1, 0.04·4/3 for 0.03 (0.03·4/2 is more), 0.04·4/3, 0.2·4/4.
    const std::vector<double> p{0.2, 0.01, 0.04, 0.03};
    const auto adjusted = adjust_benjamini_hochberg(p);
    EXPECT_DOUBLE_EQ(adjusted[0], 0.2);
    EXPECT_DOUBLE_EQ(adjusted[1], 0.04);
    EXPECT_DOUBLE_EQ(adjusted[2], 0.04 * 4 / 3);
    EXPECT_DOUBLE_EQ(adjusted[3], 0.04 * 4 / 3);
}

TEST(FalseDiscovery, WhatCouldNotBeTestedDoesNotCount)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> p{0.02, nan, 0.5};
    const auto adjusted = adjust_benjamini_hochberg(p);
    EXPECT_DOUBLE_EQ(adjusted[0], 0.04);
    EXPECT_TRUE(std::isnan(adjusted[1]));
    EXPECT_DOUBLE_EQ(adjusted[2], 0.5);
}

TEST(FalseDiscovery, NoPValueIsRefused)
{
    EXPECT_THROW(adjust_benjamini_hochberg(std::vector<double>{1.5}), DataError);
    EXPECT_TRUE(adjust_benjamini_hochberg({}).empty());
}

}  // namespace
}  // namespace heatward::stats
