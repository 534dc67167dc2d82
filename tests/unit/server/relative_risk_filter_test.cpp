#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::HasSubstr;
using ::testing::Not;

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

TEST(RelativeRiskFilter, SourcesThatOnlyTheControlsLackAreLeftOutByName)
{
    auto data = run_of_risk(TimePrecision::minute);
    // Ambulance supplied nothing around April; police did.
    for (auto& supply : data.sources) {
        if (supply.id == "ambulance") {
            supply.periods = {{2025, 10}, {2025, 11}, {2025, 12}};
        }
    }
    data.project.layers.front().controls->sources = {"police", "ambulance"};
    ServedExample example(std::move(data));
    const std::string window = "?at=2025-04-15&span=30";
    EXPECT_EQ(example.json(kPoint + window).at("left_out_sources"), nlohmann::json({"ambulance"}));
    for (const std::string& target : std::vector<std::string>{
             kPoint, "/tiles/violence/10/512/337.png", "/static/violence/D1/600x400.svg"}) {
        EXPECT_EQ(example.get(target + window).header("X-Heatward-Left-Out-Sources"), "ambulance")
            << target;
    }
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

/// The same with other categories of cases and controls, whose times are known to the minute.
run_store::RunData run_of_groups(std::vector<std::string> cases, project::IncidentGroup controls)
{
    auto data = run_of_risk(TimePrecision::minute);
    data.project.layers.front().categories = std::move(cases);
    data.project.layers.front().controls = std::move(controls);
    return data;
}

/// How many cases and controls the answer has, and who it says the controls are.
void expect_groups(const nlohmann::json& place, int cases, int controls, const std::string& who)
{
    EXPECT_EQ(place.at("cases"), cases);
    EXPECT_EQ(place.at("controls"), controls);
    EXPECT_EQ(place.at("controls_of"), who);
}

std::string refusal(ServedExample& example, const std::string& target)
{
    const auto response = example.get(target);
    EXPECT_EQ(response.status, 400) << target;
    return nlohmann::json::parse(response.body).at("detail");
}

TEST(RelativeRiskFilter, ACategoryNarrowsCasesAndTheControlsThatHaveIt)
{
    ServedExample example(run_of_risk(TimePrecision::month));
    expect_groups(example.json(kPoint), 200, 200, "violence, robbery (ambulance)");
    expect_groups(example.json(kPoint + "?category=robbery"), 67, 67, "robbery (ambulance)");
    expect_groups(example.json(kPoint + "?category=violence"), 133, 133, "violence (ambulance)");
    EXPECT_EQ(example.json("/legend/violence.json?category=robbery").at("filter"),
              "category: robbery; controls: robbery (ambulance)");
    EXPECT_THAT(example.json("/tiles/violence.json?category=robbery").at("description"),
                HasSubstr("controls: robbery (ambulance)"));
    EXPECT_EQ(example.json(kSeries + "?category=robbery&hours=22-04").at("excluded_controls"), 67);
}

TEST(RelativeRiskFilter, ControlsWithoutTheCategoryStayAndThatIsSaid)
{
    ServedExample example(run_of_groups({"violence", "robbery"}, {{"violence"}, {"ambulance"}}));
    expect_groups(example.json(kPoint + "?category=robbery"), 67, 133,
                  "violence (ambulance), not narrowed by category");
    EXPECT_EQ(example.json("/legend/violence.json?category=robbery").at("filter"),
              "category: robbery; controls: violence (ambulance), not narrowed by category");
}

TEST(RelativeRiskFilter, AChoiceOfAllCasesStillNarrowsTheControls)
{
    ServedExample example(run_of_groups({"violence"}, {{"violence", "robbery"}, {"ambulance"}}));
    expect_groups(example.json(kPoint), 133, 200, "violence, robbery (ambulance)");
    expect_groups(example.json(kPoint + "?category=violence"), 133, 133, "violence (ambulance)");
    const std::string tile = "/tiles/violence/10/512/337.png";
    const auto whole = example.get(tile);
    const auto narrowed = example.get(tile + "?category=violence");
    EXPECT_NE(whole.body, narrowed.body);
    EXPECT_NE(whole.header("ETag"), narrowed.header("ETag"));
    EXPECT_EQ(
        refusal(example, kPoint + "?category=robbery"),
        "parameter \"category\": leaves no cases: \"robbery\" is of the controls alone; the "
        "cases are of violence, the controls of violence, robbery; name one of the cases' too");
}

TEST(RelativeRiskFilter, ASourceNarrowsTheSideThatHasIt)
{
    ServedExample example(run_of_risk(TimePrecision::month));
    expect_groups(example.json(kPoint + "?source=police"), 200, 200,
                  "violence, robbery (ambulance), not narrowed by source");
    expect_groups(example.json(kPoint + "?source=police,ambulance"), 200, 200,
                  "violence, robbery (ambulance)");
    EXPECT_EQ(refusal(example, kPoint + "?source=ambulance"),
              "parameter \"source\": leaves no cases: \"ambulance\" is of the controls alone; the "
              "cases are of police, the controls of ambulance; name one of the cases' too");
    EXPECT_THAT(refusal(example, kPoint + "?source=fire"),
                HasSubstr("has no source \"fire\"; it has"));
}

TEST(RelativeRiskFilter, SourcesThatTheControlsAreNotOfAreNotNamed)
{
    ServedExample example(run_of_groups({"violence"}, {{"robbery"}, {"police", "ambulance"}}));
    expect_groups(example.json(kPoint), 133, 134, "robbery (police, ambulance)");
    expect_groups(example.json(kPoint + "?source=police"), 133, 67, "robbery (police)");
    EXPECT_THAT(example.json("/tiles/violence.json").at("attribution"), HasSubstr("ambulance"));
    EXPECT_THAT(example.json("/tiles/violence.json?source=police").at("attribution"),
                Not(HasSubstr("ambulance")));
}

TEST(RelativeRiskFilter, SaysWhichSideLacksAMonth)
{
    auto data = run_of_risk(TimePrecision::month);
    data.sources[1].periods = months_between({2025, 1}, {2025, 2});
    data.sources[0].periods = months_between({2025, 2}, {2025, 3});
    ServedExample example(std::move(data));
    const auto reason = [&](const std::string& months) {
        const auto place = example.json(kPoint + "?datetime=" + months);
        EXPECT_TRUE(place.at("density").is_null());
        EXPECT_TRUE(place.at("may_be_chance").is_null());
        return place.at("reason").get<std::string>();
    };
    EXPECT_EQ(reason("2025-03"), "controls: ambulance did not supply March 2025");
    EXPECT_EQ(reason("2025-01"), "cases: police did not supply January 2025");
    EXPECT_EQ(reason("2025-05/2025-06"), "no source supplied this period");
    EXPECT_TRUE(example.json(kPoint + "?datetime=2025-03").at("p").is_null());
    const auto known = example.json(kPoint + "?datetime=2025-02/2025-03");
    EXPECT_FALSE(known.contains("reason"));
    EXPECT_TRUE(known.at("may_be_chance").is_boolean());
}

TEST(RelativeRiskFilter, WithoutCasesThereIsNoRisk)
{
    auto data = run_of_risk(TimePrecision::month);
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        if (data.incidents.source[i] == 0) {
            data.incidents.category[i] = 0;
        }
    }
    ServedExample example(std::move(data));
    const auto place = example.json(kPoint + "?category=robbery");
    expect_groups(place, 0, 67, "robbery (ambulance)");
    EXPECT_TRUE(place.at("density").is_null());
    EXPECT_EQ(place.at("reason"), "no case under this filter");
    EXPECT_EQ(example.json("/legend/violence.json?category=robbery").at("notice"),
              "No case counts under this filter");
}

