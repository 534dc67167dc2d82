#include "heatward/stats/rate.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

TEST(Rate, CountOverYearsAndThousands)
{
    const auto rate = annual_rate_per_1000(10, 0.5, 4000);
    ASSERT_TRUE(rate);
    EXPECT_NEAR(rate->per_1000, 5, 1e-12);
    EXPECT_NEAR(rate->low, 4.795389 / 2, 1e-6);
    EXPECT_NEAR(rate->high, 18.390356 / 2, 1e-6);
}

TEST(Rate, NoneIsARateWithAnUpperLimit)
{
    const auto rate = annual_rate_per_1000(0, 2, 1000);
    ASSERT_TRUE(rate);
    EXPECT_EQ(rate->per_1000, 0);
    EXPECT_EQ(rate->low, 0);
    EXPECT_NEAR(rate->high, 3.688879 / 2, 1e-6);
}

TEST(Rate, NoPopulationOrNoTimeIsNoRate)
{
    EXPECT_FALSE(annual_rate_per_1000(10, 1, std::nullopt));
    EXPECT_FALSE(annual_rate_per_1000(10, 1, 0));
    EXPECT_FALSE(annual_rate_per_1000(10, 1, -5));
    EXPECT_FALSE(annual_rate_per_1000(10, 1, std::numeric_limits<double>::quiet_NaN()));
    EXPECT_FALSE(annual_rate_per_1000(10, 0, 1000));
    EXPECT_FALSE(annual_rate_per_1000(std::span<const SuppliedCount>{}, 1000));
}

TEST(Rate, SourcesOfEqualYearsAreOneCount)
{
    const std::array<SuppliedCount, 2> sources{{{7, 0.75}, {3, 0.75}}};
    const auto rate = annual_rate_per_1000(sources, 2500);
    const auto one = annual_rate_per_1000(10, 0.75, 2500);
    ASSERT_TRUE(rate && one);
    EXPECT_NEAR(rate->per_1000, one->per_1000, 1e-12);
    EXPECT_NEAR(rate->low, one->low, 1e-12);
    EXPECT_NEAR(rate->high, one->high, 1e-12);
}

TEST(Rate, SourcesOfUnequalYearsAddTheirAnnualRates)
{
    // S = 8/1 + 2/0.5 = 12, n = 10, √(Σ n/y² / n) = √((8 + 8)/10).
    const std::array<SuppliedCount, 3> sources{{{8, 1}, {2, 0.5}, {5, 0}}};
    const auto rate = annual_rate_per_1000(sources, 1000);
    ASSERT_TRUE(rate);
    EXPECT_NEAR(rate->per_1000, 12, 1e-12);
    EXPECT_NEAR(rate->low, 12 + std::sqrt(1.6) * (4.795389 - 10), 1e-5);
    EXPECT_NEAR(rate->high, 12 + std::sqrt(1.6) * (18.390356 - 10), 1e-5);

    const std::array<SuppliedCount, 2> none{{{0, 1}, {0, 0.5}}};
    EXPECT_NEAR(annual_rate_per_1000(none, 1000)->high, 2 * 3.688879, 1e-5);
}

}  // namespace
}  // namespace heatward::stats
