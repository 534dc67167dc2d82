#include "heatward/maps/basemap_tile.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "heatward/gis/projection.hpp"
#include "heatward/vector_tile/tile_geometry.hpp"
#include "support/small_basemap.hpp"
#include "support/vector_tile_reader.hpp"

namespace heatward::maps {
namespace {

using test::decode_vector_tile;
using test::DecodedFeature;
using test::DecodedLayer;
using test::TileValue;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kWest = 540'000;
constexpr double kSouth = 250'000;

const gis::Projection& projection()
{
    static const gis::Projection grid("EPSG:27700");
    return grid;
}

/// The tile of zoom z that holds a place given in metres from the corner.
TileId tile_at(int z, double east, double north)
{
    const MercatorPoint place = projection().to_mercator({kWest + east, kSouth + north});
    const double side = pixel_size_at(z) * kTileSize;
    return {z, static_cast<std::uint32_t>((place.x + kMercatorHalfWidth) / side),
            static_cast<std::uint32_t>((kMercatorHalfWidth - place.y) / side)};
}

std::vector<DecodedLayer> layers_of(const Basemap& basemap, const TileId& tile)
{
    return decode_vector_tile(basemap_tile(MercatorBasemap(basemap, projection()), tile));
}

std::vector<std::string> names_of(const std::vector<DecodedFeature>& features)
{
    std::vector<std::string> names;
    for (const DecodedFeature& feature : features) {
        const auto name = feature.attributes.find("name");
        names.push_back(name == feature.attributes.end() ? ""
                                                         : std::get<std::string>(name->second));
    }
    return names;
}

std::vector<std::string> names_in(const std::vector<DecodedLayer>& layers)
{
    return layers.empty() ? std::vector<std::string>() : names_of(layers.front().features);
}

/// A basemap of one class.
Basemap only(BasemapClass feature_class, std::vector<BasemapFeature> features)
{
    return {{feature_class, std::move(features)}};
}

std::vector<ProjectedPoint> line(std::initializer_list<ProjectedPoint> metres)
{
    std::vector<ProjectedPoint> vertices;
    for (const ProjectedPoint& point : metres) {
        vertices.push_back({kWest + point.x, kSouth + point.y});
    }
    return vertices;
}

Ring<ProjectedPoint> square(double east, double north, double side)
{
    return line(
        {{east, north}, {east + side, north}, {east + side, north + side}, {east, north + side}});
}

TEST(BasemapTile, HoldsALayerAClassInDrawingOrder)
{
    const auto layers = layers_of(test::small_basemap(kWest, kSouth, 800), tile_at(14, 400, 400));
    std::vector<std::string> names;
    std::vector<std::uint32_t> types;
    for (const DecodedLayer& layer : layers) {
        names.push_back(layer.name);
        types.push_back(layer.features.front().type);
        EXPECT_EQ(layer.extent, 4096U);
    }
    EXPECT_THAT(names, ElementsAre("land", "water", "green", "building", "road", "rail", "place"));
    EXPECT_THAT(types, ElementsAre(3, 3, 3, 3, 2, 2, 1));
    EXPECT_THAT(names_of(layers[1].features), ElementsAre("Long Lake"));
    EXPECT_THAT(layers[1].features[0].parts, SizeIs(2)) << "with its island";
    EXPECT_THAT(names_of(layers[3].features), ElementsAre("", "", "Hall", ""));
    EXPECT_THAT(layers[0].keys, IsEmpty()) << "no name, no attribute";
}

TEST(BasemapTile, PiecesOfARoadAreOneLineWhereverItIsLookedUp)
{
    const auto layers = layers_of(test::small_basemap(kWest, kSouth, 800), tile_at(14, 400, 400));
    const DecodedLayer& roads = layers.at(4);
    EXPECT_THAT(names_of(roads.features), ElementsAre("High Street", "Mill Lane"));
    ASSERT_EQ(roads.features[0].parts.size(), 1U);
    const TileId tile = tile_at(14, 400, 400);
    const Extent extent = mercator_extent_of(tile);
    const MercatorPoint middle = projection().to_mercator({kWest + 400, kSouth + 400});
    const vector_tile::TilePoint wanted{
        static_cast<int>(std::lround((middle.x - extent.min_x) / extent.width() * 4096)),
        static_cast<int>(std::lround((extent.max_y - middle.y) / extent.height() * 4096))};
    EXPECT_THAT(roads.features[0].parts[0], ::testing::Contains(wanted));
}

TEST(BasemapTile, IsEmptyWhereNothingReachesIt)
{
    EXPECT_EQ(basemap_tile(MercatorBasemap(test::small_basemap(kWest, kSouth, 800), projection()),
                           {14, 0, 0}),
              "");
    EXPECT_EQ(basemap_tile(MercatorBasemap({}, projection()), tile_at(14, 0, 0)), "");
}

TEST(BasemapTile, RoadsComeWithTheScaleThatShowsThem)
{
    // At 52° a pixel of zoom 8 is 376 m on the ground: eight are 3.0 km.
    const Basemap basemap = only(
        BasemapClass::road, {test::basemap_line("lane", 500, line({{0, 0}, {500, 0}})),
                             test::basemap_line("road", 2'800, line({{0, 0}, {2'800, 0}})),
                             test::basemap_line("trunk", 3'300, line({{0, 100}, {3'300, 100}})),
                             // A piece of a hundred metres is there with its road.
                             test::basemap_line("piece", 30'000, line({{0, 200}, {100, 200}}))});
    EXPECT_THAT(names_in(layers_of(basemap, tile_at(8, 0, 0))), ElementsAre("trunk", "piece"));
    EXPECT_THAT(names_in(layers_of(basemap, tile_at(9, 0, 0))),
                ElementsAre("road", "trunk", "piece"));
    EXPECT_THAT(names_in(layers_of(basemap, tile_at(11, 0, 0))),
                ElementsAre("lane", "road", "trunk", "piece"));
    const Basemap tiny =
        only(BasemapClass::road, {test::basemap_line("close", 20, line({{0, 0}, {20, 0}}))});
    EXPECT_THAT(layers_of(tiny, tile_at(13, 0, 0)), IsEmpty());
    EXPECT_THAT(names_in(layers_of(tiny, tile_at(14, 0, 0))), ElementsAre("close"));
}