TEST(RelativeRiskFilter, TheLegendSaysThatNothingIsColoured)
{
    ServedExample example(run_of_risk(TimePrecision::month));
    const std::string notice = "No control counts under this filter";
    const auto whole = example.json("/legend/violence.json");
    const auto hours = example.json("/legend/violence.json?hours=22-04");
    EXPECT_FALSE(whole.contains("notice"));
    EXPECT_EQ(hours.at("notice"), notice);
    EXPECT_EQ(hours.at("classes"), whole.at("classes"));
    EXPECT_FALSE(example.json("/legend/violence.json?category=robbery").contains("notice"));
    const auto picture = [&](const std::string& query) {
        return example.get("/legend/violence.png" + query).body;
    };
    EXPECT_NE(picture("?hours=22-04"), picture(""));
    EXPECT_EQ(picture("?category=robbery"), picture(""));
    EXPECT_TRUE(example.json(kPoint + "?hours=22-04").at("may_be_chance").is_null());
}

TEST(RelativeRiskFilter, OtherLayersHaveNoControls)
{
    ServedExample example;
    EXPECT_FALSE(example.json(kPoint + "?hours=22-04").contains("excluded_controls"));
    EXPECT_FALSE(example.json(kSeries + "?hours=22-04").contains("excluded_controls"));
    EXPECT_FALSE(example.json(kPoint).contains("controls_of"));
    EXPECT_FALSE(example.json(kPoint).contains("may_be_chance"));
    EXPECT_THAT(example.json(kPoint + "?hours=22-04").at("reason").get<std::string>(),
                HasSubstr("known to the month"));
}

}  // namespace
}  // namespace heatward::server
