#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/tile_id.hpp"
#include "heatward/gis/projection.hpp"
#include "served_example.hpp"
#include "support/small_basemap.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

run_store::RunData with_basemap()
{
    run_store::RunData data = test::example_run_data();
    data.basemap = test::small_basemap(540'000, 250'000, 20'000);
    return data;
}

/// The address of the tile of zoom 10 in the example's middle.
std::string tile_address()
{
    const MercatorPoint place = gis::Projection("EPSG:27700").to_mercator({550'000, 255'000});
    const double side = pixel_size_at(10) * kTileSize;
    return "/tiles/basemap/10/" +
           std::to_string(static_cast<int>((place.x + kMercatorHalfWidth) / side)) + "/" +
           std::to_string(static_cast<int>((kMercatorHalfWidth - place.y) / side)) + ".mvt";
}

TEST(BasemapRoutes, TilesAreVectorTilesAndEmptyOnesHaveNoContent)
{
    ServedExample example(with_basemap());
    const auto tile = example.get(tile_address());
    EXPECT_EQ(tile.status, 200);
    EXPECT_EQ(tile.content_type, "application/vnd.mapbox-vector-tile");
    EXPECT_THAT(tile.body, HasSubstr("High Street"));
    EXPECT_EQ(example.get(tile_address()).body, tile.body);
    const auto empty = example.get("/tiles/basemap/10/0/0.mvt");
    EXPECT_EQ(empty.status, 204);
    EXPECT_TRUE(empty.body.empty());
    EXPECT_EQ(example.get("/tiles/basemap/10/x/0.mvt").status, 400);
    EXPECT_EQ(example.get("/tiles/basemap/1/2/0.mvt").status, 404);
    EXPECT_EQ(example.get("/tiles/basemap/10/0/0.png").status, 404);
    EXPECT_EQ(example.get(tile_address() + "?datetime=2025-01").status, 400);
}

TEST(BasemapRoutes, TileJsonNamesTheClasses)
{
    ServedExample example(with_basemap());
    const auto json = example.json("/tiles/basemap.json");
    EXPECT_EQ(json.at("tilejson"), "3.0.0");
    EXPECT_EQ(json.at("tiles").at(0), "http://box:8080/tiles/basemap/{z}/{x}/{y}.mvt");
    EXPECT_EQ(json.at("maxzoom"), 14);
    std::vector<std::string> ids;
    for (const auto& layer : json.at("vector_layers")) {
        ids.push_back(layer.at("id"));
        EXPECT_EQ(layer.at("fields").at("name"), "String");
    }
    EXPECT_THAT(ids, ElementsAre("land", "water", "green", "building", "road", "rail", "place"));
    EXPECT_NEAR(json.at("bounds").at(1).get<double>(), 52.13, 0.02);
    EXPECT_LT(json.at("bounds").at(0), json.at("bounds").at(2));
}

TEST(BasemapRoutes, TheLandingPageNamesItOrNull)
{
    run_store::RunData data = with_basemap();
    data.basemap.erase(data.basemap.begin() + 2, data.basemap.begin() + 4);
    const auto page = ServedExample(std::move(data)).json("/?f=json");
    EXPECT_EQ(page.at("basemap").at("tiles"), "tiles/basemap/{z}/{x}/{y}.mvt");
    EXPECT_EQ(page.at("basemap").at("classes"),
              nlohmann::json({"land", "water", "road", "rail", "place"}));

    ServedExample without;
    EXPECT_TRUE(without.json("/?f=json").at("basemap").is_null());
    EXPECT_EQ(without.get("/tiles/basemap.json").status, 404);
    EXPECT_THAT(without.get("/tiles/basemap/10/0/0.mvt").body, HasSubstr("[[basemap]]"));
}

TEST(BasemapRoutes, PinnedRunsKeepTheirPin)
{
    ServedExample example(with_basemap());
    const std::string id = example.current->id();
    EXPECT_THAT(example.json("/tiles/basemap.json?run=" + id).at("tiles").at(0).get<std::string>(),
                HasSubstr("?run=" + id));
}

}  // namespace
}  // namespace heatward::server
