#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/server/window_request.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kTile = "/tiles/violence/10/512/337.png";
const std::string kPoint = "/point/violence/0.15296,52.17401";
const std::string kMap = "/static/violence/D1/600x400.svg";

TEST(WindowFilter, ReadsADayOrATimeByTheProjectsClock)
{
    const auto window = [](const char* query) {
        return parse_window(parse_query(query).value(), "Europe/London").value();
    };
    const WallMinutes noon = wall_minutes(2025, 6, 15, 12);
    EXPECT_FALSE(window("").has_value());
    EXPECT_EQ(window("at=2025-06-15"), (TimeWindow{noon, 30}));
    EXPECT_EQ(window("at=2025-06-15&span=1"), (TimeWindow{noon, 1}));
    EXPECT_EQ(window("at=2025-06-15&span=366"), (TimeWindow{noon, 366}));
    EXPECT_EQ(window("at=2025-06-15T23:59"), (TimeWindow{noon, 30}));
    // 23:30 UTC is half past midnight of the next day in a British summer.
    EXPECT_EQ(window("at=2025-06-14T23:30:00Z"), (TimeWindow{noon, 30}));
    EXPECT_EQ(window("at=2025-06-15T23:30:00%2B01:00"), (TimeWindow{noon, 30}));
}

TEST(WindowFilter, SaysWhichParameterIsWrongAndWhy)
{
    ServedExample example;
    for (const auto& [query, parameter, why] :
         std::vector<std::tuple<std::string, std::string, std::string>>{
             {"at=2025-06-15&datetime=2025-06", "at", "datetime"},
             {"span=30", "span", "\"at\""},
             {"at=", "at", "2025-06-15"},
             {"at=2025-06", "at", "no date"},
             {"at=2025-02-30", "at", "no date"},
             {"at=yesterday", "at", "no date"},
             {"at=2025-06-15&span=0", "span", "1 to 366"},
             {"at=2025-06-15&span=367", "span", "1 to 366"},
             {"at=2025-06-15&span=1.5", "span", "1 to 366"},
             {"at=2025-06-15&span=", "span", "1 to 366"}}) {
        for (const auto& target : {kTile, kPoint, kMap}) {
            const auto answer = example.get(target + "?" + query);
            EXPECT_EQ(answer.status, 400) << target << "?" << query;
            const auto problem = nlohmann::json::parse(answer.body);
            EXPECT_EQ(problem.at("parameter"), parameter) << query;
            EXPECT_THAT(problem.at("detail").get<std::string>(), HasSubstr(why)) << query;
        }
    }
    EXPECT_EQ(example.get("/series/violence?at=2025-06-15").status, 400)
        << "counts have no instant";
}

TEST(WindowFilter, OfPlacesAddsUpOverCategories)
{
    ServedExample example;
    const auto density = [&](const std::string& query) {
        return example.json(kPoint + query).at("density").get<double>();
    };
    const auto place = example.json(kPoint + "?at=2025-06-15");
    EXPECT_GT(place.at("density").get<double>(), 0);
    EXPECT_TRUE(place.at("percentile").is_null());
    EXPECT_EQ(place.at("excluded"), 0);
    EXPECT_EQ(place.at("left_out_sources"), nlohmann::json::array());
    EXPECT_FALSE(example.json(kPoint).contains("left_out_sources"));
    // Categories are parts of the whole at each instant too.
    const double whole = density("?at=2025-06-15&span=45");
    EXPECT_NEAR(density("?at=2025-06-15&span=45&category=violence") +
                    density("?at=2025-06-15&span=45&category=robbery"),
                whole, 1e-12 * whole);
    EXPECT_EQ(example.json(kPoint + "?at=2026-02-01").at("reason"), "outside the layer's period");
}

