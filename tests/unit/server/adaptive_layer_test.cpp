#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/maps/density_tile.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using testing::HasSubstr;
using testing::Not;

/// The example run with a bandwidth for each incident, and its places' uncertainty added.
run_store::RunData adaptive_run(bool widen)
{
    auto data = test::example_run_data();
    project::Layer& layer = data.project.layers[0];
    layer.bandwidth = std::string("abramson:400");
    layer.edge = EdgeCorrection::diggle;
    layer.widen = widen;
    auto& factors = data.bandwidth_factors["violence"];
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        factors.push_back(0.4F + 0.2F * static_cast<float>(i * 5 % 13));
    }
    data.layers[0].bandwidth_range = run_store::BandwidthRange{400, 1600, 2800};
    return data;
}

TEST(AdaptiveLayer, ItsTilesAreThoseOfTheDensityLayerInMercator)
{
    for (const bool widen : {false, true}) {
        const auto data = adaptive_run(widen);
        ServedExample served(adaptive_run(widen));
        const project::Layer& layer = data.project.layers[0];
        const maps::DensityLayer density(maps::layer_input(data, layer), maps::Plane::web_mercator);
        const maps::DensityColours colours(data.layers[0].breaks, *maps::find_style(layer.style));
        for (const TileId tile : {TileId{9, 256, 168}, {10, 512, 337}, {11, 1024, 674}}) {
            const std::string address = "/tiles/violence/" + std::to_string(tile.z) + "/" +
                                        std::to_string(tile.x) + "/" + std::to_string(tile.y) +
                                        ".png";
            const Response answer = served.get(address);
            ASSERT_EQ(answer.status, 200) << answer.body;
            // Not EXPECT_EQ, which would print the pictures' bytes.
            EXPECT_TRUE(answer.body == maps::density_tile_png(density, tile, 0, colours))
                << address;
        }
        const maps::DensityLayer in_project(maps::layer_input(data, layer), maps::Plane::project);
        const auto point = served.json("/point/violence/0.15296,52.17401");
        EXPECT_GT(point.at("density").get<double>(), 0);
        auto fixed = test::example_run_data();
        fixed.project.layers[0].edge = EdgeCorrection::diggle;
        ServedExample plain(std::move(fixed));
        EXPECT_NE(point.at("density"),
                  plain.json("/point/violence/0.15296,52.17401").at("density"));
    }
}

TEST(AdaptiveLayer, AFilterAndAnotherBandwidthKeepTheFactors)
{
    const auto data = adaptive_run(false);
    ServedExample served(adaptive_run(false));
    const project::Layer& layer = data.project.layers[0];
    auto input = maps::layer_input(data, layer);
    input.filter.interval = parse_interval("2025-03/2025-08").value();
    input.bandwidth_m = 500;
    const maps::DensityLayer density(input, maps::Plane::web_mercator);
    const maps::DensityColours colours(data.layers[0].breaks, *maps::find_style(layer.style));
    const Response answer =
        served.get("/tiles/violence/9/256/168.png?datetime=2025-03/2025-08&bandwidth=500");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_TRUE(answer.body == maps::density_tile_png(density, {9, 256, 168}, 0, colours));
    ASSERT_TRUE(density.bandwidth_range());
    EXPECT_NEAR(density.bandwidth_range()->smallest_m, 0.4 * 500, 1e-4);
}

TEST(AdaptiveLayer, NothingStatesOneBandwidthAsIfItWereEverywhere)
{
    ServedExample served(adaptive_run(false));
    EXPECT_THAT(served.json("/tiles/violence.json").at("description").get<std::string>(),
                HasSubstr("adaptive bandwidth, 1,000 m on average (400 m to 2,800 m, median "
                          "1,600 m)"));
    EXPECT_THAT(
        served.json("/tiles/violence.json?bandwidth=500").at("description").get<std::string>(),
        testing::AllOf(HasSubstr("adaptive bandwidth, 500 m on average"), Not(HasSubstr("2,800"))));
    EXPECT_EQ(served.json("/legend/violence.json").at("bandwidth"), "adaptive bandwidth");
    const auto layer = served.json("/?f=json").at("layers").at(0);
    EXPECT_EQ(layer.at("bandwidth_range_m").at("median"), 1600);
    EXPECT_THAT(layer.at("bandwidth").get<std::string>(), HasSubstr("adaptive"));
    ServedExample fixed;
    EXPECT_FALSE(fixed.json("/?f=json").at("layers").at(0).contains("bandwidth"));
    EXPECT_FALSE(fixed.json("/legend/violence.json").contains("bandwidth"));
}

}  // namespace
}  // namespace heatward::server
