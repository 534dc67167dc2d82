#include "window_ring.hpp"

#include <gmock/gmock.h>

#include "ring_assembly.hpp"

namespace heatward::vector_tile {
namespace {

std::vector<TilePolygon> in_window(const std::vector<UnitPoint>& ring)
{
    TileRing points;
    for (const UnitPoint& point : ring_in_window(ring)) {
        EXPECT_TRUE(is_in_window(point));
        points.push_back({static_cast<std::int32_t>(point.x), static_cast<std::int32_t>(point.y)});
    }
    RingAssembly assembly;
    assembly.add(points);
    return assembly.polygons();
}

TEST(WindowRing, WhatLiesWithinStaysAsItIs)
{
    const std::vector<UnitPoint> ring{{-64, -64}, {4160, 0}, {5, 4160}};
    EXPECT_EQ(ring_in_window(ring), ring);
}

TEST(WindowRing, IsCutAtAllSides)
{
    const auto polygons = in_window({{-9000, -9000}, {9000, -9000}, {9000, 9000}, {-9000, 9000}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(doubled_area(polygons[0].exterior), 2LL * 4224 * 4224);
    EXPECT_TRUE(ring_in_window({{-9000, 0}, {-8000, 0}, {-8500, 90}}).empty());
}

TEST(WindowRing, AForkThatIsCutOffComesInPartsWithoutAThreadBetweenThem)
{
    // Three prongs reach in from the west; joined outside.
    const auto polygons = in_window({{-500, 0},
                                     {100, 0},
                                     {100, 10},
                                     {-400, 10},
                                     {-400, 20},
                                     {100, 20},
                                     {100, 30},
                                     {-400, 30},
                                     {-400, 40},
                                     {100, 40},
                                     {100, 50},
                                     {-500, 50}});
    ASSERT_EQ(polygons.size(), 3U);
    for (const TilePolygon& polygon : polygons) {
        EXPECT_EQ(polygon.exterior.size(), 4U);
        EXPECT_EQ(doubled_area(polygon.exterior), 2 * 164 * 10);
    }
}

}  // namespace
}  // namespace heatward::vector_tile
