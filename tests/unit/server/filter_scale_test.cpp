#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/maps/surface_cells.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kFilter = "category=robbery&datetime=2025-02/2025-09";
const std::vector<std::string> kTiles{"8/128/84", "10/512/337", "12/2049/1349"};

/// The example run with its layer's breaks as a build would have worked them out.
run_store::RunData built(run_store::RunData data)
{
    const project::Layer& layer = data.project.layers[0];
    const maps::DensityLayer density(maps::layer_input(data, layer), maps::Plane::project);
    const maps::SurfaceCells cells(data.study_area,
                                   project::cell_size_m(layer, data.layers[0].bandwidth_m));
    data.layers[0].breaks = cells.breaks(density, 1);
    return data;
}

run_store::RunData robberies_alone()
{
    auto data = test::example_run_data();
    data.project.layers[0].period = parse_interval("2025-02/2025-09").value();
    IncidentTable kept;
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        const Incident incident = data.incidents.at(i);
        if (incident.category == 1 && data.project.layers[0].period.contains(incident.time)) {
            kept.append(incident);
        }
    }
    data.incidents = std::move(kept);
    return built(std::move(data));
}

TEST(FilterScale, ColoursAreThoseOfARunOfTheFilteredRowsAlone)
{
    ServedExample whole(built(test::example_run_data()));
    ServedExample part(robberies_alone());
    for (const std::string& tile : kTiles) {
        for (const char* size : {"", "@2x"}) {
            const std::string address = "/tiles/violence/" + tile + size + ".png";
            const Response own = whole.get(address + "?" + kFilter + "&scale=filter");
            ASSERT_EQ(own.status, 200) << own.body;
            // Not EXPECT_EQ, which would print the pictures' bytes.
            EXPECT_TRUE(own.body == part.get(address).body) << address;
            EXPECT_FALSE(own.body == whole.get(address + "?" + kFilter).body) << address;
        }
    }
    const auto legend = whole.json("/legend/violence.json?" + kFilter + "&scale=filter");
    const auto of_part = part.json("/legend/violence.json");
    EXPECT_EQ(legend.at("classes"), of_part.at("classes"));
    EXPECT_EQ(legend.at("scale"), "filter");
    EXPECT_EQ(of_part.at("scale"), "layer");
    EXPECT_EQ(legend.at("classes").size(), 7U);
}

TEST(FilterScale, BreaksDoNotDependOnWhoAskedFirst)
{
    ServedExample forwards(built(test::example_run_data()));
    ServedExample backwards(built(test::example_run_data()));
    const std::string query = "?" + kFilter + "&scale=filter";
    const std::vector<std::string> targets{
        "/tiles/violence/" + kTiles[0] + ".png" + query, "/legend/violence.json" + query,
        "/legend/violence.json?days=sat&scale=filter", "/static/violence/D1/600x400.svg" + query};
    std::vector<std::string> bodies;
    for (const auto& target : targets) {
        bodies.push_back(forwards.get(target).body);
    }
    for (std::size_t i = targets.size(); i-- > 0;) {
        EXPECT_TRUE(backwards.get(targets[i]).body == bodies[i]) << targets[i];
    }
}

TEST(FilterScale, TagsTellItFromTheLayersScale)
{
    ServedExample example(built(test::example_run_data()));
    for (const std::string& target :
         {"/tiles/violence/" + kTiles[1] + ".png", std::string("/legend/violence.json"),
          std::string("/legend/violence.png"), std::string("/tiles/violence.json"),
          std::string("/static/violence/D1/300x200.png")}) {
        const auto tag = [&](const std::string& query) {
            const Response response = example.get(target + query);
            EXPECT_EQ(response.status, 200) << response.body;
            return response.header("ETag");
        };
        EXPECT_NE(tag("?" + kFilter + "&scale=filter"), tag("?" + kFilter)) << target;
        if (target != "/tiles/violence.json") {  // which repeats the query as it is
            // Without a filter the layer's own surface is meant, in its own colours.
            EXPECT_EQ(tag("?scale=filter"), tag("")) << target;
            EXPECT_EQ(tag("?scale=filter&datetime=2024/2026"), tag("?scale=layer")) << target;
        }
    }
    EXPECT_EQ(example.get("/tiles/violence/1/0/0.png?scale=both").status, 400);
}

TEST(FilterScale, IsToldByLegendMapAndTileJson)
{
    ServedExample example(built(test::example_run_data()));
    const std::string query = "?" + kFilter + "&scale=filter";
    EXPECT_THAT(example.json("/tiles/violence.json" + query).at("description").get<std::string>(),
                HasSubstr("colours of this filter alone"));
    EXPECT_THAT(example.json("/tiles/violence.json" + query).at("tiles")[0].get<std::string>(),
                HasSubstr("scale=filter"));
    EXPECT_THAT(
        example.json("/tiles/violence.json?" + kFilter).at("description").get<std::string>(),
        Not(HasSubstr("colours")));
    EXPECT_NE(example.get("/legend/violence.png" + query).body,
              example.get("/legend/violence.png?" + kFilter).body);
}

TEST(FilterScale, AFilterThatHoldsNothingHasNoClasses)
{
    auto data = robberies_alone();
    data.project.layers[0].period = parse_interval("2025-01/2025-12").value();
    ServedExample example(std::move(data));
    const std::string nothing = "?category=violence&scale=filter";
    const auto legend = example.json("/legend/violence.json" + nothing);
    EXPECT_TRUE(legend.at("classes").empty());
    EXPECT_EQ(legend.at("notice"), "No incidents under this filter");
    EXPECT_EQ(example.get("/legend/violence.png" + nothing).status, 200);
    // All of a tile of nothing is alike, wherever it is.
    const Response inside = example.get("/tiles/violence/10/512/337.png" + nothing);
    EXPECT_EQ(inside.status, 200);
    EXPECT_TRUE(inside.body == example.get("/tiles/violence/10/0/0.png" + nothing).body);
    EXPECT_EQ(example.get("/static/violence/D1/300x200.svg" + nothing).status, 200);
    EXPECT_EQ(example.json("/point/violence/0.15296,52.17401" + nothing).at("density"), 0.0);
}

TEST(FilterScale, AnUnknownDensityIsNotSaidToBeNone)
{
    auto data = built(test::example_run_data());
    data.sources[0].periods = months_between({2025, 1}, {2025, 6});
    ServedExample example(std::move(data));
    const auto legend = example.json("/legend/violence.json?datetime=2025-09&scale=filter");
    EXPECT_TRUE(legend.at("classes").empty());
    EXPECT_THAT(legend.at("notice").get<std::string>(), HasSubstr("Not supplied"));
}

TEST(FilterScale, IsForThoseWhoMaySeeDensities)
{
    ServedExample example(built(test::example_run_data()), Tier::public_);
    EXPECT_EQ(example.get("/legend/violence.json?" + kFilter + "&scale=filter").status, 403);
    EXPECT_EQ(example.get("/tiles/violence/1/0/0.png?" + kFilter + "&scale=filter").status, 403);
}

TEST(FilterScale, TakesAMovingWindow)
{
    ServedExample example(built(test::example_run_data()));
    const auto spring = example.json("/legend/violence.json?at=2025-04-01&scale=filter");
    const auto autumn = example.json("/legend/violence.json?at=2025-10-01&scale=filter");
    EXPECT_EQ(spring.at("classes").size(), 7U);
    EXPECT_NE(spring.at("classes"), autumn.at("classes"));
}

}  // namespace
}  // namespace heatward::server
