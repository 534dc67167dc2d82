#include "heatward/stats/breaks.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Breaks, GeometricFromTheMedianToTheMaximum)
{
    // Median of the positive values 1, maximum 128: seven doublings.
    const auto breaks =
        geometric_breaks(std::vector<double>{0, 0, 0, 0, -1, kNaN, 0.5, 0.25, 1, 128, 2});
    ASSERT_TRUE(breaks);
    EXPECT_EQ(breaks->maximum, 128);
    for (std::size_t k = 0; k < kClassCount; ++k) {
        EXPECT_NEAR(breaks->lower[k], std::pow(2, static_cast<double>(k)), 1e-12);
    }
}

TEST(Breaks, ConstantSurfaceFallsInTheTopClass)
{
    const auto breaks = geometric_breaks(std::vector<double>(50, 3.0));
    ASSERT_TRUE(breaks);
    EXPECT_NEAR(breaks->lower[6], 3 / std::numbers::sqrt2, 1e-12);
    EXPECT_LT(breaks->lower[6], 3);
}

TEST(Breaks, SteepSurfaceIsHeldToAFactorOfFour)
{
    const auto breaks = geometric_breaks(std::vector<double>{1e-12, 1e-12, 1e-12, 4});
    ASSERT_TRUE(breaks);
    EXPECT_NEAR(breaks->lower[6], 1, 1e-12);
    EXPECT_NEAR(breaks->lower[0], 4 / std::pow(4, 7), 1e-15);
}

TEST(Breaks, NothingToDrawHasNoClasses)
{
    EXPECT_FALSE(geometric_breaks({}));
    EXPECT_FALSE(geometric_breaks(std::vector<double>{0, 0, kNaN, -2}));
}

TEST(Breaks, AlwaysIncreaseAtOneRatioBelowTheMaximum)
{
    std::mt19937_64 random(3);
    for (const double spread : {0.01, 1.0, 3.0, 12.0}) {
        std::lognormal_distribution<double> value(0, spread);
        std::vector<double> surface(500);
        for (double& v : surface) {
            v = value(random);
        }
        const auto breaks = geometric_breaks(surface);
        ASSERT_TRUE(breaks);
        const double ratio = breaks->maximum / breaks->lower[6];
        EXPECT_GE(ratio, std::numbers::sqrt2 - 1e-12);
        EXPECT_LE(ratio, 4 + 1e-12);
        for (std::size_t k = 1; k < kClassCount; ++k) {
            EXPECT_GT(breaks->lower[k], breaks->lower[k - 1]);
            EXPECT_NEAR(breaks->lower[k] / breaks->lower[k - 1], ratio, 1e-12);
        }
    }
}

TEST(Breaks, OfALayerAreTheLowerBoundsAndTheMaximum)
{
    const std::vector<double> surface{0, 1, 128, 16384};
    // The median of the three is 128: q = 128^(1/7) = 2.
    const auto breaks = colour_breaks(surface);
    ASSERT_EQ(breaks.size(), 8U);
    for (std::size_t k = 0; k < 8; ++k) {
        EXPECT_NEAR(breaks[k], 128.0 * static_cast<double>(1U << k), 1e-9);
    }
    EXPECT_TRUE(colour_breaks(std::vector<double>{0, 0}).empty());
}

}  // namespace
}  // namespace heatward::stats
