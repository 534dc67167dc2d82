#include "heatward/stats/local_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/stats/global_moran.hpp"

namespace heatward::stats {
namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Squares of a board, queen's neighbours.
Neighbours board(std::uint32_t side)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t row = 0; row < side; ++row) {
        for (std::uint32_t column = 0; column < side; ++column) {
            const std::uint32_t here = row * side + column;
            if (column + 1 < side) {
                pairs.emplace_back(here, here + 1);
            }
            if (row + 1 < side) {
                pairs.emplace_back(here, here + side);
            }
            if (column + 1 < side && row + 1 < side) {
                pairs.emplace_back(here, here + side + 1);
                pairs.emplace_back(here + 1, here + side);
            }
        }
    }
    return {static_cast<std::size_t>(side) * side, std::move(pairs)};
}

std::size_t at_or_below(const std::vector<double>& p, double level)
{
    return static_cast<std::size_t>(
        std::count_if(p.begin(), p.end(), [level](double value) { return value <= level; }));
}

TEST(LocalStatistics, GiStarByHand)
{
    // A line of four: values 1, 2, 3, 6; mean 3, s² = 3.5. Area 3 with itself: (9 − 6) /
    // √(3.5·(4·2 − 4)/3).
    const Neighbours line(4, {{0, 1}, {1, 2}, {2, 3}});
    const auto local = local_statistics(std::vector<double>{1, 2, 3, 6}, line);
    EXPECT_NEAR(local.gi_star.z[3], 3 / std::sqrt(3.5 * 4 / 3), 1e-12);
    EXPECT_NEAR(local.gi_star.z[1], -3 / std::sqrt(3.5 * 3 / 3), 1e-12);
    // z₃ = 3, its neighbour's z = 0.
    EXPECT_NEAR(local.moran.i[3], 0, 1e-12);
    EXPECT_NEAR(local.moran.i[0], -2 / 3.5 * -1, 1e-12);
    EXPECT_EQ(local.moran.quadrant[0], MoranQuadrant::low_low);
}

TEST(LocalStatistics, LocalMoransAddUpToTheGlobalOne)
{
    const Neighbours neighbours = board(12);
    std::mt19937_64 random(3);
    std::gamma_distribution<double> draw(0.7, 4);
    std::vector<double> values(144);
    std::generate(values.begin(), values.end(), [&] { return draw(random); });
    const auto local = local_statistics(values, neighbours);
    double sum = 0;
    for (const double i : local.moran.i) {
        sum += i;
    }
    EXPECT_NEAR(sum / 144, global_moran(values, neighbours)->i, 1e-12);
}

TEST(LocalStatistics, AreasWithoutAValueAreNobodysNeighbours)
{
    // With area 1 unknown, area 0 is an island among 2, 3, 4.
    const Neighbours line(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    const auto local = local_statistics(std::vector<double>{9, kNaN, 1, 2, 4}, line);
    EXPECT_TRUE(std::isnan(local.gi_star.z[1]) && std::isnan(local.gi_star.p_adjusted[1]));
    EXPECT_TRUE(std::isnan(local.moran.i[0]));
    EXPECT_EQ(local.moran.quadrant[0], MoranQuadrant::none);
    EXPECT_TRUE(std::isnan(local.gi_star.p_permutation[0]));
    // An island's Gi* is of itself alone: mean 4, s² = (25 + 9 + 4)/4, k = 1 of n = 4.
    EXPECT_NEAR(local.gi_star.z[0], 5 / std::sqrt(38.0 / 4), 1e-12);
}

TEST(LocalStatistics, OneAreaOrEqualValuesGiveNothing)
{
    const auto one = local_statistics(std::vector<double>{3}, Neighbours(1, {}));
    EXPECT_TRUE(std::isnan(one.gi_star.z[0]));
    const auto same = local_statistics(std::vector<double>(16, 2.0), board(4));
    EXPECT_TRUE(std::all_of(same.gi_star.z.begin(), same.gi_star.z.end(),
                            [](double z) { return std::isnan(z); }));
    EXPECT_FALSE(global_moran(std::vector<double>(16, 2.0), board(4)));
    EXPECT_TRUE(local_statistics({}, Neighbours(0, {})).gi_star.z.empty());
    EXPECT_THROW(local_statistics(std::vector<double>{1, 2}, board(4)), DataError);
}

TEST(LocalStatistics, RandomnessIsFlaggedAsOftenAsTheLevelSays)
{
    const Neighbours neighbours = board(20);
    std::mt19937_64 random(42);
    std::poisson_distribution<int> draw(20);
    std::size_t normal = 0;
    std::size_t dealt = 0;
    std::size_t adjusted = 0;
    constexpr int kMaps = 60;
    for (int map = 0; map < kMaps; ++map) {
        std::vector<double> values(400);
        std::generate(values.begin(), values.end(), [&] { return draw(random); });
        const auto local = local_statistics(values, neighbours, {199, 5, 0});
        normal += at_or_below(local.gi_star.p, 0.05);
        dealt += at_or_below(local.gi_star.p_permutation, 0.05);
        adjusted += at_or_below(local.gi_star.p_adjusted, 0.05) > 0 ? 1U : 0U;
    }
    EXPECT_NEAR(static_cast<double>(normal) / (400.0 * kMaps), 0.05, 0.007);
    EXPECT_NEAR(static_cast<double>(dealt) / (400.0 * kMaps), 0.05, 0.007);
    EXPECT_LE(adjusted, kMaps / 10) << "maps with any flag after adjustment";
}

TEST(LocalStatistics, APlantedHotSpotIsFound)
{
    const Neighbours neighbours = board(20);
    std::mt19937_64 random(8);
    std::vector<double> values(400);
    for (std::size_t i = 0; i < 400; ++i) {
        const bool is_hot = i / 20 >= 9 && i / 20 <= 11 && i % 20 >= 4 && i % 20 <= 6;
        values[i] = std::poisson_distribution<int>(is_hot ? 60 : 20)(random);
    }
    const auto local = local_statistics(values, neighbours);
    EXPECT_LT(local.gi_star.p_adjusted[10 * 20 + 5], 1e-6);
    EXPECT_EQ(local.gi_star.p_permutation[10 * 20 + 5], 0.002);
    EXPECT_EQ(local.moran.quadrant[10 * 20 + 5], MoranQuadrant::high_high);
    EXPECT_GT(local.gi_star.p_adjusted[0], 0.05);
}

TEST(LocalStatistics, ThreadsDoNotChangeIt)
{
    const Neighbours neighbours = board(30);
    std::mt19937_64 random(1);
    std::poisson_distribution<int> draw(4);
    std::vector<double> values(900);
    std::generate(values.begin(), values.end(), [&] { return draw(random); });
    const auto one = local_statistics(values, neighbours, {99, 3, 1});
    const auto four = local_statistics(values, neighbours, {99, 3, 4});
    EXPECT_EQ(one.gi_star.p_permutation, four.gi_star.p_permutation);
    EXPECT_EQ(global_moran(values, neighbours, {99, 3, 1})->p_permutation,
              global_moran(values, neighbours, {99, 3, 4})->p_permutation);
    EXPECT_NE(one.gi_star.p_permutation,
              local_statistics(values, neighbours, {99, 4, 1}).gi_star.p_permutation);
}

}  // namespace
}  // namespace heatward::stats
