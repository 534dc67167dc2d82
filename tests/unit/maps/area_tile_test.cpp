#include "heatward/maps/area_tile.hpp"

#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "heatward/gis/projection.hpp"
#include "heatward/vector_tile/tile_geometry.hpp"
#include "support/synthetic_county.hpp"
#include "support/vector_tile_reader.hpp"

namespace heatward::maps {
namespace {

using test::decode_vector_tile;
using test::TileValue;

const run_store::RunData& county()
{
    static const run_store::RunData run = test::synthetic_county();
    return run;
}

const MercatorAreaSet& wards()
{
    static const MercatorAreaSet set(county().area_sets[1], gis::Projection("EPSG:27700"));
    return set;
}

TEST(AreaTile, HoldsTheWardsThatReachIt)
{
    const TileId tile{10, 513, 337};
    const auto layers = decode_vector_tile(area_tile(wards(), tile));
    ASSERT_EQ(layers.size(), 1U);
    EXPECT_EQ(layers[0].name, "wards");
    std::set<std::uint64_t> found;
    for (const auto& feature : layers[0].features) {
        found.insert(feature.id);
        const std::size_t row = feature.id - 1;
        EXPECT_EQ(feature.attributes.at("code"),
                  TileValue(county().area_sets[1].text(row, "code")));
        EXPECT_EQ(feature.type, 3U);
    }
    const Extent inner = mercator_extent_of(tile);
    const Extent reach = inner.grown(inner.width() / 64);
    for (std::size_t row = 0; row < wards().size(); ++row) {
        bool has_vertex_inside = false;
        for (const MercatorPoint& vertex : wards().outline(row)[0].exterior) {
            has_vertex_inside = has_vertex_inside || inner.contains(vertex.x, vertex.y);
        }
        if (has_vertex_inside) {
            EXPECT_TRUE(found.contains(row + 1)) << row;
        }
        if (!wards().extent(row).intersects(reach)) {
            EXPECT_FALSE(found.contains(row + 1)) << row;
        }
    }
    EXPECT_GT(found.size(), 3U);
    EXPECT_LT(found.size(), 60U);
}

TEST(AreaTile, AbsentFiguresAreLeftOut)
{
    FeatureTable table = county().area_sets[1];
    table.rows[0] = {"W1", "Ash <&> \"ford\"", std::monostate{}, std::int64_t{-3}, 0.0};
    table.rows[1][4] = std::numeric_limits<double>::quiet_NaN();
    const MercatorAreaSet set(table, gis::Projection("EPSG:27700"));
    const auto layers = decode_vector_tile(area_tile(set, {6, 32, 21}));
    ASSERT_EQ(layers.size(), 1U);
    ASSERT_EQ(layers[0].features.size(), 60U);
    const std::map<std::string, TileValue> wanted{{"code", "W1"},
                                                  {"name", "Ash <&> \"ford\""},
                                                  {"population", std::int64_t{-3}},
                                                  {"violence_rate_per_1000", 0.0}};
    EXPECT_EQ(layers[0].features[0].attributes, wanted);
    EXPECT_FALSE(layers[0].features[1].attributes.contains("violence_rate_per_1000"));
}

TEST(AreaTile, WhereNoAreaIsThereAreNoBytes)
{
    EXPECT_EQ(area_tile(wards(), {10, 0, 0}), "");
    FeatureTable empty;
    empty.name = "hotspots";
    EXPECT_EQ(area_tile(MercatorAreaSet(empty, gis::Projection("EPSG:27700")), {0, 0, 0}), "");
}

TEST(AreaTile, WardsCoverTheCountyWithoutOverlap)
{
    const MercatorAreaSet districts(county().area_sets[0], gis::Projection("EPSG:27700"));
    const TileId tile{9, 256, 168};
    const auto doubled_area_of = [&](const MercatorAreaSet& set) {
        std::int64_t area = 0;
        const auto layers = decode_vector_tile(area_tile(set, tile));
        for (const auto& feature : layers.at(0).features) {
            for (const auto& ring : feature.parts) {
                area += vector_tile::doubled_area(ring);
            }
        }
        return area;
    };
    // Vertices are rounded alike in both sets, so that the areas agree to the unit.
    EXPECT_EQ(doubled_area_of(wards()), doubled_area_of(districts));
}

}  // namespace
}  // namespace heatward::maps
