#include "heatward/core/segment_clip.hpp"

#include <random>

#include <gtest/gtest.h>

namespace heatward {
namespace {

constexpr Extent kRectangle{0, 0, 10, 5};

TEST(SegmentClip, GivesTheSharesWhereTheLineIsInside)
{
    using Part = std::pair<double, double>;
    EXPECT_EQ(part_inside({1, 1, 9, 4}, kRectangle), Part(0, 1));
    EXPECT_EQ(part_inside({-10, 2, 30, 2}, kRectangle), Part(0.25, 0.5));
    EXPECT_EQ(part_inside({30, 2, -10, 2}, kRectangle), Part(0.5, 0.75));
    EXPECT_EQ(part_inside({5, -5, 5, 5}, kRectangle), Part(0.5, 1));
    EXPECT_EQ(part_inside({-5, 0, 5, 10}, kRectangle), Part(0.5, 0.5)) << "a corner is met";
    EXPECT_EQ(part_inside({-4, 2, 0, 2}, kRectangle), Part(1, 1)) << "a side is met";
    EXPECT_EQ(part_inside({3, 3, 3, 3}, kRectangle), Part(0, 1)) << "a point inside";
}

TEST(SegmentClip, GivesNothingOutside)
{
    EXPECT_EQ(part_inside({-5, 6, 15, 6}, kRectangle), std::nullopt);
    EXPECT_EQ(part_inside({-6, 0, 5, 11}, kRectangle), std::nullopt);
    EXPECT_EQ(part_inside({-4, 2, -1, 2}, kRectangle), std::nullopt);
    EXPECT_EQ(part_inside({11, 3, 11, 3}, kRectangle), std::nullopt);
}

TEST(SegmentClip, AgreesWithPointsAlongTheLine)
{
    std::mt19937 random(20260401);
    std::uniform_real_distribution<double> place(-10, 20);
    for (int i = 0; i < 2000; ++i) {
        const Segment line{place(random), place(random), place(random), place(random)};
        const auto part = part_inside(line, kRectangle);
        for (int k = 0; k <= 50; ++k) {
            const double t = k / 50.0;
            const double x = line.x0 + t * (line.x1 - line.x0);
            const double y = line.y0 + t * (line.y1 - line.y0);
            const bool is_inside = x > 1e-9 && x < 10 - 1e-9 && y > 1e-9 && y < 5 - 1e-9;
            const bool is_beyond = x < -1e-9 || x > 10 + 1e-9 || y < -1e-9 || y > 5 + 1e-9;
            if (is_inside) {
                ASSERT_TRUE(part && part->first <= t && t <= part->second) << i << ' ' << k;
            } else if (is_beyond && part) {
                ASSERT_TRUE(t < part->first || t > part->second) << i << ' ' << k;
            }
        }
    }
}

}  // namespace
}  // namespace heatward
