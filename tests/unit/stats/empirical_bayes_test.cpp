#include "heatward/stats/empirical_bayes.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

TEST(EmpiricalBayes, ByHand)
{
    // b = 60/300 = 0.2, Σ e(r − b)²/Σ e = (100·0.09 + 200·0.0225)/300 = 0.045,
    // a = 0.045 − 0.2/150.
    const std::vector<AreaExposure> areas{{50, 100}, {10, 200}};
    const double a = 0.045 - 0.2 / 150;
    const auto rates = empirical_bayes_rates(areas);
    EXPECT_NEAR(rates[0], 0.2 + a * 0.3 / (a + 0.2 / 100), 1e-14);
    EXPECT_NEAR(rates[1], 0.2 - a * 0.15 / (a + 0.2 / 200), 1e-14);
}

TEST(EmpiricalBayes, AreasThatDifferByChanceGetTheCommonRate)
{
    const std::vector<AreaExposure> areas{{11, 100}, {9, 100}, {10, 100}};
    for (const double rate : empirical_bayes_rates(areas)) {
        EXPECT_DOUBLE_EQ(rate, 0.1);
    }
}

TEST(EmpiricalBayes, WithoutAnExposureNoRate)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<AreaExposure> areas{{5, 0}, {3, nan}, {4, 8}, {0, 8}};
    const auto rates = empirical_bayes_rates(areas);
    EXPECT_TRUE(std::isnan(rates[0]) && std::isnan(rates[1]));
    EXPECT_GT(rates[2], rates[3]);
    EXPECT_EQ(empirical_bayes_rates(std::vector<AreaExposure>{{0, 10}})[0], 0);
}

TEST(EmpiricalBayes, GroupsBorrowFromTheirOwnOnly)
{
    const std::vector<AreaExposure> areas{{50, 100}, {7, 70}, {10, 200}};
    const std::vector<std::size_t> group{4, 9, 4};
    const auto rates = empirical_bayes_rates(areas, group);
    const auto pair = empirical_bayes_rates(std::vector<AreaExposure>{areas[0], areas[2]});
    EXPECT_DOUBLE_EQ(rates[0], pair[0]);
    EXPECT_DOUBLE_EQ(rates[2], pair[1]);
    EXPECT_DOUBLE_EQ(rates[1], 0.1);
    EXPECT_THROW(empirical_bayes_rates(areas, std::vector<std::size_t>{1}), DataError);
}

}  // namespace
}  // namespace heatward::stats
