#include "heatward/stats/rank.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Rank, TiesShareTheBestRank)
{
    EXPECT_THAT(competition_ranks(std::vector<double>{3, 9, 5, 5, 1}),
                testing::ElementsAre(4, 1, 2, 2, 5));
    EXPECT_THAT(competition_ranks(std::vector<double>{0, 0, 0}), testing::ElementsAre(1, 1, 1));
    EXPECT_TRUE(competition_ranks({}).empty());
}

TEST(Rank, MissingValuesTakeNoPlace)
{
    EXPECT_THAT(competition_ranks(std::vector<double>{2, kNaN, 7}), testing::ElementsAre(2, 0, 1));
}

TEST(Rank, IsOneMoreThanTheNumberOfLargerValues)
{
    std::mt19937_64 random(1);
    std::uniform_int_distribution<int> value(0, 30);
    std::vector<double> values(200);
    for (double& v : values) {
        v = value(random);
    }
    const auto ranks = competition_ranks(values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto larger =
            std::count_if(values.begin(), values.end(), [&](double v) { return v > values[i]; });
        EXPECT_EQ(ranks[i], larger + 1);
    }
}

}  // namespace
}  // namespace heatward::stats
