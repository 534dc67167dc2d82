#include "heatward/vector_tile/simplified_coverage.hpp"

#include <array>
#include <cmath>
#include <map>
#include <random>

#include <gmock/gmock.h>

#include "support/random_regions.hpp"
#include "support/tile_partition.hpp"

namespace heatward::vector_tile {
namespace {

using test::RandomRegions;
using test::TileArea;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Tests take web mercator itself for the project's plane.
SimplifiedCoverage simplified(const std::vector<ProjectedMultiPolygon>& areas)
{
    const PolygonCoverage coverage = polygon_coverage(areas);
    std::vector<MercatorPoint> places;
    for (const ProjectedPoint& vertex : coverage.vertices) {
        places.push_back({vertex.x, vertex.y});
    }
    return {coverage, places};
}

std::vector<TileArea> cut(const SimplifiedCoverage& coverage, const TileId& tile)
{
    std::vector<TileArea> areas;
    for (const AreaInTile& part : coverage.cut(tile)) {
        TileArea& area = areas.emplace_back();
        area.id = part.area;
        for (const TilePolygon& polygon : part.polygons) {
            area.rings.push_back(polygon.exterior);
            EXPECT_GT(doubled_area(polygon.exterior), 0);
            for (const TileRing& hole : polygon.holes) {
                EXPECT_LT(doubled_area(hole), 0);
                area.rings.push_back(hole);
            }
        }
    }
    return areas;
}

constexpr TileId kTile{12, 2048, 2048};  // its north-west corner is the map's middle

/// A place in kTile's units.
ProjectedPoint at(double x, double y)
{
    const double unit = mercator_extent_of(kTile).width() / kExtent;
    return {x * unit, -y * unit};
}

Ring<ProjectedPoint> ring_at(const std::vector<std::pair<double, double>>& units)
{
    Ring<ProjectedPoint> ring;
    for (const auto& [x, y] : units) {
        ring.push_back(at(x, y));
    }
    return ring;
}

TEST(SimplifiedCoverage, BothSidesOfACommonBorderLoseTheSameVertices)
{
    // A border from (500, 0) to (500, 1000) that wiggles by 1 unit but for one bend of 60.
    std::vector<std::pair<double, double>> west{{0, 0}, {0, 1000}};
    std::vector<std::pair<double, double>> border;
    for (int y = 1000; y >= 0; y -= 5) {
        const double wiggle = y % 1000 == 0 ? 0 : (y % 10 == 0 ? 1 : -1);
        border.emplace_back(500 + wiggle + (y == 500 ? 60 : 0), y);
    }
    west.insert(west.end(), border.begin(), border.end());
    std::vector<std::pair<double, double>> east{{1000, 1000}, {1000, 0}};
    east.insert(east.end(), border.rbegin(), border.rend());
    const auto areas = cut(simplified({{{ring_at(west), {}}}, {{ring_at(east), {}}}}), kTile);
    ASSERT_EQ(areas.size(), 2U);
    test::expect_clean(areas);
    EXPECT_LT(areas[0].rings[0].size(), 60U);
    EXPECT_GE(areas[0].rings[0].size(), 5U);
    EXPECT_EQ(test::doubled_area_of(areas), 2'000'000);
    const auto alone = test::edges_without_neighbour(areas);
    EXPECT_EQ(alone.size(), 6U);  // the outline: the border's two ends are on it
    for (const auto& area : areas) {
        EXPECT_TRUE(std::any_of(area.rings[0].begin(), area.rings[0].end(), [](const TilePoint& p) {
            return p.x > 555 && p.x < 565;
        })) << "the bend";
    }
}

TEST(SimplifiedCoverage, AreasThatMeetAtAPointKeepIt)
{
    // Three sectors about (333, 444), one of which has a straight border through nothing.
    const auto areas = cut(simplified({{{ring_at({{333, 444}, {0, 0}, {700, 0}}), {}}},
                                       {{ring_at({{333, 444}, {700, 0}, {350, 900}}), {}}},
                                       {{ring_at({{333, 444}, {350, 900}, {0, 0}}), {}}}}),
                           kTile);
    ASSERT_EQ(areas.size(), 3U);
    test::expect_clean(areas);
    EXPECT_EQ(test::edges_without_neighbour(areas).size(), 3U);
    for (const auto& area : areas) {
        EXPECT_THAT(area.rings[0], ::testing::Contains(TilePoint{333, 444}));
    }
}

TEST(SimplifiedCoverage, AnIslandFillsItsLake)
{
    Ring<ProjectedPoint> shore;
    for (int i = 0; i < 90; ++i) {
        const double angle = i * 0.0698;
        const double radius = 200 + 20 * std::sin(i * 1.7);
        shore.push_back(at(500 + radius * std::cos(angle), 500 + radius * std::sin(angle)));
    }
    const auto coverage = simplified(
        {{{ring_at({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}), {shore}}}, {{shore, {}}}});
    for (int z = 0; z <= 16; ++z) {
        const TileId tile{z, (1U << z) / 2, (1U << z) / 2};
        const auto areas = cut(coverage, tile);
        test::expect_clean(areas);
        const auto alone = test::edges_without_neighbour(areas);
        // At zoom 12 and above only the square, of which tiles see two sides, is without.
        if (z == 12) {
            ASSERT_EQ(areas.size(), 2U);
            EXPECT_EQ(areas[0].rings.size(), 2U);
            EXPECT_EQ(areas[0].rings[1].size(), areas[1].rings[0].size());
            EXPECT_LT(areas[1].rings[0].size(), shore.size());
            EXPECT_EQ(alone.size(), 4U);
            EXPECT_EQ(test::doubled_area_of(areas), 2'000'000);
        }
    }
    EXPECT_EQ(cut(coverage, {4, 8, 8}).size(), 2U);  // the island is 1.6 units wide
    EXPECT_THAT(cut(coverage, {0, 0, 0}), IsEmpty());
}

TEST(SimplifiedCoverage, AVertexOnANeighboursEdgeIsOneOfBoth)
{
    const auto areas =
        cut(simplified(
                {{{ring_at({{0, 0}, {400, 0}, {401, 777}, {0, 777}}), {}}},
                 {{ring_at({{400, 0}, {800, 0}, {800, 333}, {400 + 333 / 777.0, 333}}), {}}},
                 {{ring_at({{400 + 333 / 777.0, 333}, {800, 333}, {800, 777}, {401, 777}}), {}}}}),
            kTile);
    ASSERT_EQ(areas.size(), 3U);
    test::expect_clean(areas);
    EXPECT_THAT(areas[0].rings[0], ::testing::Contains(TilePoint{400, 333}));
    EXPECT_EQ(areas[0].rings[0].size(), 5U);
}

TEST(SimplifiedCoverage, SmallAreasStayUntilNothingIsLeftOfThem)
{
    // Four units wide and high at zoom 12: a quarter of one at zoom 8.
    const auto coverage =
        simplified({{{ring_at({{98, 98}, {102, 98}, {102, 102}, {98, 102}}), {}}}});
    EXPECT_EQ(cut(coverage, kTile).size(), 1U);
    EXPECT_EQ(cut(coverage, {11, 1024, 1024}).size(), 1U);
    EXPECT_THAT(cut(coverage, {8, 128, 128}), IsEmpty());
}

TEST(SimplifiedCoverage, RingsOutsideOfWebMercatorAreLeftOut)
{
    const double nan = std::nan("");
    PolygonCoverage coverage = polygon_coverage(std::vector<ProjectedMultiPolygon>{
        {{ring_at({{0, 0}, {9, 0}, {9, 9}}), {}}}, {{ring_at({{90, 0}, {99, 0}, {99, 9}}), {}}}});
    std::vector<MercatorPoint> places;
    for (const ProjectedPoint& vertex : coverage.vertices) {
        places.push_back({vertex.x, vertex.y});
    }
    places[1] = {nan, nan};
    const auto areas = cut(SimplifiedCoverage(coverage, places), kTile);
    ASSERT_EQ(areas.size(), 1U);
    EXPECT_EQ(areas[0].id, 1U);
}

TileId tile_at(int z, const ProjectedPoint& place)
{
    const double tiles = std::exp2(z);
    return {z,
            static_cast<std::uint32_t>((place.x + kMercatorHalfWidth) / (2 * kMercatorHalfWidth) *
                                       tiles),
            static_cast<std::uint32_t>((kMercatorHalfWidth - place.y) / (2 * kMercatorHalfWidth) *
                                       tiles)};
}

TEST(SimplifiedCoverage, RingsThatCrossAndOverlapDoNoHarm)
{
    std::mt19937 random(77);
    std::uniform_real_distribution<double> place(-6000, 9000);
    std::uniform_int_distribution<int> vertices(3, 12);
    std::size_t polygons = 0;
    for (int run = 0; run < 200; ++run) {
        std::vector<ProjectedMultiPolygon> areas(4);
        for (auto& area : areas) {
            for (int ring = 0; ring < 2; ++ring) {
                std::vector<std::pair<double, double>> units;
                for (int i = vertices(random); i > 0; --i) {
                    units.emplace_back(place(random), place(random));
                }
                area.push_back({ring_at(units), {}});
            }
        }
        areas.push_back(areas.front());
        const auto coverage = simplified(areas);
        for (int z = 8; z <= 12; ++z) {
            for (const TileArea& area : cut(coverage, {z, (1U << static_cast<unsigned>(z)) / 2,
                                                       (1U << static_cast<unsigned>(z)) / 2})) {
                for (const TileRing& ring : area.rings) {
                    EXPECT_GE(ring.size(), 3U);
                    ++polygons;
                    for (const TilePoint& point : ring) {
                        EXPECT_TRUE(std::abs(point.x - kExtent / 2) <= kExtent / 2 + kBuffer &&
                                    std::abs(point.y - kExtent / 2) <= kExtent / 2 + kBuffer);
                    }
                }
            }
        }
    }
    EXPECT_GT(polygons, 1000U);
}

class RandomPartition : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomPartition, HasNoGapOverlapOrCrossingAtAnyZoom)
{
    const RandomRegions regions(GetParam());
    const auto coverage = simplified(regions.areas());
    for (int z = 0; z <= 16; ++z) {
        const TileId tile = tile_at(z, regions.corner(13, 21));
        const auto areas = cut(coverage, tile);
        SCOPED_TRACE("zoom " + std::to_string(z));
        ASSERT_FALSE(areas.empty());
        test::expect_clean(areas);
        // The world is covered once: all edges have a neighbour and areas add up to the window.
        EXPECT_THAT(test::edges_without_neighbour(areas), IsEmpty());
        EXPECT_EQ(test::doubled_area_of(areas), 2LL * 4224 * 4224);
    }
}

TEST_P(RandomPartition, TilesAgreeWhereTheyMeet)
{
    const RandomRegions regions(GetParam());
    const auto coverage = simplified(regions.areas());
    std::size_t seen = 0;
    for (int z = 3; z <= 16; ++z) {
        SCOPED_TRACE("zoom " + std::to_string(z));
        const TileId tile = tile_at(z, regions.corner(20, 20));
        const auto here = cut(coverage, tile);
        const auto east = cut(coverage, {z, tile.x + 1, tile.y});
        const auto south = cut(coverage, {z, tile.x, tile.y + 1});
        test::expect_vertices_on_sides(here);
        const auto mine = test::vertices_on_side(here, true, kExtent);
        EXPECT_EQ(mine, test::vertices_on_side(east, true, 0));
        EXPECT_EQ(test::vertices_on_side(here, false, kExtent),
                  test::vertices_on_side(south, false, 0));
        seen += mine.size();
    }
    EXPECT_GT(seen, 4U);
}

TEST_P(RandomPartition, ACoarserZoomHasNoVertexThatAFinerOneLacks)
{
    const RandomRegions regions(GetParam());
    const PolygonCoverage coverage = polygon_coverage(regions.areas());
    const auto made = simplified(regions.areas());
    std::size_t before = 0;
    for (int z = 0; z <= 22; ++z) {
        std::size_t kept = 0;
        for (std::uint32_t i = 0; i < coverage.vertices.size(); ++i) {
            kept += made.is_kept(i, z) ? 1U : 0U;
            EXPECT_TRUE(z == 0 || made.is_kept(i, z) || !made.is_kept(i, z - 1));
        }
        EXPECT_GE(kept, before);
        before = kept;
    }
    EXPECT_EQ(before, coverage.vertices.size());
}

TEST_P(RandomPartition, NoAreaOfAPixelIsLost)
{
    const RandomRegions regions(GetParam());
    const auto areas = regions.areas();
    const auto coverage = simplified(areas);
    int large = 0;
    for (int z = 8; z <= 10; ++z) {
        // The regions are smaller than a tile, so those of their corners hold them all.
        std::set<std::uint64_t> found;
        for (const int x : {0, RandomRegions::kSide}) {
            for (const int y : {0, RandomRegions::kSide}) {
                for (const TileArea& area : cut(coverage, tile_at(z, regions.corner(x, y)))) {
                    found.insert(area.id);
                }
            }
        }
        for (std::size_t i = 0; i + 1 < areas.size(); ++i) {
            double area = 0;
            for (const auto& polygon : areas[i]) {
                area += area_m2({polygon});
            }
            if (area >= std::pow(pixel_size_at(z), 2)) {
                EXPECT_TRUE(found.contains(i)) << "region " << i << " at zoom " << z;
                ++large;
            }
        }
    }
    EXPECT_GT(large, 40);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPartition, ::testing::Range(1U, 9U));

}  // namespace
}  // namespace heatward::vector_tile
