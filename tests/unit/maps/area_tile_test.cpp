#include "heatward/maps/area_tile.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heatward/gis/area_source.hpp"
#include "heatward/gis/polygon_projection.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/vector_tile/tile_geometry.hpp"
#include "ring_assembly.hpp"
#include "support/synthetic_county.hpp"
#include "support/tile_partition.hpp"
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
        const auto outline =
            gis::to_mercator(county().area_sets[1].geometry[row], gis::Projection("EPSG:27700"));
        for (const MercatorPoint& vertex : outline[0].exterior) {
            has_vertex_inside = has_vertex_inside || inner.contains(vertex.x, vertex.y);
        }
        if (has_vertex_inside) {
            EXPECT_TRUE(found.contains(row + 1)) << row;
        }
        if (!extent_of(outline).intersects(reach)) {
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

TEST(AreaTile, HasTheChosenColumnsAlone)
{
    const MercatorAreaSet set(county().area_sets[1], gis::Projection("EPSG:27700"), {0, 3});
    const auto layers = decode_vector_tile(area_tile(set, {6, 32, 21}));
    ASSERT_EQ(layers.size(), 1U);
    const auto& columns = county().area_sets[1].columns;
    for (const auto& feature : layers[0].features) {
        EXPECT_EQ(feature.attributes.size(), 2U);
        EXPECT_TRUE(feature.attributes.contains(columns[0].name));
        EXPECT_TRUE(feature.attributes.contains(columns[3].name));
    }
}

TEST(AreaTile, WhereNoAreaIsThereAreNoBytes)
{
    EXPECT_EQ(area_tile(wards(), {10, 0, 0}), "");
    FeatureTable empty;
    empty.name = "hotspots";
    EXPECT_EQ(area_tile(MercatorAreaSet(empty, gis::Projection("EPSG:27700")), {0, 0, 0}), "");
}

std::vector<test::TileArea> areas_in(const MercatorAreaSet& set, const TileId& tile)
{
    std::vector<test::TileArea> areas;
    const auto layers = decode_vector_tile(area_tile(set, tile));
    if (!layers.empty()) {
        for (const auto& feature : layers[0].features) {
            areas.push_back({feature.id, feature.parts});
        }
    }
    return areas;
}

TileId tile_around(int z, const MercatorPoint& place)
{
    const double tiles = std::exp2(z) / (2 * kMercatorHalfWidth);
    return {z, static_cast<std::uint32_t>((place.x + kMercatorHalfWidth) * tiles),
            static_cast<std::uint32_t>((kMercatorHalfWidth - place.y) * tiles)};
}

/// What the areas cover together: its exteriors and holes.
std::vector<vector_tile::TileRing> outline_of(const std::vector<test::TileArea>& areas)
{
    vector_tile::RingAssembly assembly;
    for (const auto& area : areas) {
        for (const auto& ring : area.rings) {
            assembly.add(ring);
        }
    }
    std::vector<vector_tile::TileRing> rings;
    for (auto& polygon : assembly.polygons()) {
        rings.push_back(std::move(polygon.exterior));
        rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
    }
    return rings;
}

TEST(AreaTile, WardsCoverTheCountyWithoutOverlap)
{
    const Extent county_tile = mercator_extent_of({9, 256, 168});
    const MercatorPoint middle{(county_tile.min_x + county_tile.max_x) / 2,
                               (county_tile.min_y + county_tile.max_y) / 2};
    for (int z = 6; z <= 13; ++z) {
        SCOPED_TRACE("zoom " + std::to_string(z));
        const auto areas = areas_in(wards(), tile_around(z, middle));
        test::expect_clean(areas);
        // The county has neither gap nor lake: what no ward has beside it is one outline.
        EXPECT_EQ(outline_of(areas).size(), 1U);
    }
}

TEST(AreaTile, RealWardsShareTheirBordersAtEveryZoom)
{
    const char* const shared = std::getenv("HEATWARD_SHARED");
    if (shared == nullptr) {
        GTEST_SKIP() << "HEATWARD_SHARED is not set: it names the folder with data/";
    }
    const gis::Projection projection("EPSG:27700");
    FeatureTable table;
    table.name = "wards";
    gis::AreaReadOptions options;
    options.code_field = "WD25CD";
    for (auto& area :
         gis::read_areas(std::string(shared) + "/data/cambridgeshire/wards_2025.geojson", options,
                         projection)
             .areas) {
        table.rows.emplace_back();
        table.geometry.push_back(std::move(area.polygons));
    }
    const MercatorAreaSet set(table, projection);
    std::size_t shared_edges = 0;
    std::vector<std::size_t> kept_edges;
    for (int z = 5; z <= 14; ++z) {
        SCOPED_TRACE("zoom " + std::to_string(z));
        const TileId tile = tile_around(z, projection.to_mercator({545000, 258000}));
        const auto areas = areas_in(set, tile);
        const auto east = areas_in(set, {z, tile.x + 1, tile.y});
        const auto south = areas_in(set, {z, tile.x, tile.y + 1});
        test::expect_clean(areas);
        test::expect_vertices_on_sides(areas);
        EXPECT_EQ(test::vertices_on_side(areas, true, vector_tile::kExtent),
                  test::vertices_on_side(east, true, 0));
        EXPECT_EQ(test::vertices_on_side(areas, false, vector_tile::kExtent),
                  test::vertices_on_side(south, false, 0));
        shared_edges += test::edges_of(areas).size() - test::edges_without_neighbour(areas).size();
        kept_edges.push_back(test::edges_of(areas).size());
    }
    EXPECT_GT(shared_edges, 12'000U);
    // Half the county has some 6 000 vertices; zoom 7 shows a third of them.
    EXPECT_LT(kept_edges[7 - 5], 3'000U);
}

}  // namespace
}  // namespace heatward::maps
