#include "heatward/stats/rate_ratio.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// P(N ≤ k) of a binomial, by adding its terms.
double at_most(std::uint64_t k, std::uint64_t n, double share)
{
    double sum = 0;
    for (std::uint64_t i = 0; i <= k; ++i) {
        const auto a = static_cast<double>(i);
        const auto b = static_cast<double>(n - i);
        sum += std::exp(std::lgamma(a + b + 1) - std::lgamma(a + 1) - std::lgamma(b + 1) +
                        a * std::log(share) + b * std::log(1 - share));
    }
    return sum;
}

TEST(RateRatio, TailsAreTheBinomialOnes)
{
    // 8 of 30 in the later year, which is as long as the earlier one.
    const RateRatio result = compare_rates({22, 1}, {8, 1});
    EXPECT_DOUBLE_EQ(result.ratio, 8.0 / 22);
    EXPECT_NEAR(result.p, 2 * at_most(8, 30, 0.5), 1e-12);
    // At its limits the count is just as rare as 2.5 %.
    const auto share = [](double ratio) { return ratio / (1 + ratio); };
    EXPECT_NEAR(at_most(8, 30, share(result.high)), 0.025, 1e-10);
    EXPECT_NEAR(1 - at_most(7, 30, share(result.low)), 0.025, 1e-10);
}

TEST(RateRatio, ExposureScalesIt)
{
    const RateRatio result = compare_rates({10, 0.5}, {10, 1});
    EXPECT_DOUBLE_EQ(result.ratio, 0.5);
    EXPECT_NEAR(1 - at_most(9, 20, result.low / (result.low + 0.5)), 0.025, 1e-10);
}

TEST(RateRatio, NoIncidentsOnOneSideOrBoth)
{
    const RateRatio from_none = compare_rates({0, 1}, {6, 1});
    EXPECT_TRUE(std::isinf(from_none.ratio) && std::isinf(from_none.high));
    EXPECT_GT(from_none.low, 1);
    EXPECT_NEAR(from_none.p, 2 * std::pow(0.5, 6), 1e-12);
    const RateRatio to_none = compare_rates({6, 1}, {0, 1});
    EXPECT_EQ(to_none.ratio, 0);
    EXPECT_EQ(to_none.low, 0);
    EXPECT_LT(to_none.high, 1);
    const RateRatio nothing = compare_rates({0, 1}, {0, 1});
    EXPECT_TRUE(std::isnan(nothing.ratio));
    EXPECT_EQ(nothing.p, 1);
    EXPECT_THROW(compare_rates({1, 0}, {1, 1}), DataError);
}

TEST(RateRatio, LimitsHoldTheTruthAtLeastAsOftenAsTheySay)
{
    std::mt19937_64 random(17);
    std::poisson_distribution<std::uint64_t> before(12);
    std::poisson_distribution<std::uint64_t> after(12 * 0.7);
    int held = 0;
    int flagged = 0;
    constexpr int kDraws = 4000;
    for (int i = 0; i < kDraws; ++i) {
        const RateRatio result = compare_rates({before(random), 1}, {after(random), 1});
        held += result.low <= 0.7 && result.high >= 0.7 ? 1 : 0;
        flagged += compare_rates({before(random), 1}, {before(random), 1}).p <= 0.05 ? 1 : 0;
    }
    EXPECT_GE(held, kDraws * 0.95);
    EXPECT_LE(flagged, kDraws * 0.05);
}

}  // namespace
}  // namespace heatward::stats
