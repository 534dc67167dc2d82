#include "heatward/stats/poisson_sampler.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::stats {
namespace {

double probability(double mean, double k)
{
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
}

TEST(PoissonSampler, NothingIsDrawnOfNothing)
{
    RandomStream random(1, 1);
    const PoissonSampler sampler(0);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(sampler.draw(random), 0U);
    }
}

TEST(PoissonSampler, EveryNumberComesAsOftenAsItsProbability)
{
    constexpr int kDraws = 200'000;
    // Both ways, and both sides of where one gives way to the other.
    for (const double mean : {0.2, 1.0, 7.5, 30.0, 63.0, 64.0, 150.0}) {
        RandomStream random(7, static_cast<std::uint64_t>(mean * 10));
        const PoissonSampler sampler(mean);
        std::vector<int> counts(1000, 0);
        for (int i = 0; i < kDraws; ++i) {
            ++counts.at(sampler.draw(random));
        }
        double chi_squared = 0;
        int degrees = -1;
        for (std::size_t k = 0; k < counts.size(); ++k) {
            const double expected = kDraws * probability(mean, static_cast<double>(k));
            if (expected >= 10) {
                chi_squared += (counts[k] - expected) * (counts[k] - expected) / expected;
                ++degrees;
            } else {
                EXPECT_LT(counts[k], 40) << mean << ' ' << k;
            }
        }
        // Four standard deviations of χ² above its mean.
        EXPECT_LT(chi_squared, degrees + 4 * std::sqrt(2.0 * degrees)) << mean;
    }
}

TEST(PoissonSampler, LargeMeansHaveTheirMeanAndVariance)
{
    constexpr int kDraws = 100'000;
    for (const double mean : {1e3, 1e6}) {
        RandomStream random(3, 3);
        const PoissonSampler sampler(mean);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < kDraws; ++i) {
            const double deviation = static_cast<double>(sampler.draw(random)) - mean;
            sum += deviation;
            squares += deviation * deviation;
        }
        EXPECT_NEAR(sum / kDraws, 0, 4 * std::sqrt(mean / kDraws));
        EXPECT_NEAR(squares / kDraws / mean, 1, 4 * std::sqrt(2.0 / kDraws));
    }
}

TEST(PoissonSampler, OneStreamAlwaysGivesTheSame)
{
    RandomStream one(11, 5);
    RandomStream other(11, 5);
    const PoissonSampler sampler(80);
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(sampler.draw(one), sampler.draw(other));
    }
}

TEST(PoissonSampler, RefusesMeansThatAreNone)
{
    EXPECT_THROW(PoissonSampler{-1}, DataError);
    EXPECT_THROW(PoissonSampler{std::nan("")}, DataError);
    EXPECT_THROW(PoissonSampler{std::numeric_limits<double>::infinity()}, DataError);
}

}  // namespace
}  // namespace heatward::stats
