#include "heatward/stats/matched_areas.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

TEST(MatchedAreas, DistanceByHand)
{
    const std::vector<double> a{4, 9, 0};
    const std::vector<double> b{1, 9, 4};
    // Roots 2, 3, 0 and 1, 3, 2: (1 + 0 + 4)/3.
    EXPECT_DOUBLE_EQ(count_distance(a, b), std::sqrt(5.0 / 3));
    EXPECT_EQ(count_distance(a, a), 0);
    EXPECT_EQ(count_distance({}, {}), 0);
}

TEST(MatchedAreas, TakesTheNearestInLevelAndShapeAndTheFirstOfEquals)
{
    const std::vector<double> target{4, 9, 16, 9};
    const std::vector<std::vector<double>> candidates{
        {40, 90, 160, 90},  // the shape, ten times the level
        {9, 16, 9, 4},      // the level, another shape
        {4, 9, 16, 16},     // one month off
        {4, 9, 16, 4},      // one month off by as much in roots
        {4, 9, 16, 9}};
    const auto nearest = most_alike(target, candidates, 4);
    ASSERT_EQ(nearest.size(), 4U);
    EXPECT_EQ(nearest[0].index, 4U);
    EXPECT_EQ(nearest[1].index, 2U);
    EXPECT_EQ(nearest[2].index, 3U);
    EXPECT_EQ(nearest[3].index, 1U);
    EXPECT_EQ(nearest[1].distance, nearest[2].distance);
    EXPECT_EQ(most_alike(target, candidates, 9).size(), 5U);
    EXPECT_TRUE(most_alike(target, {}, 3).empty());
}

TEST(MatchedAreas, TwoSeriesOfOneExpectationAreAboutSevenTenthsApartWhateverTheirLevel)
{
    std::mt19937_64 random(5);
    for (const double mean : {10.0, 1000.0}) {
        std::poisson_distribution<int> draw(mean);
        std::vector<double> a(20'000);
        std::vector<double> b(a.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = draw(random);
            b[i] = draw(random);
        }
        EXPECT_NEAR(count_distance(a, b), std::sqrt(0.5), 0.03);
    }
}

}  // namespace
}  // namespace heatward::stats
