#include "heatward/vector_tile/tile_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace heatward::vector_tile {
namespace {

const TileId kTile{12, 2048, 1362};

MercatorPoint at(double x, double y)
{
    const Extent extent = mercator_extent_of(kTile);
    return {extent.min_x + x / kExtent * extent.width(),
            extent.max_y - y / kExtent * extent.height()};
}

struct XY {
    double x;
    double y;
};

Ring<MercatorPoint> ring_at(const std::vector<XY>& units)
{
    Ring<MercatorPoint> ring;
    for (const XY& unit : units) {
        ring.push_back(at(unit.x, unit.y));
    }
    return ring;
}

/// A star-shaped ring about (x, y): never crosses itself.
std::vector<XY> star(double x, double y, double radius, int vertices, std::mt19937_64& random)
{
    std::uniform_real_distribution<double> share(0.4, 1.0);
    std::vector<XY> ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double r = radius * share(random);
        ring.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    return ring;
}

bool is_inside(const std::vector<XY>& ring, double x, double y)
{
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if ((ring[i].y > y) != (ring[j].y > y) &&
            x < (ring[j].x - ring[i].x) * (y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x) {
            inside = !inside;
        }
    }
    return inside;
}

/// Area of the ring within the tile and its buffer by counting a fine lattice: knows nothing of
/// clipping.
double counted_area(const std::vector<XY>& ring)
{
    constexpr double kStep = 8;
    std::size_t count = 0;
    for (double y = -kBuffer + kStep / 2; y < kExtent + kBuffer; y += kStep) {
        for (double x = -kBuffer + kStep / 2; x < kExtent + kBuffer; x += kStep) {
            count += is_inside(ring, x, y) ? 1U : 0U;
        }
    }
    return static_cast<double>(count) * kStep * kStep;
}

TEST(TileGeometry, ClippedRingsKeepTheirAreaWithinTheTile)
{
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> place(-1500, 5600);
    int drawn = 0;
    for (int i = 0; i < 40; ++i) {
        const auto ring = star(place(random), place(random), 1800, 40, random);
        const auto polygons = TileGeometry(kTile).polygons({{ring_at(ring), {}}});
        const double wanted = counted_area(ring);
        double area = 0;
        for (const auto& polygon : polygons) {
            EXPECT_GT(doubled_area(polygon.exterior), 0);
            area += static_cast<double>(doubled_area(polygon.exterior)) / 2;
            for (const TilePoint& point : polygon.exterior) {
                ASSERT_GE(point.x, -kBuffer);
                ASSERT_LE(point.x, kExtent + kBuffer);
                ASSERT_GE(point.y, -kBuffer);
                ASSERT_LE(point.y, kExtent + kBuffer);
            }
        }
        drawn += polygons.empty() ? 0 : 1;
        // The lattice is good to about a step along the outline, some 15 000 units long.
        EXPECT_NEAR(area, wanted, 12'000) << i;
    }
    EXPECT_GT(drawn, 20);
}

TEST(TileGeometry, AnAreaAroundTheTileFillsTheBuffer)
{
    const auto polygons = TileGeometry(kTile).polygons(
        {{ring_at({{-9000, -9000}, {-9000, 9000}, {9000, 9000}, {9000, -9000}}), {}}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(doubled_area(polygons[0].exterior), 2LL * 4224 * 4224);
    EXPECT_EQ(polygons[0].exterior.size(), 4U);
}

TEST(TileGeometry, WindingIsSetWhateverTheInput)
{
    std::vector<XY> ring{{100, 100}, {100, 900}, {900, 900}, {900, 100}};
    for (int turn = 0; turn < 2; ++turn) {
        const auto polygons = TileGeometry(kTile).polygons(
            {{ring_at(ring), {ring_at({{200, 200}, {300, 200}, {300, 300}})}}});
        ASSERT_EQ(polygons.size(), 1U);
        EXPECT_EQ(doubled_area(polygons[0].exterior), 2LL * 800 * 800);
        ASSERT_EQ(polygons[0].holes.size(), 1U);
        EXPECT_EQ(doubled_area(polygons[0].holes[0]), -100LL * 100);
        std::reverse(ring.begin(), ring.end());
    }
}

TEST(TileGeometry, DropsRepeatedCollinearAndSpikedVertices)
{
    const auto polygons = TileGeometry(kTile).polygons({{ring_at({{10, 10},
                                                                  {10.2, 10.1},
                                                                  {10, 50},
                                                                  {10, 90},
                                                                  {90, 90},
                                                                  {200, 90},  // a spike
                                                                  {90, 90},
                                                                  {90, 10}}),
                                                         {}}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(polygons[0].exterior.size(), 4U);
    EXPECT_EQ(doubled_area(polygons[0].exterior), 2 * 80 * 80);
}

TEST(TileGeometry, RingsWithoutAreaVanish)
{
    const TileGeometry geometry(kTile);
    EXPECT_TRUE(geometry.polygons({{ring_at({{10, 10}, {10.1, 10.3}, {10.3, 10}}), {}}}).empty());
    EXPECT_TRUE(geometry.polygons({{ring_at({{10, 10}, {50, 50}, {90, 90}}), {}}}).empty());
    EXPECT_TRUE(geometry.polygons({{ring_at({{10, 10}, {50, 50}}), {}}}).empty());
    EXPECT_TRUE(geometry.polygons({{{}, {}}}).empty());
    // A hole goes with its exterior.
    EXPECT_TRUE(geometry
                    .polygons({{ring_at({{10, 10}, {10.1, 10.3}, {10.3, 10}}),
                                {ring_at({{50, 50}, {60, 50}, {60, 60}})}}})
                    .empty());
}

/// The unit edges of a ring, between neighbouring lattice points of its outline.
std::set<std::pair<std::pair<int, int>, std::pair<int, int>>> edges_between(const TileRing& ring)
{
    std::set<std::pair<std::pair<int, int>, std::pair<int, int>>> edges;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const TilePoint& a = ring[i];
        const TilePoint& b = ring[(i + 1) % ring.size()];
        edges.insert({{a.x, a.y}, {b.x, b.y}});
    }
    return edges;
}

TEST(TileGeometry, NeighboursKeepTheirCommonBorder)
{
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> wobble(-25, 25);
    std::vector<XY> border;
    for (double y = -300; y <= 4400; y += 3.7) {
        border.push_back({2048 + wobble(random), y});
    }
    std::vector<XY> west = border;
    west.push_back({-700, 4500});
    west.push_back({-700, -400});
    std::vector<XY> east(border.rbegin(), border.rend());
    east.push_back({4800, -400});
    east.push_back({4800, 4500});
    const TileGeometry geometry(kTile);
    const auto a = geometry.polygons({{ring_at(west), {}}});
    const auto b = geometry.polygons({{ring_at(east), {}}});
    ASSERT_EQ(a.size(), 1U);
    ASSERT_EQ(b.size(), 1U);
    // Every edge of one but those along the window's sides is the other's, run backwards.
    const auto edges_b = edges_between(b[0].exterior);
    int shared = 0;
    for (const auto& [from, to] : edges_between(a[0].exterior)) {
        if (from.first < 1500 || to.first < 1500) {
            continue;
        }
        ++shared;
        EXPECT_TRUE(edges_b.contains({to, from}))
            << from.first << "," << from.second << " to " << to.first << "," << to.second;
    }
    EXPECT_GT(shared, 1000);
    EXPECT_EQ(doubled_area(a[0].exterior) + doubled_area(b[0].exterior), 2LL * 4224 * 4224);
}

TEST(TileGeometry, ReachIsTheTileAndItsBuffer)
{
    const TileGeometry geometry(kTile);
    const MercatorPoint corner = at(-kBuffer, -kBuffer);
    EXPECT_NEAR(geometry.reach().min_x, corner.x, 1e-6);
    EXPECT_NEAR(geometry.reach().max_y, corner.y, 1e-6);
}

}  // namespace
}  // namespace heatward::vector_tile
