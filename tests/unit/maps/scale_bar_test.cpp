#include "heatward/maps/scale_bar.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace heatward::maps {
namespace {

TEST(ScaleBar, IsTheLongestRoundLengthThatFits)
{
    EXPECT_EQ(scale_bar_for(10, 180).label, "1 km");
    EXPECT_EQ(scale_bar_for(10, 200).label, "2 km");
    EXPECT_EQ(scale_bar_for(10, 499.9).label, "2 km");
    EXPECT_EQ(scale_bar_for(10, 500).label, "5 km");
    EXPECT_EQ(scale_bar_for(0.5, 180).label, "50 m");
    EXPECT_EQ(scale_bar_for(0.005, 180).label, "0.5 m");
}

TEST(ScaleBar, LengthAndLabelAgreeAtEveryScale)
{
    for (double metres = 0.01; metres < 5000; metres *= 1.07) {
        const ScaleBar bar = scale_bar_for(metres, 150);
        EXPECT_LE(bar.length_m, metres * 150);
        EXPECT_GT(bar.length_m * 2.5, metres * 150 * (1 - 1e-12));
        const double said = std::stod(bar.label) * (bar.label.ends_with(" km") ? 1000 : 1);
        EXPECT_NEAR(said, bar.length_m, 1e-9 * said);
        EXPECT_GE(bar.divisions, 2);
    }
}

}  // namespace
}  // namespace heatward::maps
