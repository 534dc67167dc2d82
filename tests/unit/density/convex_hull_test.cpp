#include "heatward/density/convex_hull.hpp"

#include <gmock/gmock.h>

#include "bandwidth_samples.hpp"
#include "heatward/core/crossing.hpp"

namespace heatward::density {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ConvexHull, OfASquareWithPlacesOnItsSidesIsItsCorners)
{
    const std::vector<double> x{0, 2, 2, 0, 1, 1, 0, 1};
    const std::vector<double> y{0, 0, 2, 2, 0, 2, 1, 1};
    const ProjectedMultiPolygon hull = convex_hull(incident_places(x, y));
    ASSERT_EQ(hull.size(), 1U);
    EXPECT_THAT(hull[0].exterior, ElementsAre(ProjectedPoint{0, 0}, ProjectedPoint{2, 0},
                                              ProjectedPoint{2, 2}, ProjectedPoint{0, 2}));
    EXPECT_DOUBLE_EQ(area_m2(hull), 4);
}

TEST(ConvexHull, HoldsEveryPlaceAndTurnsLeftAtEveryVertex)
{
    const SampleIncidents sample = clustered_incidents(500, 0, 61);
    const ProjectedMultiPolygon hull = convex_hull(sample.places());
    ASSERT_EQ(hull.size(), 1U);
    const Ring<ProjectedPoint>& ring = hull[0].exterior;
    for (std::size_t k = 0; k < ring.size(); ++k) {
        const ProjectedPoint& a = ring[k];
        const ProjectedPoint& b = ring[(k + 1) % ring.size()];
        EXPECT_GT(edge_cross(a, b, ring[(k + 2) % ring.size()]), 0);
        for (std::size_t i = 0; i < sample.size(); ++i) {
            EXPECT_GE(edge_cross(a, b, {sample.x_m[i], sample.y_m[i]}), 0);
        }
    }
}

TEST(ConvexHull, OfALineIsEmpty)
{
    EXPECT_THAT(convex_hull({}), IsEmpty());
    const std::vector<double> x{0, 1, 2, 5};
    EXPECT_THAT(convex_hull(incident_places(x, x)), IsEmpty());
}

}  // namespace
}  // namespace heatward::density
