#include "heatward/density/kernel_points.hpp"

#include <limits>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/error.hpp"

namespace heatward::density {
namespace {

using testing::ElementsAre;

TEST(KernelPoints, AmplitudeIsWeightTimesThePeakInProjectMetres)
{
    KernelPointsBuilder builder(Kernel::uniform);
    builder.add({10, 20, 170, 160, 100, 3});
    const KernelPoints points = builder.build();
    EXPECT_THAT(points.radius_x, ElementsAre(170));
    EXPECT_THAT(points.radius_y, ElementsAre(160));
    ASSERT_EQ(points.size(), 1U);
    EXPECT_NEAR(points.amplitude[0], 3 / (std::numbers::pi * 1e4), 1e-18);
    EXPECT_EQ(points.kernel, Kernel::uniform);
}

TEST(KernelPoints, MergesNeighboursAtOnePlaceAlone)
{
    KernelPointsBuilder builder(Kernel::uniform);
    const double peak = std::numbers::inv_pi / 1e4;
    builder.add(1, 1, 100, 1);
    builder.add(1, 1, 100, 2);
    builder.add(1, 1, 100, 0.5);
    builder.add(1, 1, 200, 1);
    builder.add(2, 1, 100, 1);
    builder.add(1, 1, 100, 1);
    const KernelPoints points = builder.build();
    EXPECT_THAT(points.x, ElementsAre(1, 1, 2, 1));
    EXPECT_THAT(points.radius_x, ElementsAre(100, 200, 100, 100));
    EXPECT_THAT(points.amplitude, ElementsAre(3.5 * peak, peak / 4, peak, peak));
}

TEST(KernelPoints, BuilderIsEmptyAfterwards)
{
    KernelPointsBuilder builder(Kernel::gaussian);
    builder.add(1, 1, 100, 1);
    EXPECT_EQ(builder.build().size(), 1U);
    const KernelPoints points = builder.build();
    EXPECT_EQ(points.size(), 0U);
    EXPECT_EQ(points.kernel, Kernel::gaussian);
}

TEST(KernelPoints, RefusesWhatIsNoPoint)
{
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    KernelPointsBuilder builder(Kernel::quartic);
    EXPECT_THROW(builder.add(kNaN, 0, 100, 1), DataError);
    EXPECT_THROW(builder.add(0, kInfinity, 100, 1), DataError);
    EXPECT_THROW(builder.add(0, 0, 0, 1), DataError);
    EXPECT_THROW(builder.add(0, 0, kNaN, 1), DataError);
    EXPECT_THROW(builder.add(0, 0, 100, -1), DataError);
    EXPECT_THROW(builder.add(0, 0, 100, kInfinity), DataError);
    EXPECT_THROW(builder.add({0, 0, 100, 0, 100, 1}), DataError);
    EXPECT_EQ(builder.build().size(), 0U);
}

}  // namespace
}  // namespace heatward::density
