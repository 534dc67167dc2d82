#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;

std::string link_of(const nlohmann::json& document, std::string_view relation)
{
    for (const auto& link : document.at("links")) {
        if (link.at("rel") == relation) {
            return link.at("href").get<std::string>();
        }
    }
    return {};
}

/// The part of an absolute link that the server is asked for.
std::string target_of(const std::string& href) { return href.substr(href.find('/', 7)); }

TEST(Collections, ListAreaSetsHotspotsAndIncidents)
{
    ServedExample example;
    const auto list = example.json("/collections").at("collections");
    std::vector<std::string> ids;
    for (const auto& entry : list) {
        ids.push_back(entry.at("id"));
        EXPECT_EQ(example.json("/collections/" + ids.back()), entry);
        EXPECT_EQ(example.get(target_of(link_of(entry, "items"))).status, 200);
        EXPECT_EQ(entry.at("extent").at("spatial").at("bbox").at(0).size(), 4U);
    }
    EXPECT_THAT(ids, ::testing::ElementsAre("districts", "wards", "hotspots", "incidents"));
}

TEST(Items, AreGeoJsonWithEveryColumn)
{
    ServedExample example;
    const auto page = example.json("/collections/wards/items");
    EXPECT_EQ(page.at("type"), "FeatureCollection");
    EXPECT_EQ(page.at("numberMatched"), 4);
    EXPECT_EQ(page.at("numberReturned"), 4);
    EXPECT_EQ(page.at("timeStamp").get<std::string>().size(), 20U);
    const auto& feature = page.at("features").at(1);
    EXPECT_EQ(feature.at("id"), "W2");
    EXPECT_EQ(feature.at("properties").at("violence_count"), 41);
    EXPECT_DOUBLE_EQ(feature.at("properties").at("violence_rate_per_1000"), 1.0 / 3.0 + 1);
    const auto& ring = feature.at("geometry").at("coordinates").at(0).at(0);
    EXPECT_EQ(ring.size(), 5U);
    EXPECT_EQ(ring.front(), ring.back());
    EXPECT_NEAR(ring.at(0).at(1).get<double>(), 52.13, 0.02);

    const auto districts = example.json("/collections/districts/items");
    EXPECT_EQ(districts.at("features").at(0).at("properties").at("name"), "West <End> & Sons");
    EXPECT_TRUE(districts.at("features").at(1).at("properties").at("population").is_null());
}

TEST(Items, ArePagedByNextLinksThatPinTheRun)
{
    ServedExample example;
    for (const auto& [collection, limit, total] :
         std::vector<std::tuple<std::string, int, std::size_t>>{
             {"wards", 1, 4}, {"wards", 4, 4}, {"wards", 3, 4}, {"incidents", 37, 400}}) {
        std::set<std::string> ids;
        std::string target = "/collections/" + collection + "/items?limit=" + std::to_string(limit);
        int pages = 0;
        while (!target.empty()) {
            const auto page = example.json(target);
            EXPECT_EQ(page.at("numberMatched"), total);
            for (const auto& feature : page.at("features")) {
                EXPECT_TRUE(ids.insert(feature.at("id")).second);
            }
            const std::string next = link_of(page, "next");
            EXPECT_TRUE(next.empty() || next.find("run=0123456789abcdef") != std::string::npos);
            target = next.empty() ? "" : target_of(next);
            ASSERT_LT(++pages, 100);
        }
        EXPECT_EQ(ids.size(), total);
    }
}

TEST(Items, ALargerLimitIsTheLargestAndAnOffsetBeyondTheEndIsEmpty)
{
    ServedExample example;
    EXPECT_EQ(example.json("/collections/incidents/items?limit=999999").at("numberReturned"), 400);
    EXPECT_EQ(example.json("/collections/incidents/items").at("numberReturned"), 10);
    const auto beyond = example.json("/collections/wards/items?offset=4");
    EXPECT_EQ(beyond.at("numberReturned"), 0);
    EXPECT_EQ(link_of(beyond, "next"), "");
}

