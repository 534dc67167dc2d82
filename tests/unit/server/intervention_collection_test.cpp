#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wms_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

run_store::RunData data_with_interventions()
{
    auto data = test::example_run_data();
    data.interventions = test::example_interventions();
    return data;
}

std::vector<std::string> ids_of(const nlohmann::json& list)
{
    std::vector<std::string> ids;
    for (const auto& entry : list) {
        ids.push_back(entry.at("id"));
    }
    return ids;
}

TEST(InterventionCollection, IsServedAsTheOthersAre)
{
    ServedExample example(data_with_interventions());
    EXPECT_THAT(ids_of(example.json("/collections").at("collections")),
                ElementsAre("districts", "wards", "hotspots", "interventions", "incidents"));
    EXPECT_THAT(example.json("/collections/interventions").at("description"),
                HasSubstr("Treated area, ring and control area"));
    const auto page = example.json("/collections/interventions/items");
    EXPECT_EQ(page.at("numberMatched"), 3);
    const auto& ring = page.at("features").at(1);
    EXPECT_EQ(ring.at("id"), "patrols.violence.ring");
    EXPECT_TRUE(ring.at("properties").at("before").is_null());
    const auto treated = example.json("/collections/interventions/items/patrols.violence.treated");
    EXPECT_EQ(treated.at("properties").at("before"), 60);
    EXPECT_EQ(treated.at("properties").at("did_ratio"), 0.75);
    EXPECT_EQ(treated.at("geometry"), example.json("/collections/wards/items/W1").at("geometry"));
    const auto chosen = example.json(
        "/collections/interventions/items?filter=after%3Cbefore%20AND%20part%3C%3E"
        "'control'%20AND%20after_from%3D'2025-03'");
    EXPECT_THAT(ids_of(chosen.at("features")), ElementsAre("patrols.violence.treated"));
    EXPECT_THAT(test::body_of(example.get("/collections/interventions/items?f=csv")),
                HasSubstr("patrols.violence.control"));
    EXPECT_EQ(example.get("/collections/interventions/items?area=wards:W1").status, 400);
}

TEST(InterventionCollection, SentencesOfItsPageStandInAWideColumn)
{
    auto data = data_with_interventions();
    const std::string sentence =
        "Violence: incidents fell from 60 to 40 in the treated area, about 12 fewer than expected.";
    data.interventions.rows.at(0).back() = sentence;
    ServedExample example(data);
    const std::string page = test::body_of(example.get("/collections/interventions/items?f=html"));
    EXPECT_THAT(page, HasSubstr("<td class=\"words\">" + sentence + "</td>"));
    EXPECT_THAT(page, HasSubstr(".words{min-width:"));
    EXPECT_THAT(page, HasSubstr("<td>patrols.violence.treated</td>"));
}

TEST(InterventionCollection, HasTilesAndALayerOfMapServices)
{
    ServedExample example(data_with_interventions());
    EXPECT_EQ(example.json("/?f=json").at("interventions").at("tiles"),
              "tiles/interventions/{z}/{x}/{y}.mvt");
    EXPECT_EQ(example.get("/tiles/interventions/10/512/337.mvt").status, 200);
    EXPECT_EQ(example.json("/tiles/interventions.json")
                  .at("vector_layers")
                  .at(0)
                  .at("fields")
                  .at("after"),
              "Number");
    const auto capabilities = example.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").body;
    EXPECT_THAT(capabilities, HasSubstr("<Name>interventions</Name>"));
    EXPECT_THAT(capabilities, HasSubstr("Treated area, ring and control area"));
}

TEST(InterventionCollection, PicturesTellItsPartsApart)
{
    ServedExample example(data_with_interventions());
    std::string target =
        test::map_address("EPSG:27700", test::box(test::kMetres), 420, 220);  // 50 m a pixel
    target.replace(target.find("violence"), 8, "interventions");
    const auto drawn = test::picture(example, target);
    const auto covered = [&drawn](int from) {  // across a border, in full pixels' worth
        int alpha = 0;
        for (int x = from; x < from + 4; ++x) {
            alpha += drawn.at(110, x).alpha;
        }
        return alpha / 255.0;
    };
    const render::Colour treated = drawn.at(110, 10);   // 540,000 m east
    const render::Colour control = drawn.at(110, 310);  // 555,000 m east
    EXPECT_LT(treated.blue, 80);
    EXPECT_GT(control.blue, 120);
    EXPECT_GT(covered(8), 2.5) << "treated";
    EXPECT_LT(covered(114), 1.1) << "ring, 545,300 m east";
    EXPECT_GT(covered(114), 0.5) << "ring, 545,300 m east";
    EXPECT_NEAR(covered(308), 1.85, 0.15) << "control";
}

