#include "heatward/core/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace heatward {
namespace {

Ring<ProjectedPoint> square(double west, double south, double side)
{
    return {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}};
}

TEST(Crossing, SideIsTheSignOfTheCrossProductAndNeverZero)
{
    const ProjectedPoint a{0, 0};
    const ProjectedPoint b{4, 2};
    EXPECT_EQ(edge_cross(a, b, {0, 1}), 4);
    EXPECT_EQ(edge_side(a, b, {0, 1}), 1);
    EXPECT_EQ(edge_side(a, b, {1, 0}), -1);
    // On the line a point counts as moved east: right of an upward edge.
    EXPECT_EQ(edge_side(a, b, {2, 1}), -1);
    EXPECT_EQ(edge_side(b, a, {2, 1}), 1);
    // On a level line it counts as moved north.
    EXPECT_EQ(edge_side({0, 0}, {4, 0}, {2, 0}), 1);
    EXPECT_EQ(edge_side({4, 0}, {0, 0}, {2, 0}), -1);
}

TEST(Crossing, SquareIsHalfOpen)
{
    const WindingIndex index({{square(0, 0, 10), {}}});
    EXPECT_EQ(index.winding({5, 5}), 1);
    EXPECT_TRUE(index.contains({0, 0}));
    EXPECT_TRUE(index.contains({0, 5}));
    EXPECT_TRUE(index.contains({5, 0}));
    EXPECT_FALSE(index.contains({10, 5}));
    EXPECT_FALSE(index.contains({5, 10}));
    EXPECT_FALSE(index.contains({10, 10}));
    EXPECT_FALSE(index.contains({-1, 5}));
}

TEST(Crossing, HolesOverlapsAndOrientation)
{
    Ring<ProjectedPoint> exterior = square(0, 0, 10);
    std::reverse(exterior.begin(), exterior.end());
    const WindingIndex holed({{exterior, {square(2, 2, 3)}}});
    EXPECT_EQ(holed.winding({3, 3}), 0);
    EXPECT_EQ(holed.winding({1, 1}), 1);
    const WindingIndex overlapping({{square(0, 0, 10), {}}, {square(5, 5, 10), {}}});
    EXPECT_EQ(overlapping.winding({7, 7}), 2);
    EXPECT_FALSE(WindingIndex({}).contains({0, 0}));
    EXPECT_FALSE(WindingIndex({{{{0, 0}, {1, 1}}, {}}}).contains({0.5, 0.5}));
}

/// A random mesh: a grid whose inner vertices are shifted, each square cut in two.
std::vector<ProjectedMultiPolygon> random_triangles(std::mt19937_64& random, int n)
{
    std::uniform_real_distribution<double> shift(-0.3, 0.3);
    std::vector<ProjectedPoint> nodes;
    for (int row = 0; row <= n; ++row) {
        for (int column = 0; column <= n; ++column) {
            const bool inner = row > 0 && row < n && column > 0 && column < n;
            nodes.push_back({545'000.3 + 7.1 * (column + (inner ? shift(random) : 0)),
                             258'000.9 + 7.1 * (row + (inner ? shift(random) : 0))});
        }
    }
    std::vector<ProjectedMultiPolygon> triangles;
    const auto node = [&](int row, int column) {
        return nodes[static_cast<std::size_t>(row * (n + 1) + column)];
    };
    for (int row = 0; row < n; ++row) {
        for (int column = 0; column < n; ++column) {
            const auto sw = node(row, column);
            const auto ne = node(row + 1, column + 1);
            triangles.push_back({{{sw, node(row, column + 1), ne}, {}}});
            triangles.push_back({{{ne, node(row + 1, column), sw}, {}}});
        }
    }
    return triangles;
}

TEST(Crossing, OfAreasThatShareEdgesExactlyOneHoldsAPoint)
{
    std::mt19937_64 random(21);
    const int n = 12;
    const auto triangles = random_triangles(random, n);
    std::vector<WindingIndex> indices(triangles.begin(), triangles.end());
    std::uniform_real_distribution<double> along(0.001, 7.1 * n - 0.001);
    std::uniform_real_distribution<double> share(0, 1);
    const auto holders = [&](const ProjectedPoint& p) {
        return std::count_if(indices.begin(), indices.end(),
                             [&](const WindingIndex& index) { return index.contains(p); });
    };
    for (int i = 0; i < 2000; ++i) {
        EXPECT_EQ(holders({545'000.3 + along(random), 258'000.9 + along(random)}), 1);
    }
    const Extent whole{545'000.3, 258'000.9, 545'000.3 + 7.1 * n, 258'000.9 + 7.1 * n};
    int on_edges = 0;
    for (const auto& triangle : triangles) {
        const auto& ring = triangle[0].exterior;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& a = ring[i];
            const auto& b = ring[(i + 1) % 3];
            const double t = share(random);
            for (const ProjectedPoint& p :
                 {a, ProjectedPoint{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}}) {
                if (p.x > whole.min_x + 0.1 && p.x < whole.max_x - 0.1 && p.y > whole.min_y + 0.1 &&
                    p.y < whole.max_y - 0.1) {
                    EXPECT_EQ(holders(p), 1) << p.x << ' ' << p.y;
                    ++on_edges;
                }
            }
        }
    }
    EXPECT_GT(on_edges, 1000);
}

TEST(Crossing, IndexAgreesWithAllEdges)
{
    std::mt19937_64 random(22);
    std::uniform_real_distribution<double> radius(10, 100);
    std::uniform_real_distribution<double> along(-110, 110);
    Ring<ProjectedPoint> star;
    for (int i = 0; i < 400; ++i) {
        const double angle = 2 * 3.14159265358979 * i / 400;
        const double r = radius(random);
        star.push_back({r * std::cos(angle), r * std::sin(angle)});
    }
    const ProjectedMultiPolygon polygons{{star, {}}};
    const WindingIndex index(polygons);
    const auto edges = oriented_edges(polygons);
    int inside = 0;
    for (int i = 0; i < 5000; ++i) {
        const ProjectedPoint p{along(random), i % 10 == 0 ? star[5].y : along(random)};
        int winding = 0;
        for (const auto& [a, b] : edges) {
            winding += ray_crossing(a, b, p);
        }
        EXPECT_EQ(index.winding(p), winding);
        inside += winding;
    }
    EXPECT_GT(inside, 500);
}

}  // namespace
}  // namespace heatward