TEST(Items, ABoxTakesWhatMeetsIt)
{
    ServedExample example;
    const auto in_box = [&](const std::string& box) {
        const auto page = example.json("/collections/wards/items?bbox=" + box);
        std::vector<std::string> ids;
        for (const auto& feature : page.at("features")) {
            ids.push_back(feature.at("id"));
        }
        return ids;
    };
    EXPECT_THAT(in_box("0.15,52.17,0.151,52.171"), ::testing::ElementsAre("W2"));
    EXPECT_THAT(in_box("-1,51,2,53"), ::testing::SizeIs(4));
    EXPECT_THAT(in_box("3,54,4,55"), ::testing::IsEmpty());
    const auto page = example.json("/collections/wards/items?limit=1&bbox=-1,51,2,53");
    EXPECT_THAT(link_of(page, "next"), HasSubstr("bbox=-1,51,2,53"));
}

TEST(Items, IncidentsCanBeTakenByTime)
{
    ServedExample example;
    const auto count = [&](const std::string& interval) {
        return example.json("/collections/incidents/items?datetime=" + interval)
            .at("numberMatched")
            .get<int>();
    };
    EXPECT_EQ(count("2025"), 400);
    EXPECT_EQ(count("2025-01"), 34);
    EXPECT_EQ(count("2025-01/2025-02"), 68);
    EXPECT_EQ(count("2025-01-01"), 34) << "incidents known by month alone may be of the day";
}

TEST(Item, IsFoundByItsCode)
{
    ServedExample example;
    const auto feature = example.json("/collections/wards/items/W3");
    EXPECT_EQ(feature.at("type"), "Feature");
    EXPECT_EQ(feature.at("id"), "W3");
    EXPECT_EQ(example.json(target_of(link_of(feature, "self"))), feature);
    EXPECT_EQ(example.get(target_of(link_of(feature, "collection"))).status, 200);
    EXPECT_EQ(example.json("/collections/hotspots/items/violence-1").at("properties").at("pai"),
              12.5);
    EXPECT_EQ(example.json("/collections/incidents/items/400").at("id"), "400");
    for (const char* id : {"0", "401", "04", "x", "-1"}) {
        EXPECT_EQ(example.get(std::string("/collections/incidents/items/") + id).status, 404) << id;
    }
}

TEST(Items, CarryTheProjectsMarking)
{
    auto data = test::example_run_data();
    data.project.marking = "OFFICIAL";
    ServedExample example(std::move(data));
    EXPECT_EQ(example.json("/collections/wards/items").at("marking"), "OFFICIAL");
    EXPECT_EQ(example.json("/?f=json").at("marking"), "OFFICIAL");
}

TEST(Incidents, AreForAnalystsAlone)
{
    // A run that holds the same data for partners: even then no incident may leave.
    auto run = run_store::Run::in_memory(test::example_run_data(), Tier::partner);
    ServedExample example(test::example_run_data(), Tier::partner);
    example.current = run;
    EXPECT_EQ(example.get("/collections/wards/items").status, 200);
    EXPECT_EQ(example.get("/collections/incidents").status, 404);
    EXPECT_EQ(example.get("/collections/incidents/items").status, 404);
    EXPECT_EQ(example.get("/collections/incidents/items/1").status, 404);
    EXPECT_THAT(example.get("/collections").body, ::testing::Not(HasSubstr("incidents")));
}