TEST(BasemapTile, SpecksOfAreasAreLeftOutUntilTheLastZoom)
{
    // A pixel of zoom 10 is 94 m on the ground, one of zoom 13 12 m.
    const Basemap woods =
        only(BasemapClass::green, {test::basemap_area("copse", square(0, 0, 80)),
                                   test::basemap_area("wood", square(0, 200, 110))});
    EXPECT_THAT(names_in(layers_of(woods, tile_at(10, 0, 0))), ElementsAre("wood"));
    EXPECT_THAT(names_in(layers_of(woods, tile_at(11, 0, 0))), ElementsAre("copse", "wood"));
    const Basemap houses =
        only(BasemapClass::building, {test::basemap_area("house", square(0, 0, 15)),
                                      test::basemap_area("hall", square(0, 50, 30))});
    EXPECT_THAT(names_in(layers_of(houses, tile_at(13, 0, 0))), ElementsAre("hall"));
    EXPECT_THAT(names_in(layers_of(houses, tile_at(14, 0, 0))), ElementsAre("house", "hall"));
}

TEST(BasemapTile, PartsTooSmallGoFromWhatStays)
{
    BasemapFeature islands = test::basemap_area("islands", square(0, 0, 5'000));
    islands.polygons.push_back({square(12'000, 0, 40), {}});
    const Basemap basemap = only(BasemapClass::land, {islands});
    EXPECT_THAT(layers_of(basemap, tile_at(9, 0, 0)).at(0).features.at(0).parts, SizeIs(1));
    EXPECT_THAT(layers_of(basemap, tile_at(14, 12'010, 10)).at(0).features.at(0).parts, SizeIs(1))
        << "the small one alone is in this tile";
}

TEST(BasemapTile, NeighboursShowTheSamePlaces)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> metre(-45'000, 45'000);
    std::vector<BasemapFeature> places;
    for (int i = 0; i < 3'000; ++i) {
        places.push_back(test::basemap_place(fmt::format("place {}", i),
                                             {kWest + metre(random), kSouth + metre(random)}));
    }
    const MercatorBasemap basemap(only(BasemapClass::place, places), projection());
    const TileId west = tile_at(10, 0, 0);
    const TileId east{west.z, west.x + 1, west.y};
    const auto in = [&](const TileId& tile) {
        return decode_vector_tile(basemap_tile(basemap, tile)).at(0).features;
    };
    std::set<std::string> of_both;
    std::set<std::string> of_east;
    for (const auto& feature : in(west)) {
        if (feature.parts[0][0].x > 4096) {
            of_both.insert(names_of({feature})[0]);
        }
    }
    for (const auto& feature : in(east)) {
        of_east.insert(names_of({feature})[0]);
    }
    EXPECT_FALSE(of_both.empty());
    EXPECT_TRUE(std::includes(of_east.begin(), of_east.end(), of_both.begin(), of_both.end()));
    // A square of 32 pixels has at most one: 64 in the tile, and those of its buffer.
    EXPECT_LE(of_east.size(), 100U);
    EXPECT_GT(of_east.size(), 50U);
    // The first of the source wins.
    EXPECT_THAT(names_in(layers_of(only(BasemapClass::place,
                                        {test::basemap_place("town", {kWest, kSouth}),
                                         test::basemap_place("suburb", {kWest + 5, kSouth + 5})}),
                                   tile_at(9, 0, 0))),
                ElementsAre("town"));
}

/// A wavy road of `pieces` pieces of 200 m that begins at (east, north) and goes on at `angle`.
void add_road(std::vector<BasemapFeature>& roads, const std::string& name, ProjectedPoint from,
              double angle, int pieces, std::mt19937& random)
{
    constexpr int kVertices = 4;
    constexpr double kStep_m = 50;
    std::normal_distribution<double> bend(0, 0.15);
    ProjectedPoint at = from;
    for (int i = 0; i < pieces; ++i) {
        std::vector<ProjectedPoint> vertices{at};
        for (int k = 0; k < kVertices; ++k) {
            const double turned = angle + bend(random);
            at = {at.x + kStep_m * std::cos(turned), at.y + kStep_m * std::sin(turned)};
            vertices.push_back(at);
        }
        roads.push_back(test::basemap_line(name, pieces * kVertices * kStep_m, vertices));
    }
}

TEST(BasemapTile, AHundredThousandRoadsOfACountyStayASmallTile)
{
    std::mt19937 random(1);
    std::uniform_real_distribution<double> metre(-30'000, 30'000);
    std::uniform_real_distribution<double> angle(0, 2 * std::numbers::pi);
    std::vector<BasemapFeature> roads;
    for (int i = 0; i < 80; ++i) {
        add_road(roads, fmt::format("A{}", i), {kWest + metre(random), kSouth + metre(random)},
                 angle(random), 100, random);
    }
    for (int i = 0; roads.size() < 100'000; ++i) {
        add_road(roads, fmt::format("Some Longish Street Name {}", i),
                 {kWest + metre(random), kSouth + metre(random)}, angle(random),
                 1 + static_cast<int>(random() % 5), random);
    }
    const MercatorBasemap basemap(only(BasemapClass::road, roads), projection());
    for (const int z : {6, 8, 9}) {
        const std::string tile = basemap_tile(basemap, tile_at(z, 0, 0));
        EXPECT_LT(tile.size(), 500'000U) << z;
        const auto layers = decode_vector_tile(tile);
        ASSERT_EQ(layers.size(), 1U);
        const auto names = names_of(layers[0].features);
        EXPECT_TRUE(z > 8 || std::all_of(names.begin(), names.end(),
                                         [](const auto& name) { return name.front() == 'A'; }));
        EXPECT_GT(names.size(), 20U);
    }
}

TEST(BasemapTile, WhereEvenTheLongRoadsAreTooManyTheLongestStay)
{
    std::mt19937 random(2);
    std::uniform_real_distribution<double> metre(-30'000, 30'000);
    std::uniform_real_distribution<double> angle(0, 2 * std::numbers::pi);
    std::vector<BasemapFeature> roads;
    std::vector<BasemapFeature> longest;
    for (int i = 0; roads.size() < 100'000; ++i) {
        const bool is_longest = i % 100 == 50;
        const std::size_t before = roads.size();
        add_road(roads, is_longest ? "longest" : fmt::format("Road {}", i),
                 {kWest + metre(random), kSouth + metre(random)}, angle(random),
                 is_longest ? 30 : 20, random);
        if (is_longest) {
            longest.insert(longest.end(), roads.begin() + static_cast<std::ptrdiff_t>(before),
                           roads.end());
        }
    }
    const TileId tile_id = tile_at(8, 0, 0);
    const std::string tile =
        basemap_tile(MercatorBasemap(only(BasemapClass::road, roads), projection()), tile_id);
    EXPECT_LT(tile.size(), 500'000U);
    EXPECT_GT(tile.size(), 30'000U);
    const auto names = names_of(decode_vector_tile(tile).at(0).features);
    const auto wanted = names_in(layers_of(only(BasemapClass::road, longest), tile_id));
    EXPECT_GT(wanted.size(), 20U);
    EXPECT_EQ(std::count(names.begin(), names.end(), "longest"),
              static_cast<std::ptrdiff_t>(wanted.size()));
    EXPECT_GT(names.size(), wanted.size());
}

TEST(BasemapTile, RepeatsItsBytes)
{
    const Basemap basemap = test::small_basemap(kWest, kSouth, 800);
    const TileId tile = tile_at(13, 400, 400);
    EXPECT_EQ(basemap_tile(MercatorBasemap(basemap, projection()), tile),
              basemap_tile(MercatorBasemap(basemap, projection()), tile));
}

}  // namespace
}  // namespace heatward::maps
