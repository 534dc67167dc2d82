#include "heatward/stats/funnel.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

/// P(N ≤ count) by adding the terms.
double at_most(std::uint64_t count, double expected)
{
    double sum = 0;
    for (std::uint64_t k = 0; k <= count; ++k) {
        const auto n = static_cast<double>(k);
        sum += std::exp(n * std::log(expected) - expected - std::lgamma(n + 1));
    }
    return sum;
}

TEST(Funnel, LimitsAreTheExactTails)
{
    for (const double expected : {0.4, 3.0, 10.0, 47.5}) {
        for (std::uint64_t count = 0; count < 100; ++count) {
            const double low = at_most(count, expected);
            const double high = count == 0 ? 1 : 1 - at_most(count - 1, expected);
            FunnelPosition wanted = FunnelPosition::inside;
            if (high <= 0.025) {
                wanted = high <= 0.001 ? FunnelPosition::above_99_8 : FunnelPosition::above_95;
            }
            if (low <= 0.025) {
                wanted = low <= 0.001 ? FunnelPosition::below_99_8 : FunnelPosition::below_95;
            }
            EXPECT_EQ(funnel_position(count, expected), wanted) << count << " of " << expected;
        }
    }
}

TEST(Funnel, NothingExpected)
{
    EXPECT_EQ(funnel_position(0, 0), FunnelPosition::inside);
    EXPECT_EQ(funnel_position(1, 0), FunnelPosition::above_99_8);
    EXPECT_THROW(funnel_position(1, -1), DataError);
    EXPECT_THROW(funnel_position(1, std::nan("")), DataError);
    EXPECT_EQ(funnel_text(FunnelPosition::below_99_8), "below 99.8 %");
}

TEST(Funnel, ChanceAloneIsRarelyOutside)
{
    std::mt19937_64 random(11);
    std::poisson_distribution<std::uint64_t> draw(30);
    int outside = 0;
    constexpr int kDraws = 20'000;
    for (int i = 0; i < kDraws; ++i) {
        outside += funnel_position(draw(random), 30) == FunnelPosition::inside ? 0 : 1;
    }
    EXPECT_LE(outside, kDraws * 0.05);
    EXPECT_GE(outside, kDraws * 0.03);
}

}  // namespace
}  // namespace heatward::stats
