#include "ring_assembly.hpp"

#include <gtest/gtest.h>

namespace heatward::vector_tile {
namespace {

std::vector<TilePolygon> assembled(const std::vector<TileRing>& rings)
{
    RingAssembly assembly;
    for (const TileRing& ring : rings) {
        assembly.add(ring);
    }
    return assembly.polygons();
}

TEST(RingAssembly, SpikesAndLinesCancel)
{
    const auto polygons =
        assembled({{{0, 0}, {10, 0}, {10, 5}, {20, 5}, {10, 5}, {10, 10}, {0, 10}}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(doubled_area(polygons[0].exterior), 200);
    EXPECT_TRUE(assembled({{{0, 0}, {10, 0}, {20, 0}, {10, 0}}}).empty());
}

TEST(RingAssembly, ANeckThatBecameALinePartsTheArea)
{
    const auto polygons = assembled({{{0, 0},
                                      {10, 0},
                                      {10, 5},
                                      {20, 5},
                                      {20, 0},
                                      {30, 0},
                                      {30, 10},
                                      {20, 10},
                                      {20, 5},
                                      {10, 5},
                                      {10, 10},
                                      {0, 10}}});
    ASSERT_EQ(polygons.size(), 2U);
    EXPECT_EQ(doubled_area(polygons[0].exterior), 200);
    EXPECT_EQ(doubled_area(polygons[1].exterior), 200);
}

TEST(RingAssembly, AnOutlineThatTouchesItselfIsParted)
{
    // From outside at (10, 10): two exteriors. From inside: an exterior and its hole.
    const auto two =
        assembled({{{0, 0}, {10, 0}, {10, 10}, {20, 10}, {20, 20}, {10, 20}, {10, 10}, {0, 10}}});
    EXPECT_EQ(two.size(), 2U);
    const auto one =
        assembled({{{0, 0}, {30, 0}, {30, 30}, {0, 30}, {0, 10}, {5, 20}, {20, 15}, {0, 10}}});
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(doubled_area(one[0].exterior), 1800);
    ASSERT_EQ(one[0].holes.size(), 1U);
    EXPECT_LT(doubled_area(one[0].holes[0]), 0);
}

TEST(RingAssembly, AHoleThatTouchesTwicePartsTheArea)
{
    const auto polygons = assembled({{{0, 0}, {10, 0}, {20, 0}, {20, 20}, {10, 20}, {0, 20}},
                                     {{10, 0}, {5, 10}, {10, 20}, {15, 10}}});
    ASSERT_EQ(polygons.size(), 2U);
    for (const TilePolygon& polygon : polygons) {
        EXPECT_EQ(doubled_area(polygon.exterior), 300);
        EXPECT_TRUE(polygon.holes.empty());
    }
}

TEST(RingAssembly, HolesGoToTheSmallestExteriorAroundThem)
{
    // An island, with a pond, in a lake of the mainland.
    const auto polygons = assembled({{{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                                     {{10, 10}, {10, 90}, {90, 90}, {90, 10}},
                                     {{20, 20}, {80, 20}, {80, 80}, {20, 80}},
                                     {{40, 40}, {40, 60}, {60, 60}, {60, 40}}});
    ASSERT_EQ(polygons.size(), 2U);
    for (const TilePolygon& polygon : polygons) {
        ASSERT_EQ(polygon.holes.size(), 1U);
    }
    EXPECT_EQ(doubled_area(polygons[0].exterior), 20000);
    EXPECT_EQ(doubled_area(polygons[0].holes[0]), -12800);
    EXPECT_EQ(doubled_area(polygons[1].exterior), 7200);
    EXPECT_EQ(doubled_area(polygons[1].holes[0]), -800);
}

}  // namespace
}  // namespace heatward::vector_tile
