#include "heatward/vector_tile/coverage_significance.hpp"

#include <limits>

#include <gmock/gmock.h>

namespace heatward::vector_tile {
namespace {

using ::testing::ElementsAre;

constexpr float kInf = std::numeric_limits<float>::infinity();

TEST(CoverageSignificance, IsTheAreaOfTheTriangleWhenItsVertexGoes)
{
    // A square of side 100 with a dent of 10 in the middle of its first side: the dent's
    // triangle is 500 steps², then each corner's is 5 000; a ring keeps three.
    const std::vector<LatticePoint> vertices{{0, 0}, {50, 10}, {100, 0}, {100, 100}, {0, 100}};
    const std::vector<CoverageRing> rings{{{0, 1, 2, 3, 4}, true}};
    EXPECT_THAT(coverage_significance(vertices, rings), ElementsAre(5000, 500, kInf, kInf, kInf));
}

TEST(CoverageSignificance, VerticesWhereBordersMeetStay)
{
    // Two squares side by side: the four corners of their common side's ends stay, what is inside
    // of it goes for both at once; the outer corners are inner vertices of an outline.
    const std::vector<LatticePoint> vertices{{0, 0},   {100, 0},   {95, 50}, {100, 100},
                                             {0, 100}, {200, 100}, {200, 0}};
    const std::vector<CoverageRing> rings{{{0, 1, 2, 3, 4}, true}, {{1, 6, 5, 3, 2}, true}};
    const auto significance = coverage_significance(vertices, rings);
    EXPECT_EQ(significance[1], kInf);
    EXPECT_EQ(significance[3], kInf);
    EXPECT_EQ(significance[2], 250);
    // Either outline keeps one corner, as its ends are joined by the common side.
    EXPECT_EQ(significance[0], 5000);
    EXPECT_EQ(significance[4], kInf);
}

TEST(CoverageSignificance, NoVertexGoesWhileAnotherIsInItsTriangle)
{
    // A bay (vertex 1, triangle of 100 · 40 / 2 = 2 000 steps²) with an islet in it, which keeps
    // its three vertices: the bay closes no sooner than the land beside it has gone, with 5 000.
    const std::vector<LatticePoint> vertices{{0, 0},   {50, 40}, {100, 0}, {100, 200},
                                             {0, 200}, {48, 10}, {52, 10}, {50, 14}};
    const std::vector<CoverageRing> rings{{{0, 1, 2, 3, 4}, true}, {{5, 6, 7}, true}};
    EXPECT_EQ(coverage_significance(vertices, rings)[1], 5000);
    // Vertices that no ring has are in nobody's way.
    EXPECT_EQ(coverage_significance(vertices, std::span(rings).first(1))[1], 2000);
}

TEST(CoverageSignificance, AWaitingVertexGoesAfterTheOneInItsWay)
{
    // The spike's tip (5) lies in the bay's triangle (1) of 2 000; its own is 60 · 90 / 2 = 2 700.
    const std::vector<LatticePoint> vertices{{0, 0},     {50, 40},    {100, 0},   {100, 900},
                                             {0, 900},   {50, 20},    {20, -70},  {80, -70},
                                             {50, -900}, {-900, 450}, {1000, 450}};
    // Neighbours east and west make the bay's ends fast.
    const std::vector<CoverageRing> rings{
        {{0, 1, 2, 3, 4}, true}, {{5, 7, 8, 6}, true}, {{0, 4, 9}, true}, {{2, 10, 3}, true}};
    const auto significance = coverage_significance(vertices, rings);
    EXPECT_EQ(significance[5], 2700);
    EXPECT_EQ(significance[1], 2700);
}

}  // namespace
}  // namespace heatward::vector_tile
