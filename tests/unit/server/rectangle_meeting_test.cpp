#include "heatward/server/rectangle_meeting.hpp"

#include <random>

#include <gtest/gtest.h>

namespace heatward::server {
namespace {

/// A square ring of 4 × 4 around the origin with a hole of 2 × 2.
const LonLatMultiPolygon kFrame{
    {{{-2, -2}, {2, -2}, {2, 2}, {-2, 2}}, {{{-1, -1}, {-1, 1}, {1, 1}, {1, -1}}}}};

TEST(Meeting, KnowsInsideOutsideHolesAndCrossings)
{
    EXPECT_TRUE(meet(kFrame, {1.2, 1.2, 1.4, 1.4})) << "rectangle inside the polygon";
    EXPECT_FALSE(meet(kFrame, {-0.5, -0.5, 0.5, 0.5})) << "rectangle inside the hole";
    EXPECT_TRUE(meet(kFrame, {-9, -9, 9, 9})) << "polygon inside the rectangle";
    EXPECT_TRUE(meet(kFrame, {-0.5, -0.5, 1.5, 0.5})) << "across the hole's border";
    EXPECT_TRUE(meet(kFrame, {-9, 1.4, 9, 1.6})) << "a strip without any corner inside";
    EXPECT_FALSE(meet(kFrame, {2.1, -9, 3, 9}));
    EXPECT_TRUE(meet(kFrame, {2, 2, 3, 3})) << "a shared corner";
    EXPECT_TRUE(meet(kFrame, {2, 0, 2, 0})) << "a point on the border";
    EXPECT_FALSE(meet(LonLatMultiPolygon(), {-1, -1, 1, 1}));
    const ProjectedMultiPolygon metres{{{{0, 0}, {4, 0}, {0, 4}}, {}}};
    EXPECT_TRUE(meet(metres, {1.5, 1.5, 9, 9}));
    EXPECT_FALSE(meet(metres, {2.5, 2.5, 9, 9}));
}

/// Around a diamond of radius 1 the answer is a distance: |x| + |y| of the rectangle's nearest
/// point.
TEST(Meeting, AgreesWithArithmeticAroundADiamond)
{
    const LonLatMultiPolygon diamond{{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}, {}}};
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(-2, 2);
    std::uniform_real_distribution<double> side(0, 1);
    const auto nearest = [](double low, double high) {
        return low > 0 ? low : (high < 0 ? -high : 0);
    };
    int met = 0;
    for (int i = 0; i < 5000; ++i) {
        const double x = place(random);
        const double y = place(random);
        const Extent rectangle{x, y, x + side(random), y + side(random)};
        const bool expected =
            nearest(rectangle.min_x, rectangle.max_x) + nearest(rectangle.min_y, rectangle.max_y) <=
            1;
        EXPECT_EQ(meet(diamond, rectangle), expected);
        met += expected ? 1 : 0;
    }
    EXPECT_GT(met, 1000);
    EXPECT_LT(met, 4000);
}

}  // namespace
}  // namespace heatward::server
