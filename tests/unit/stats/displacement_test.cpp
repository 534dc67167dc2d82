#include "heatward/stats/displacement.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

TEST(Displacement, ByHand)
{
    // Treated −30, control −5, ring +8, its control +2: −30 + 5 + 8 − 2.
    const auto result = weighted_displacement_difference({100, 70}, {60, 55}, {40, 48}, {30, 32});
    EXPECT_DOUBLE_EQ(result.difference, -19);
    EXPECT_DOUBLE_EQ(result.standard_error, std::sqrt(435.0));
    EXPECT_NEAR(result.low, -19 - 1.959964 * std::sqrt(435.0), 1e-4);
    EXPECT_NEAR(result.z, -19 / std::sqrt(435.0), 1e-12);
}

TEST(Displacement, WithoutIncidentsThereIsNothingToTell)
{
    const auto result = weighted_displacement_difference({0, 0}, {0, 0});
    EXPECT_EQ(result.difference, 0);
    EXPECT_EQ(result.z, 0);
}

TEST(Displacement, RecoversAPlantedFallWithItsNominalCoverage)
{
    std::mt19937_64 random(31);
    const auto draw = [&](double mean) {
        return std::poisson_distribution<std::uint64_t>(mean)(random);
    };
    // 30 % of 120 prevented in the treated area, a fifth of them moved to its ring.
    constexpr double kTruth = -36 + 7.2;
    int held = 0;
    double sum = 0;
    constexpr int kDraws = 4000;
    for (int i = 0; i < kDraws; ++i) {
        const auto result =
            weighted_displacement_difference({draw(120), draw(84)}, {draw(110), draw(110)},
                                             {draw(60), draw(67.2)}, {draw(55), draw(55)});
        held += result.low <= kTruth && result.high >= kTruth ? 1 : 0;
        sum += result.difference;
    }
    EXPECT_NEAR(sum / kDraws, kTruth, 1.2);
    EXPECT_NEAR(held / static_cast<double>(kDraws), 0.95, 0.012);
}

}  // namespace
}  // namespace heatward::stats
