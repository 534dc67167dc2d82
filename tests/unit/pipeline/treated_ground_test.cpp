#include "treated_ground.hpp"

#include <random>

#include <gtest/gtest.h>

#include "heatward/gis/overlay.hpp"
#include "heatward/pipeline/intervention_areas.hpp"

namespace heatward::pipeline {
namespace {

Polygon<ProjectedPoint> box(double west, double south, double side)
{
    return {
        {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}},
        {}};
}

/// A square of 1 km with a hole of 400 m in its middle.
ProjectedMultiPolygon ground()
{
    ProjectedMultiPolygon polygons{box(0, 0, 1000)};
    polygons.front().holes = {{{300, 300}, {300, 700}, {700, 700}, {700, 300}}};
    return polygons;
}

TEST(TreatedGround, IsSharedByMoreThanASliver)
{
    const ProjectedMultiPolygon polygons = ground();
    const TreatedGround treated(polygons);
    EXPECT_TRUE(treated.shares({box(100, 100, 50)}));      // wholly inside
    EXPECT_TRUE(treated.shares({box(-500, -500, 3000)}));  // around it
    EXPECT_TRUE(treated.shares({box(950, 0, 500)}));
    EXPECT_FALSE(treated.shares({box(1000, 0, 500)}));   // beside it
    EXPECT_FALSE(treated.shares({box(999.7, 0, 500)}));  // 0.06 % of it
    EXPECT_FALSE(treated.shares({box(400, 400, 100)}));  // in the hole
    EXPECT_TRUE(treated.shares({box(400, 400, 100), box(100, 100, 50)}));
    EXPECT_FALSE(treated.shares({box(2000, 0, 100)}));
    EXPECT_FALSE(treated.shares({}));
}

TEST(TreatedGround, SaysWhatTheSharedAreaSays)
{
    const ProjectedMultiPolygon polygons = ground();
    const TreatedGround treated(polygons);
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> metres(-300, 1100);
    std::uniform_real_distribution<double> side(10, 400);
    int shared = 0;
    for (int i = 0; i < 500; ++i) {
        const ProjectedMultiPolygon area{box(metres(random), metres(random), side(random))};
        EXPECT_EQ(treated.shares(area), shared_area_m2(polygons, area) > 0);
        EXPECT_NEAR(treated.shared_m2(area), gis::intersection_area_m2(polygons, area), 1e-6);
        shared += treated.shares(area) ? 1 : 0;
    }
    EXPECT_GT(shared, 100);
    EXPECT_LT(shared, 400);
}

}  // namespace
}  // namespace heatward::pipeline
