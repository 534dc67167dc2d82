#include "heatward/vector_tile/encoder.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "support/vector_tile_reader.hpp"

namespace heatward::vector_tile {
namespace {

using test::decode_vector_tile;
using test::TileValue;

const TileId kTile{10, 512, 340};

/// The web mercator place of a place in kTile's units.
MercatorPoint at(double x, double y)
{
    const Extent extent = mercator_extent_of(kTile);
    return {extent.min_x + x / kExtent * extent.width(),
            extent.max_y - y / kExtent * extent.height()};
}

MercatorMultiPolygon square(double x, double y, double side)
{
    return {{{at(x, y), at(x, y + side), at(x + side, y + side), at(x + side, y)}, {}}};
}

TEST(Encoder, ATileWithoutFeaturesIsNoBytes)
{
    Encoder encoder(kTile);
    EXPECT_EQ(encoder.finish(), "");
    encoder.begin_layer("wards");
    encoder.add_polygons(square(5000, 5000, 100), {});
    encoder.add_lines({}, {});
    encoder.add_points({}, {});
    EXPECT_EQ(encoder.finish(), "");
}

TEST(Encoder, WritesTheBytesOfTheSpecification)
{
    // Worked by hand from vector_tile.proto: a point at (25, 17), as in section 4.3.5.1.
    Encoder encoder(kTile);
    encoder.begin_layer("p");
    const std::vector<MercatorPoint> point{at(25, 17)};
    encoder.add_points(point, {});
    const std::string expected(
        "\x1a\x11"              // layer, 17 bytes
        "\x78\x02"              // version 2
        "\x0a\x01p"             // name
        "\x12\x07"              // feature
        "\x18\x01"              // type point
        "\x22\x03\x09\x32\x22"  // geometry 9 50 34
        "\x28\x80\x20",         // extent 4096
        19);
    EXPECT_EQ(encoder.finish(), expected);
}

TEST(Encoder, KeepsAttributesWithTheirTypes)
{
    Encoder encoder(kTile);
    encoder.begin_layer("wards");
    const std::array<Attribute, 5> attributes{{{"name", std::string_view("Mill Road")},
                                               {"count", std::int64_t{412}},
                                               {"change", std::int64_t{-7}},
                                               {"rate", 3.25},
                                               {"big", std::int64_t{9007199254740993}}}};
    encoder.add_polygons(square(10, 10, 50), {42, attributes});
    const auto layers = decode_vector_tile(encoder.finish());
    ASSERT_EQ(layers.size(), 1U);
    EXPECT_EQ(layers[0].name, "wards");
    EXPECT_EQ(layers[0].version, 2U);
    EXPECT_EQ(layers[0].extent, 4096U);
    ASSERT_EQ(layers[0].features.size(), 1U);
    const auto& feature = layers[0].features[0];
    EXPECT_EQ(feature.id, 42U);
    EXPECT_EQ(feature.type, 3U);
    const std::map<std::string, TileValue> wanted{{"name", "Mill Road"},
                                                  {"count", std::uint64_t{412}},
                                                  {"change", std::int64_t{-7}},
                                                  {"rate", 3.25},
                                                  {"big", std::uint64_t{9007199254740993}}};
    EXPECT_EQ(feature.attributes, wanted);
}

TEST(Encoder, StoresEveryKeyAndValueOnce)
{
    Encoder encoder(kTile);
    encoder.begin_layer("wards");
    for (int i = 0; i < 10; ++i) {
        const std::array<Attribute, 3> attributes{{{"district", std::string_view("Fenland")},
                                                   {"count", std::int64_t{i % 2}},
                                                   {"rate", static_cast<double>(i % 2)}}};
        encoder.add_polygons(square(10 + 60 * i, 10, 50),
                             {static_cast<std::uint64_t>(i), attributes});
    }
    const auto layers = decode_vector_tile(encoder.finish());
    ASSERT_EQ(layers.size(), 1U);
    EXPECT_EQ(layers[0].keys.size(), 3U);
    // "Fenland", the whole numbers 0 and 1, the reals 0.0 and 1.0.
    EXPECT_EQ(layers[0].values.size(), 5U);
    ASSERT_EQ(layers[0].features.size(), 10U);
    EXPECT_EQ(layers[0].features[7].attributes.at("count"), TileValue(std::uint64_t{1}));
    EXPECT_EQ(layers[0].features[7].attributes.at("rate"), TileValue(1.0));
}

TEST(Encoder, HolesFollowTheirExterior)
{
    MercatorMultiPolygon polygons = square(100, 100, 1000);
    // Both rings run the same way in the input: the encoder sets them right.
    polygons[0].holes.push_back({at(200, 200), at(200, 400), at(400, 400), at(400, 200)});
    polygons.push_back(square(2000, 2000, 10)[0]);
    Encoder encoder(kTile);
    encoder.begin_layer("a");
    encoder.add_polygons(polygons, {});
    const auto layers = decode_vector_tile(encoder.finish());
    ASSERT_EQ(layers.size(), 1U);
    ASSERT_EQ(layers[0].features.size(), 1U);
    const auto& rings = layers[0].features[0].parts;
    ASSERT_EQ(rings.size(), 3U);
    EXPECT_EQ(doubled_area(rings[0]), 2 * 1000 * 1000);
    EXPECT_EQ(doubled_area(rings[1]), -2 * 200 * 200);
    EXPECT_EQ(doubled_area(rings[2]), 2 * 10 * 10);
}

TEST(Encoder, LinesAndPointsAreCutToTheBuffer)
{
    Encoder encoder(kTile);
    encoder.begin_layer("roads");
    const std::vector<std::vector<MercatorPoint>> lines{
        {at(-500, 100), at(500, 100), at(5000, 100), at(5000, 200), at(100, 200)},
        {at(-500, -500), at(-500, 5000)}};
    encoder.add_lines(lines, {});
    encoder.begin_layer("places");
    const std::vector<MercatorPoint> points{at(-64, 4160), at(-65, 0), at(2048, 2048), at(0, 4161)};
    encoder.add_points(points, {});
    const auto layers = decode_vector_tile(encoder.finish());
    ASSERT_EQ(layers.size(), 2U);
    ASSERT_EQ(layers[0].features.size(), 1U);
    const std::vector<TileLine> wanted{{{-64, 100}, {500, 100}, {4160, 100}},
                                       {{4160, 200}, {100, 200}}};
    EXPECT_EQ(layers[0].features[0].parts, wanted);
    ASSERT_EQ(layers[1].features.size(), 1U);
    const std::vector<std::vector<TilePoint>> wanted_points{{{-64, 4160}, {2048, 2048}}};
    EXPECT_EQ(layers[1].features[0].parts, wanted_points);
}

TEST(Encoder, AFeatureThatDoesNotReachTheTileLeavesNoValuesBehind)
{
    Encoder encoder(kTile);
    encoder.begin_layer("wards");
    const std::array<Attribute, 1> away{{{"name", std::string_view("Away")}}};
    const std::array<Attribute, 1> here{{{"name", std::string_view("Here")}}};
    encoder.add_polygons(square(9000, 9000, 50), {1, away});
    encoder.add_polygons(square(90, 90, 50), {2, here});
    const auto layers = decode_vector_tile(encoder.finish());
    ASSERT_EQ(layers.size(), 1U);
    EXPECT_EQ(layers[0].values, std::vector<TileValue>{"Here"});
}

TEST(Encoder, RefusesWhatTheSpecificationForbids)
{
    Encoder encoder(kTile);
    EXPECT_THROW(encoder.add_polygons(square(10, 10, 50), {}), DataError);
    encoder.begin_layer("wards");
    EXPECT_THROW(encoder.begin_layer("wards"), DataError);
}

}  // namespace
}  // namespace heatward::vector_tile