TEST(Partners, SeeNoLayerColumnOrCollectionOfAnalysts)
{
    auto data = test::example_run_data();
    data.area_sets[1].add_column({"typed_in", ColumnType::integer},
                                 std::vector<AttributeValue>(4, std::int64_t{3}));
    ServedExample example(data, Tier::partner);
    // The layer is for analysts, as layers are that do not say otherwise.
    example.current = run_store::Run::in_memory(data, Tier::partner);
    for (const char* target :
         {"/tiles/violence.json", "/tiles/violence/10/512/337.png", "/legend/violence.json",
          "/point/violence/0.12,52.15", "/static/violence/D1/300x200.png"}) {
        EXPECT_EQ(example.get(target).status, 404) << target;
    }
    EXPECT_TRUE(example.json("/?f=json").at("layers").empty());
    EXPECT_EQ(example.json("/collections/hotspots/items").at("numberMatched"), 0);
    for (const char* target : {"/collections/wards/items", "/tiles/wards.json"}) {
        const std::string body = example.get(target).body;
        EXPECT_THAT(body, HasSubstr("population")) << target;
        EXPECT_THAT(body, ::testing::Not(HasSubstr("typed_in"))) << target;
        EXPECT_THAT(body, ::testing::Not(HasSubstr("violence"))) << target;
    }
    // Said to be for partners it is there, and what has no class is still not.
    data.run_id = "fedcba9876543210";
    data.project.layers[0].tier = Tier::partner;
    example.current = run_store::Run::in_memory(data, Tier::partner);
    EXPECT_EQ(example.get("/legend/violence.json").status, 200);
    EXPECT_EQ(example.json("/collections/hotspots/items").at("numberMatched"), 1);
    EXPECT_THAT(example.get("/collections/wards/items").body, HasSubstr("violence_count"));
    EXPECT_THAT(example.get("/collections/wards/items").body,
                ::testing::Not(HasSubstr("typed_in")));
}

TEST(Partners, AreRefusedDensitiesRatherThanToldNought)
{
    auto data = test::example_run_data();
    data.project.layers[0].tier = Tier::partner;
    ServedExample example(data, Tier::partner);
    example.current = run_store::Run::in_memory(data, Tier::partner);
    for (const char* target :
         {"/tiles/violence.json", "/tiles/violence/10/512/337.png",
          "/tiles/violence/10/512/337@2x.png?category=robbery", "/point/violence/0.15296,52.17401",
          "/point/violence/3,54", "/static/violence/D1/300x200.png",
          "/static/violence/0.1,52.1,0.2,52.2/300x200.pdf", "/legend/violence.json?hours=22-4",
          "/legend/violence.png?bandwidth=500", "/series/violence", "/series/violence/W1"}) {
        const auto response = example.get(target);
        EXPECT_EQ(response.status, 403) << target;
        EXPECT_EQ(response.content_type, "application/problem+json") << target;
        EXPECT_EQ(response.header("ETag"), "") << target;
        EXPECT_THAT(response.body, HasSubstr("analysts alone")) << target;
    }
    // What is wrong or not there is told as it is to analysts, and the layer's own legend stays.
    EXPECT_EQ(example.get("/tiles/none/10/512/337.png").status, 404);
    EXPECT_EQ(example.get("/tiles/violence/10/512/337.png?hours=x").status, 400);
    EXPECT_EQ(example.get("/legend/violence.json?datetime=2025").status, 200);
    EXPECT_EQ(example.get("/legend/violence.png").status, 200);
    EXPECT_EQ(example.failures(), 0);
}

TEST(ThePublic, SeeNoHotspots)
{
    ServedExample example(test::example_run_data(), Tier::public_);
    example.current = run_store::Run::in_memory(test::example_run_data(), Tier::public_);
    EXPECT_EQ(example.get("/collections/wards/items").status, 200);
    for (const char* target : {"/collections/hotspots", "/collections/hotspots/items",
                               "/tiles/hotspots.json", "/tiles/hotspots/10/512/337.mvt"}) {
        EXPECT_EQ(example.get(target).status, 404) << target;
    }
    EXPECT_THAT(example.get("/collections").body, ::testing::Not(HasSubstr("hotspots")));
}

}  // namespace
}  // namespace heatward::server
