#include "heatward/core/polygon.hpp"

#include <gtest/gtest.h>

namespace heatward {
namespace {

TEST(PolygonTest, AreaTakesHolesOffWhateverTheOffset)
{
    for (const double offset : {0.0, 5e5, -3e6}) {
        const auto at = [&](double x, double y) { return ProjectedPoint{x + offset, y + offset}; };
        const ProjectedMultiPolygon polygons{{{at(0, 0), at(10, 0), at(10, 10), at(0, 10)},
                                              {{at(2, 2), at(2, 4), at(4, 4), at(4, 2)}}},
                                             {{at(20, 0), at(24, 0), at(20, 3)}, {}}};
        EXPECT_DOUBLE_EQ(area_m2(polygons), 100 - 4 + 6);
        EXPECT_EQ(extent_of(polygons), (Extent{offset, offset, offset + 24, offset + 10}));
    }
}

TEST(PolygonTest, NothingHasNoExtentAndNoArea)
{
    EXPECT_TRUE(extent_of(ProjectedMultiPolygon{}).is_empty());
    EXPECT_EQ(area_m2(ProjectedMultiPolygon{{{{0, 0}, {1, 1}}, {}}}), 0);
}

TEST(ExtentTest, TouchingCounts)
{
    const Extent unit{0, 0, 1, 1};
    EXPECT_TRUE(unit.intersects({1, 1, 2, 2}));
    EXPECT_FALSE(unit.intersects({1.1, 0, 2, 2}));
    EXPECT_FALSE(unit.intersects(Extent{}));
    EXPECT_TRUE(unit.contains(0, 1));
    EXPECT_TRUE(unit.grown(0.5).contains(-0.5, 1.5));
}

}  // namespace
}  // namespace heatward
