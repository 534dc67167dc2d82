#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kTile = "/tiles/violence/10/512/337.png";
const std::string kPoint = "/point/violence/0.15296,52.17401";
const std::string kMap = "/static/violence/D1/600x400.svg?labels=0";

/// Rows of the layer's source by turns known to the minute (03:15 and 22:15), the day and the
/// month, over the days of 2025.
run_store::RunData run_with_times()
{
    auto data = test::example_run_data();
    auto& incidents = data.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const WallMinutes day = wall_minutes(2025, 1, 1) + 1440 * static_cast<int>(i * 7 % 365);
        const int kind = static_cast<int>(incidents.row[i] / 2 % 4);
        incidents.precision[i] = kind < 2    ? TimePrecision::minute
                                 : kind == 2 ? TimePrecision::day
                                             : TimePrecision::month;
        incidents.time[i] = kind == 0   ? day + 3 * 60 + 15
                            : kind == 1 ? day + 22 * 60 + 15
                            : kind == 2 ? day
                                        : start_of(month_of(day));
    }
    return data;
}

std::size_t count_of(const run_store::RunData& data, const auto& is_counted)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        count += data.incidents.source[i] == 0 && is_counted(data.incidents.precision[i]) ? 1U : 0U;
    }
    return count;
}

TEST(WeekFilter, RowsWithoutThatPrecisionAreLeftOutAndCounted)
{
    const auto data = run_with_times();
    const auto of_hours =
        count_of(data, [](TimePrecision known) { return known > TimePrecision::hour; });
    const auto of_days =
        count_of(data, [](TimePrecision known) { return known > TimePrecision::day; });
    ASSERT_GT(of_hours, of_days);
    ASSERT_GT(of_days, 0U);
    ServedExample example(data);
    for (const auto& target : {kTile + "?", kPoint + "?", kMap + "&"}) {
        const auto excluded = [&](const char* filter) {
            return example.get(target + filter).header("X-Heatward-Excluded");
        };
        EXPECT_EQ(excluded("hours=22-04"), std::to_string(of_hours)) << target;
        EXPECT_EQ(excluded("days=mon,tue,wed,thu,fri,sat"), std::to_string(of_days)) << target;
        EXPECT_EQ(excluded("hours=0-24"), "0") << target;
        EXPECT_EQ(excluded("source=police"), "0") << target;
    }
}

TEST(WeekFilter, ChoosesOtherPicturesThatAreKeptApart)
{
    ServedExample example(run_with_times());
    const auto bytes = [&](const std::string& query) { return example.get(kTile + query).body; };
    const auto tag = [&](const std::string& query) {
        return example.get(kTile + query).header("ETag");
    };
    // The second answer of each comes from the cache.
    for (int round = 0; round < 2; ++round) {
        EXPECT_NE(bytes("?hours=22-04"), bytes(""));
        EXPECT_NE(bytes("?hours=22-24"), bytes("?hours=00-04"));
        EXPECT_NE(bytes("?days=fri"), bytes("?days=sat"));
        EXPECT_EQ(bytes("?hours=0-24"), bytes(""));
    }
    EXPECT_EQ(tag("?hours=22-4&days=sat,fri"), tag("?days=fri,sat&hours=22-04"));
    EXPECT_NE(tag("?hours=22-4"), tag("?hours=22-5"));
    EXPECT_NE(tag("?days=fri"), tag("?days=sat"));
}

TEST(WeekFilter, PartsOfTheDayAddUpToTheWholeOfWhatIsKnown)
{
    ServedExample example(run_with_times());
    const auto density = [&](const char* filter) {
        return example.json(kPoint + filter).at("density").get<double>();
    };
    // Not scaled up: incidents a year that fall in those hours.
    const double both = density("?hours=1-0");
    EXPECT_GT(density("?hours=22-24"), 0);
    EXPECT_NEAR(density("?hours=22-24") + density("?hours=3-4"), both, 1e-12 * both);
    const double day = density("?days=mon,tue,wed") + density("?days=thu,fri,sat,sun");
    EXPECT_GT(day, both) << "rows known to the day count under days";
    EXPECT_LT(day, density(""));
}

TEST(WeekFilter, MapsSayTheHoursAndDays)
{
    ServedExample example(run_with_times());
    const auto pixels = [&](const std::string& query) {
        return example.get("/static/violence/D1/600x400.png" + query).body;
    };
    EXPECT_NE(pixels("?hours=22-04"), pixels(""));
    // The same incidents, told in other words.
    EXPECT_NE(pixels("?hours=22-04"), pixels("?hours=22-05"));
}

TEST(WeekFilter, PlacesSayWhyTheyHaveNoDensity)
{
    ServedExample example;  // all known to the month
    const auto place = example.json(kPoint + "?hours=22-04&days=sat");
    EXPECT_TRUE(place.at("density").is_null());
    EXPECT_EQ(place.at("reason"),
              "times are known to the month only: ask for whole months, without hours and days");
}

TEST(WeekFilter, TileJsonPassesItOn)
{
    ServedExample example;
    const auto tiles = example.json("/tiles/violence.json?hours=22-04&days=fri,sat").at("tiles");
    const auto address = tiles.at(0).get<std::string>();
    EXPECT_THAT(address, HasSubstr("hours=22-04"));
    EXPECT_THAT(address, HasSubstr("days=fri,sat"));
    EXPECT_EQ(example.get("/tiles/violence.json?hours=4").status, 400);
    EXPECT_EQ(example.get("/legend/violence.json?hours=22-04&days=fri").status, 200);
}

TEST(WeekFilter, IsInTheApiDocument)
{
    ServedExample example;
    const auto paths = example.json("/api").at("paths");
    for (const char* path :
         {"/tiles/{layer}/{z}/{x}/{y}.png", "/tiles/{tileset}.json", "/legend/{layer}.json",
          "/point/{layer}/{lon},{lat}", "/static/{layer}/{where}/{size}.pdf"}) {
        const std::string parameters = paths.at(path).at("get").at("parameters").dump();
        EXPECT_THAT(parameters, HasSubstr(R"("name":"hours")")) << path;
        EXPECT_THAT(parameters, HasSubstr(R"("name":"days")")) << path;
    }
}

}  // namespace
}  // namespace heatward::server
