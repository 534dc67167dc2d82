#include "heatward/stats/pai.hpp"

#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

TEST(Pai, HitRateOverShareOfArea)
{
    // A quarter of the incidents on a hundredth of the area.
    EXPECT_NEAR(*prediction_accuracy_index({25, 100, 2, 200}), 25, 1e-12);
    EXPECT_NEAR(*prediction_accuracy_index({10, 10, 3, 3}), 1, 1e-12);
    EXPECT_EQ(*prediction_accuracy_index({0, 100, 2, 200}), 0);
}

TEST(Pai, NothingWithoutIncidentsOrArea)
{
    EXPECT_FALSE(prediction_accuracy_index({0, 0, 2, 200}));
    EXPECT_FALSE(prediction_accuracy_index({1, 10, 0, 200}));
    EXPECT_FALSE(prediction_accuracy_index({1, 10, 2, 0}));
}

}  // namespace
}  // namespace heatward::stats
