#include "heatward/maps/label_point.hpp"

#include <gtest/gtest.h>

#include "heatward/core/crossing.hpp"
#include "support/synthetic_county.hpp"

namespace heatward::maps {
namespace {

TEST(LabelPoint, IsTheMiddleOfASquare)
{
    const ProjectedMultiPolygon square{{{{100, 200}, {700, 200}, {700, 800}, {100, 800}}, {}}};
    const LabelPoint spot = label_point(square, 1);
    EXPECT_NEAR(spot.point.x, 400, 4);
    // Across counts a third: 300/3 is the room, anywhere on a line up and down.
    EXPECT_NEAR(spot.room_m, 100, 1);
    EXPECT_GE(spot.point.y, 299);
    EXPECT_LE(spot.point.y, 701);
}

TEST(LabelPoint, KeepsOutOfHolesAndInsideOfCrooks)
{
    const ProjectedMultiPolygon ring{
        {{{0, 0}, {900, 0}, {900, 900}, {0, 900}}, {{{300, 1}, {300, 899}, {899, 899}, {899, 1}}}}};
    const LabelPoint spot = label_point(ring, 1);
    EXPECT_TRUE(WindingIndex(ring).contains(spot.point));
    EXPECT_LT(spot.point.x, 300);
    EXPECT_NEAR(spot.room_m, 50, 1);
}

TEST(LabelPoint, TakesTheLargestPart)
{
    const ProjectedMultiPolygon two{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {}},
                                    {{{1000, 0}, {1600, 0}, {1600, 600}, {1000, 600}}, {}}};
    EXPECT_NEAR(label_point(two, 1).point.x, 1300, 4);
}

TEST(LabelPoint, LiesInsideEveryWard)
{
    const auto run = test::synthetic_county();
    for (const auto& set : run.area_sets) {
        for (const auto& area : set.geometry) {
            const LabelPoint spot = label_point(area, 50);
            EXPECT_TRUE(WindingIndex(area).contains(spot.point));
            EXPECT_GT(spot.room_m, 300);
        }
    }
}

TEST(LabelPoint, NothingHasNoRoom)
{
    EXPECT_EQ(label_point({}, 1).room_m, 0);
    EXPECT_EQ(label_point({{{{0, 0}, {5, 5}}, {}}}, 1).room_m, 0);
    // A sliver is not cut into millions of squares.
    EXPECT_GT(label_point({{{{0, 0}, {1e6, 0}, {1e6, 1}, {0, 1}}, {}}}, 0.1).room_m, 0.3);
}

}  // namespace
}  // namespace heatward::maps