TEST(WindowFilter, LeavesRowsOutUnderHoursThatMayLieInTheWindow)
{
    const auto data = test::example_run_data();
    std::size_t of_july = 0;
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        const bool counts =
            data.incidents.source[i] == 0 && data.incidents.time[i] == start_of({2025, 7});
        of_july += counts ? 1U : 0U;
    }
    ASSERT_GT(of_july, 0U);
    ASSERT_LT(of_july, 100U) << "of 200 rows of the layer";
    ServedExample example(data);
    for (const auto& target : {kTile, kPoint, kMap}) {
        const auto excluded = [&](const char* query) {
            return example.get(target + query).header("X-Heatward-Excluded");
        };
        EXPECT_EQ(excluded("?at=2025-07-15&span=10&hours=22-04"), std::to_string(of_july))
            << target;
        EXPECT_EQ(excluded("?at=2025-07-15&span=10"), "0") << target;
    }
}

TEST(WindowFilter, IsCanonicalInTheEntityTag)
{
    ServedExample example;
    const auto tag = [&](const std::string& query) {
        return example.get(kTile + query).header("ETag");
    };
    EXPECT_EQ(tag("?at=2025-06-15"), tag("?span=30&at=2025-06-15T18:00:00Z"));
    EXPECT_NE(tag("?at=2025-06-15"), tag("?at=2025-06-16"));
    EXPECT_NE(tag("?at=2025-06-15"), tag("?at=2025-06-15&span=31"));
    EXPECT_NE(tag("?at=2025-06-15"), tag(""));
}

TEST(WindowFilter, GivesTheSameBytesForTheSameDay)
{
    ServedExample one;
    ServedExample other;
    const auto bytes = [](ServedExample& example, const std::string& query) {
        const auto answer = example.get(kTile + query);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer.body;
    };
    const std::string first = bytes(one, "?at=2025-07-15&span=20");
    EXPECT_TRUE(first == bytes(one, "?at=2025-07-15T23:00&span=20"));
    EXPECT_TRUE(first == bytes(other, "?at=2025-07-15&span=20"));
    EXPECT_TRUE(first != bytes(one, "?at=2025-09-15&span=20"));
    EXPECT_TRUE(first != bytes(one, ""));
}

TEST(WindowFilter, LeavesOutASourceThatSuppliedLessThanHalfOfTheWindow)
{
    auto data = test::example_run_data();
    data.project.layers.at(0).sources = {"police", "ambulance"};
    data.project.layers.at(0).combine = "sum";
    auto& periods = data.sources.at(1).periods;
    periods.erase(periods.begin() + 5);  // June
    ServedExample example(data);
    for (const auto& target : {kTile, kPoint, kMap}) {
        EXPECT_EQ(example.get(target + "?at=2025-06-15").header("X-Heatward-Left-Out-Sources"),
                  "ambulance");
        EXPECT_EQ(example.get(target + "?at=2025-09-15").header("X-Heatward-Left-Out-Sources"), "");
    }
    EXPECT_EQ(example.json(kPoint + "?at=2025-06-15").at("left_out_sources"),
              nlohmann::json::array({"ambulance"}));
    const auto alone = example.json(kPoint + "?at=2025-06-15&source=ambulance");
    EXPECT_TRUE(alone.at("density").is_null());
    EXPECT_EQ(alone.at("reason"), "no source supplied half of this moving window");
}

TEST(WindowFilter, IsToldByLegendsMapsAndTileJson)
{
    ServedExample example;
    EXPECT_EQ(example.json("/legend/violence.json?at=2025-06-15&span=10").at("period"),
              "15 June 2025 ± 10 days");
    const auto tiles = example.json("/tiles/violence.json?at=2025-06-15&span=10");
    EXPECT_THAT(tiles.at("tiles").at(0).get<std::string>(), HasSubstr("at=2025-06-15&span=10"));
    EXPECT_THAT(tiles.at("attribution").get<std::string>(), HasSubstr("15 June 2025 ± 10 days"));
    EXPECT_TRUE(example.get(kMap + "?at=2025-06-15").body != example.get(kMap).body);
    EXPECT_THAT(example.json("/api").at("paths").at("/point/{layer}/{lon},{lat}").dump(),
                HasSubstr(R"("name":"span")"));
    EXPECT_THAT(example.json("/api").at("paths").at("/series/{layer}").dump(),
                Not(HasSubstr(R"("name":"span")")));
}

}  // namespace
}  // namespace heatward::server