TEST(InterventionCollection, ItsLegendNamesItsParts)
{
    ServedExample example(data_with_interventions());
    const auto legend_of = [&](const std::string& layer) {
        return test::picture(example,
                             "/wms?service=WMS&version=1.3.0&request=GetLegendGraphic&format="
                             "image/png&layer=" +
                                 layer);
    };
    const auto parts = legend_of("interventions");
    EXPECT_GT(parts.height, 2 * legend_of("wards").height) << "three lines, not one";
    for (const std::string service : {"/wms?SERVICE=WMS", "/wmts?SERVICE=WMTS"}) {
        const auto capabilities = example.get(service + "&REQUEST=GetCapabilities").body;
        EXPECT_THAT(capabilities, HasSubstr(fmt::format("width=\"{}\" height=\"{}\"", parts.width,
                                                        parts.height)));
    }
}

TEST(InterventionCollection, HasWordsForEveryProperty)
{
    ServedExample example(data_with_interventions());
    const auto properties = example.json("/collections/interventions/queryables").at("properties");
    EXPECT_EQ(properties.size(), data_with_interventions().interventions.columns.size() + 1);
    for (const auto& [name, schema] : properties.items()) {
        EXPECT_NE(schema.value("description", "As the collection has it."),
                  "As the collection has it.")
            << name;
    }
    EXPECT_EQ(properties.at("did_ratio").at("x-ogc-unit"), "1");
}

TEST(InterventionCollection, IsNotThereWhereTheRunHasNone)
{
    ServedExample example;
    EXPECT_TRUE(example.json("/?f=json").at("interventions").is_null());
    EXPECT_EQ(example.get("/collections/interventions").status, 404);
    EXPECT_EQ(example.get("/tiles/interventions/10/512/337.mvt").status, 404);
    EXPECT_THAT(example.get("/collections").body, Not(HasSubstr("interventions")));
}

/// Whoever asks for it is told what is told of a name that means nothing.
TEST(InterventionCollection, IsUnknownBelowAnalysts)
{
    for (const Tier tier : {Tier::partner, Tier::public_}) {
        auto data = data_with_interventions();
        data.project.layers[0].tier = tier;
        ServedExample example(data, tier);
        // Even where the run itself was filled for that tier with what it must not see.
        example.current = run_store::Run::in_memory(data, tier);
        EXPECT_EQ(example.get("/collections/wards/items").status, 200);
        EXPECT_TRUE(example.json("/?f=json").at("interventions").is_null());
        EXPECT_THAT(example.get("/collections").body, Not(HasSubstr("interventions")));
        EXPECT_THAT(example.get("/wms?SERVICE=WMS&REQUEST=GetCapabilities").body,
                    Not(HasSubstr("interventions")));
        for (const std::string before_and_after :
             {"/collections/|", "/collections/|/items", "/collections/|/items?f=csv",
              "/collections/|/items/patrols.violence.treated", "/collections/|/queryables",
              "/tiles/|.json", "/tiles/|/10/512/337.mvt", "/tiles/|/10/512/337.png"}) {
            const auto answer_to = [&](const std::string& name) {
                std::string target = before_and_after;
                target.replace(target.find('|'), 1, name);
                const auto response = example.get(target);
                auto problem = nlohmann::json::parse(test::body_of(response));
                problem.erase("instance");  // each answer's own
                std::string body = problem.dump();
                for (auto at = body.find(name); at != std::string::npos; at = body.find(name)) {
                    body.replace(at, name.size(), "|");
                }
                return std::pair(response.status, body);
            };
            EXPECT_EQ(answer_to("interventions").first, 404) << before_and_after;
            EXPECT_EQ(answer_to("interventions"), answer_to("zzzzzzzzzz")) << before_and_after;
        }
    }
}

}  // namespace
}  // namespace heatward::server
