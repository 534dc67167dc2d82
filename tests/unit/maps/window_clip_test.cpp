#include "window_clip.hpp"

#include <gtest/gtest.h>

namespace heatward::maps {
namespace {

TEST(WindowClip, KeepsTheAreaInside)
{
    const ProjectedMultiPolygon polygons{
        {{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{{2, 2}, {2, 4}, {4, 4}, {4, 2}}}},
        {{{20, 20}, {30, 20}, {30, 30}}, {}}};
    EXPECT_DOUBLE_EQ(area_m2(clipped_to(polygons, {-5, -5, 50, 50})), 100 - 4 + 50);
    EXPECT_DOUBLE_EQ(area_m2(clipped_to(polygons, {3, 3, 12, 8})), 7 * 5 - 1);
    EXPECT_TRUE(clipped_to(polygons, {11, 0, 19, 10}).empty());
}

TEST(WindowClip, CutsAnAngle)
{
    const ProjectedMultiPolygon triangle{{{{0, 0}, {8, 0}, {0, 8}}, {}}};
    EXPECT_DOUBLE_EQ(area_m2(clipped_to(triangle, {0, 0, 4, 8})), 32 - 8);
}

}  // namespace
}  // namespace heatward::maps
