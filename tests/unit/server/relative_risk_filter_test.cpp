#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;

const std::string kPoint = "/point/violence/0.15296,52.17401";
const std::string kSeries = "/series/violence";

/// The layer as a relative risk: police records are the cases, every fourth of them known to the
/// month and the others to the minute (22:15); ambulance records the controls, known so finely only
/// where `controls` says so.
run_store::RunData run_of_risk(TimePrecision controls)
{
    auto data = test::example_run_data();
    project::Layer& layer = data.project.layers.front();
    layer.controls = project::IncidentGroup{layer.categories, {"ambulance"}};
    layer.kernel = Kernel::gaussian;
    layer.bandwidths = {};
    layer.style = "risk";
    auto& incidents = data.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const bool is_case = incidents.source[i] == 0;
        const bool is_coarse = is_case && incidents.row[i] / 2 % 4 == 0;
        incidents.precision[i] = is_coarse ? TimePrecision::month
                                 : is_case ? TimePrecision::minute
                                           : controls;
        if (incidents.precision[i] == TimePrecision::minute) {
            incidents.time[i] = incidents.time[i] + 22 * 60 + 15;
        }
    }
    return data;
}

TEST(RelativeRiskFilter, ControlsLeftOutAreCountedBesideCases)
{
    ServedExample example(run_of_risk(TimePrecision::month));
    const auto place = example.json(kPoint + "?hours=22-04");
    EXPECT_EQ(place.at("cases"), 150);
    EXPECT_EQ(place.at("controls"), 0);
    EXPECT_EQ(place.at("excluded"), 250);
    EXPECT_EQ(place.at("excluded_cases"), 50);
    EXPECT_EQ(place.at("excluded_controls"), 200);
    EXPECT_TRUE(place.at("density").is_null());
    EXPECT_EQ(place.at("reason"),
              "no control under this filter (50 cases and 200 controls left out): times are known "
              "to the month only: ask for whole months, without hours");
    for (const std::string& target :
         std::vector<std::string>{kPoint, "/tiles/violence/10/512/337.png",
                                  "/static/violence/D1/600x400.svg", kSeries}) {
        EXPECT_EQ(example.get(target + "?hours=22-04").header("X-Heatward-Excluded"), "250")
            << target;
        EXPECT_EQ(example.get(target).header("X-Heatward-Excluded"), "0") << target;
    }
    const auto series = example.json(kSeries + "?hours=22-04");
    EXPECT_EQ(series.at("excluded"), 250);
    EXPECT_EQ(series.at("excluded_controls"), 200);
    EXPECT_EQ(example.json(kPoint).at("excluded_controls"), 0);
}

TEST(RelativeRiskFilter, ControlsThatTellTheirHoursAreNotLeftOut)
{
    ServedExample example(run_of_risk(TimePrecision::minute));
    const auto place = example.json(kPoint + "?hours=22-04");
    EXPECT_EQ(place.at("excluded"), 50);
    EXPECT_EQ(place.at("excluded_controls"), 0);
    EXPECT_EQ(place.at("controls"), 200);
    EXPECT_FALSE(place.at("density").is_null());
}

TEST(RelativeRiskFilter, OfAWardItsOwnControlsCount)
{
    ServedExample example(run_of_risk(TimePrecision::month));
    int sum = 0;
    for (const char* ward : {"W1", "W2", "W3", "W4"}) {
        sum +=
            example.json(kSeries + "/" + ward + "?hours=22-04").at("excluded_controls").get<int>();
    }
    EXPECT_EQ(sum, 200);
}

TEST(RelativeRiskFilter, OtherLayersHaveNoControls)
{
    ServedExample example;
    EXPECT_FALSE(example.json(kPoint + "?hours=22-04").contains("excluded_controls"));
    EXPECT_FALSE(example.json(kSeries + "?hours=22-04").contains("excluded_controls"));
    EXPECT_THAT(example.json(kPoint + "?hours=22-04").at("reason").get<std::string>(),
                HasSubstr("known to the month"));
}

}  // namespace
}  // namespace heatward::server
