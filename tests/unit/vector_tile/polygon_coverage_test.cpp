#include "heatward/vector_tile/polygon_coverage.hpp"

#include <gmock/gmock.h>

namespace heatward::vector_tile {
namespace {

using ::testing::ElementsAre;

ProjectedMultiPolygon area(Ring<ProjectedPoint> exterior) { return {{std::move(exterior), {}}}; }

TEST(PolygonCoverage, NeighboursShareVertices)
{
    const std::vector<ProjectedMultiPolygon> areas{
        area({{0, 0}, {10, 0}, {10, 10}, {0, 10}}),
        area({{10.0003, 0}, {20, 0}, {20, 10}, {10, 10.0006}})};
    const auto coverage = polygon_coverage(areas);
    ASSERT_EQ(coverage.size(), 2U);
    EXPECT_THAT(coverage.rings[0].vertices, ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(coverage.rings[1].vertices, ElementsAre(1, 4, 5, 2));
    EXPECT_EQ(coverage.vertices.size(), 6U);
    EXPECT_EQ(coverage.vertices[1], (ProjectedPoint{10, 0}));  // the first one's place
}

TEST(PolygonCoverage, WhatIsFartherApartThanTheToleranceStaysApart)
{
    const std::vector<ProjectedMultiPolygon> areas{area({{0, 0}, {10, 0}, {10, 10}, {0, 10}}),
                                                   area({{10.01, 0}, {20, 0}, {20, 10}})};
    EXPECT_EQ(polygon_coverage(areas).vertices.size(), 7U);
}

TEST(PolygonCoverage, AVertexInTheMiddleOfANeighboursEdgeIsTheNeighboursToo)
{
    // The west one's long side has two neighbours in the east; directions differ.
    const std::vector<ProjectedMultiPolygon> areas{
        area({{0, 0}, {10, 0}, {10, 30}, {0, 30}}), area({{10, 0}, {20, 0}, {20, 10}, {10, 10}}),
        area({{10, 10}, {20, 10}, {20, 30}, {10, 30}, {10.0004, 20}})};
    const auto coverage = polygon_coverage(areas);
    const auto vertex_at = [&](double x, double y) {
        for (std::uint32_t i = 0; i < coverage.vertices.size(); ++i) {
            if (coverage.vertices[i] == ProjectedPoint{x, y}) {
                return i;
            }
        }
        return std::uint32_t{99};
    };
    EXPECT_THAT(coverage.rings[0].vertices,
                ElementsAre(vertex_at(0, 0), vertex_at(10, 0), vertex_at(10, 10),
                            vertex_at(10.0004, 20), vertex_at(10, 30), vertex_at(0, 30)));
    EXPECT_THAT(coverage.rings[1].vertices, ElementsAre(vertex_at(10, 0), vertex_at(20, 0),
                                                        vertex_at(20, 10), vertex_at(10, 10)));
}

TEST(PolygonCoverage, RingsOfTwoVerticesAreLeftOutAndHolesMarked)
{
    const std::vector<ProjectedMultiPolygon> areas{
        area({{0, 0}, {0.0004, 0}, {5, 5}}),
        {{{{0, 0}, {30, 0}, {30, 30}}, {{{20, 5}, {25, 10}, {25, 5}}}}}};
    const auto coverage = polygon_coverage(areas);
    EXPECT_TRUE(coverage.rings_of(0).empty());
    ASSERT_EQ(coverage.rings_of(1).size(), 2U);
    EXPECT_TRUE(coverage.rings_of(1)[0].is_exterior);
    EXPECT_FALSE(coverage.rings_of(1)[1].is_exterior);
    EXPECT_EQ(polygon_coverage({}).size(), 0U);
}

}  // namespace
}  // namespace heatward::vector_tile
