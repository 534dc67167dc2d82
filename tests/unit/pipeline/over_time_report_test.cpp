#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "build_project_fixture.hpp"
#include "heatward/disclosure/column_class.hpp"
#include "heatward/pipeline/report_html.hpp"
#include "over_time_section.hpp"
#include "over_time_words.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class OverTimeReportTest : public BuildProjectTest {};

TEST_F(OverTimeReportTest, ABuildSaysWhatIsMissingAndWhyNothingIsCompared)
{
    build(m_text, "out");
    const run_store::RunData run = open("out");
    const json& layer = run.report->at("layers").at(0);
    const json& time = layer.at("time");
    EXPECT_EQ(layer.at("missing").at("police").size(), 10U);
    EXPECT_EQ(layer.at("missing").at("police").front(), "2025-03");
    EXPECT_EQ(layer.at("period_months"), 12);
    ASSERT_EQ(time.at("months").size(), 12U);
    EXPECT_EQ(time.at("months").at(0), json::parse(R"({"month": "2025-01", "count": 4,
        "counts": {"police": 4}, "in_period": true})"));
    EXPECT_EQ(time.at("months").at(1).at("count"), 2);
    EXPECT_EQ(time.at("months").at(2), json::parse(R"({"month": "2025-03", "count": null,
        "counts": {"police": null}, "in_period": true})"));
    EXPECT_EQ(
        time.at("by_month_of_year"),
        json::parse("[4.0, 2.0, null, null, null, null, null, null, null, null, null, null]"));
    EXPECT_TRUE(time.at("by_weekday").is_null());
    EXPECT_TRUE(time.at("hour_weekday").is_null());
    EXPECT_EQ(time.at("without_hour"), 6);
    EXPECT_THAT(time.at("change").at("reason").get<std::string>(), HasSubstr("year earlier"));
    EXPECT_THAT(time.at("trend").at("reason").get<std::string>(), HasSubstr("only 2 of the 24"));
    EXPECT_THAT(time.at("near_repeats").at("reason").get<std::string>(), HasSubstr("the day"));
    EXPECT_THAT(column(run.area_sets.at(1), "robbery_months_missing"), ElementsAre(10, 10, 10, 10));
    const std::string html = report_html(*run.report);
    EXPECT_THAT(html, HasSubstr("<td>Robbery – 10 of 12 months of police are missing (2025-03 to "
                                "2025-12); rates use the months supplied</td>"));
    EXPECT_THAT(html, HasSubstr("<td>robbery (months missing)</td><td>wards</td>"));
    EXPECT_THAT(html, HasSubstr("Not compared with a year earlier"));
}

TEST_F(OverTimeReportTest, ARelativeRiskSaysWhatItsCasesAndControlsLack)
{
    m_county.write_street_file("q/2025-01-council-street.csv",
                               {SmallCounty::row_at(1000, 1000), SmallCounty::row_at(3000, 3000)});
    const std::string match = R"(police = ["Robbery"])";
    m_text.replace(m_text.find(match), match.size(), match + R"(, council = ["Robbery"])");
    build(m_text + R"(sources = ["police"]
[[sources]]
id = "council"
path = "q"
format = "police.uk"
[[layers]]
id = "risk"
title = "Risk"
type = "relative-risk"
cases = { categories = ["robbery"], sources = ["police"] }
controls = { categories = ["robbery"], sources = ["council"] }
period = "2025-01/2025-03"
bandwidth = 400
)",
          "out");
    const run_store::RunData run = open("out");
    const json& layer = run.report->at("layers").at(1);
    EXPECT_EQ(layer.at("missing"),
              json::parse(R"({"council": ["2025-02", "2025-03"], "police": ["2025-03"]})"));
    EXPECT_EQ(layer.at("period_months"), 3);
    EXPECT_FALSE(layer.contains("time"));
    EXPECT_THAT(column(run.area_sets.at(1), "risk_months_missing"), ElementsAre(3, 3, 3, 3));
    const std::string html = report_html(*run.report);
    EXPECT_THAT(html, HasSubstr("<td>Risk – 2 of 3 months of council are missing (2025-02 to "
                                "2025-03); the risk is of the months supplied – 1 of 3 months of "
                                "police is missing (2025-03); the risk is of the months supplied"));
    EXPECT_THAT(html, HasSubstr("<td>risk (months missing)</td><td>wards</td>"));
}

TEST_F(OverTimeReportTest, EveryColumnOfALayerHasAClass)
{
    build(m_text, "out");
    const run_store::RunData run = open("out");
    std::size_t figures = 0;
    for (const Column& column : run.area_sets.at(1).columns) {
        const auto statistic = disclosure::statistic_of(column.name, "robbery");
        EXPECT_TRUE(!statistic || disclosure::has_class(*statistic)) << column.name;
        figures += statistic ? 1U : 0U;
    }
    EXPECT_GE(figures, 34U);
}

TEST_F(OverTimeReportTest, ABuildComparesWithTheYearBefore)
{
    m_county.write_street_file(
        "p/2024-01-force-street.csv",
        {SmallCounty::row_at(1000, 1000, "2024-01"), SmallCounty::row_at(3000, 3000, "2024-01"),
         SmallCounty::row_at(3000, 3100, "2024-01")});
    build(m_text, "out");
    const run_store::RunData run = open("out");
    const json& change = run.report->at("layers").at(0).at("time").at("change");
    EXPECT_EQ(change.at("months_compared"), 1);
    EXPECT_EQ(change.at("months"), json::parse(R"(["2025-01"])"));
    EXPECT_EQ(change.at("before"), 3);
    EXPECT_EQ(change.at("after"), 4);
    EXPECT_NEAR(change.at("ratio").get<double>(), 4.0 / 3, 1e-12);
    EXPECT_EQ(change.at("p"), 1);
    const FeatureTable& wards = run.area_sets.at(1);
    EXPECT_THAT(column(wards, "robbery_change_before"), ElementsAre(1, 0, 0, 2));
    EXPECT_THAT(column(wards, "robbery_change_after"), ElementsAre(3, 1, 0, 0));
    EXPECT_EQ(real(wards, 3, "robbery_change_ratio"), 0);
}

json change_of(std::vector<std::string> months, int before, int after)
{
    return {{"months_compared", months.size()},
            {"months", months},
            {"months_by_source", {{"police", months}}},
            {"before", before},
            {"after", after},
            {"ratio", nullptr},
            {"low", nullptr},
            {"high", nullptr},
            {"p", nullptr}};
}

std::vector<std::string> year(int number)
{
    std::vector<std::string> texts;
    for (const Month& month : months_between({number, 1}, {number, 12})) {
        texts.push_back(to_string(month));
    }
    return texts;
}

TEST(OverTimeWords, AChangeInPlainWords)
{
    json change = change_of(year(2025), 455, 412);
    change.update({{"ratio", 412 / 455.0}, {"low", 0.79}, {"high", 1.04}, {"p", 0.15}});
    EXPECT_EQ(change_words(change, "incidents"),
              "412 incidents in 2025 against 455 in the same months of 2024: 9 % fewer; the true "
              "change is likely between 21 % fewer and 4 % more, so it may be chance.");
    change.update({{"low", 0.836}, {"high", 0.996}, {"p", 0.05}});
    EXPECT_THAT(change_words(change, "incidents"),
                HasSubstr("between 0.4 % fewer and 16 % fewer, more than chance alone would make"));
    change.update({{"after", 1000}, {"ratio", 2.2}, {"low", 1.9}, {"high", 2.51}});
    EXPECT_THAT(change_words(change, "records"),
                HasSubstr("1,000 records in 2025 against 455 in the same months of 2024: 2.2 times "
                          "as many; the true change is likely between 90 % more and 2.5 times"));
}

TEST(OverTimeWords, AChangeOfNothing)
{
    json change = change_of({"2025-01", "2025-03", "2025-04"}, 0, 0);
    EXPECT_EQ(change_words(change, "incidents"),
              "No incidents in January and March to April 2025 against none in the same months of "
              "2024.");
    change.update({{"after", 8}, {"low", 1.7}, {"p", 0.01}});
    EXPECT_EQ(change_words(change, "incidents"),
              "8 incidents in January and March to April 2025 against none in the same months of "
              "2024; the true change is likely at least 70 % more, more than chance alone would "
              "make.");
    change = change_of({"2024-12", "2025-01"}, 3, 3);
    change.update({{"ratio", 1.0}, {"low", 0.1}, {"high", 7.5}, {"p", 1.0}});
    EXPECT_THAT(change_words(change, "incidents"),
                HasSubstr("3 incidents in 2024-12 to 2025-01 against 3 a year earlier, in 2023-12 "
                          "to 2024-01: as many;"));
    EXPECT_EQ(change_words({{"reason", "the period is short"}}, "incidents"),
              "Not compared with a year earlier: the period is short.");
    change["months_by_source"]["council"] = {"2025-01"};
    EXPECT_THAT(change_words(change, "records"), HasSubstr("Of each source only the months"));
}

TEST(OverTimeWords, WhatIsMissing)
{
    const json layer = json::parse(R"({"period_months": 12, "missing": {"ambulance": [],
        "council": ["2025-05"], "police": ["2025-02", "2025-03", "2025-04"]}})");
    EXPECT_THAT(missing_words(layer),
                ElementsAre("1 of 12 months of council is missing (2025-05); rates use the months "
                            "supplied",
                            "3 of 12 months of police are missing (2025-02 to 2025-04); rates use "
                            "the months supplied"));
    EXPECT_THAT(missing_words(json::object()), IsEmpty());
    const json none = {{"period_months", 1}, {"missing", {{"police", {"2025-05"}}}}};
    EXPECT_THAT(missing_words(none),
                ElementsAre("police supplied no month of the period and takes no part"));
}

TEST(OverTimeWords, NearRepeats)
{
    json repeats = json::parse(R"({"distance_m": 200.0, "days": 14, "incidents": 1200,
        "left_out": 15, "left_out_of_time": 5, "left_out_of_place": 10, "near_in_both": 153,
        "expected": 101.04, "ratio": 1.5142, "p": 0.005, "permutations": 199})");
    EXPECT_EQ(
        near_repeat_words(repeats, "incidents"),
        "Near repeats: among 1,200 incidents, 153 pairs lie within 200 m and 14 days of each "
        "other, where 101 would by chance: 1.51 times as many (p = 0.005), so one is followed "
        "by others nearby more often than chance has it. Left out: 5 of which the day is not "
        "known, 10 whose place is masked or not known to 200 m.");
    repeats["p"] = 0.2;
    EXPECT_THAT(near_repeat_words(repeats, "incidents"), HasSubstr("no more than chance may make"));
    repeats.update({{"ratio", nullptr}, {"expected", 0.0}, {"near_in_both", 0}});
    EXPECT_THAT(near_repeat_words(repeats, "incidents"), HasSubstr("where 0 would by chance."));
    repeats["reason"] = "few rows";
    EXPECT_EQ(near_repeat_words(repeats, "incidents"),
              "Near repeats were not looked for: few rows.");
}

/// A layer of two sources, of which the council did not supply February 2025, and nobody the months
/// from October to December 2024.
json layer_of_two_sources()
{
    return json::parse(R"({"id": "v", "title": "V & W", "label": "records, not events", "count": 12,
        "period_months": 2, "missing": {"council": ["2025-02"], "police": []},
        "time": {"months": [
            {"month": "2024-10", "in_period": false, "count": null,
             "counts": {"council": null, "police": null}},
            {"month": "2024-11", "in_period": false, "count": null,
             "counts": {"council": null, "police": null}},
            {"month": "2024-12", "in_period": false, "count": null,
             "counts": {"council": null, "police": null}},
            {"month": "2025-01", "in_period": true, "count": 8,
             "counts": {"council": 3, "police": 5}},
            {"month": "2025-02", "in_period": true, "count": 4, "partial": true,
             "counts": {"council": null, "police": 4}}],
            "by_weekday": [1, 2, 3, 4, 0, 0, 1], "without_day": 1, "by_hour": null,
            "without_hour": 12, "hour_weekday": null,
            "change": {"reason": "nothing to compare"}, "trend": {"reason": "too few"},
            "near_repeats": {"reason": "too few rows"}}})");
}

TEST(OverTimeSection, MissingMonthsAreSaidAndNoBars)
{
    const std::string html = over_time_section({{"layers", {layer_of_two_sources()}}});
    EXPECT_THAT(html, HasSubstr("<h3>V &amp; W</h3>"));
    EXPECT_THAT(html, HasSubstr("<p class=\"missing\">1 of 2 months of council is missing"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">2024-10 to 2024-12 (before the period), 3 "
                                "months</th><td class=\"missing\">not supplied</td><td "
                                "class=\"missing\">not supplied</td><td class=\"missing\">not "
                                "supplied</td><td></td>"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">2025-01</th><td class=\"number\">3</td><td "
                                "class=\"number\">5</td><td class=\"number\">8</td><td><svg"));
    EXPECT_THAT(html, HasSubstr("<td class=\"missing\">not supplied</td><td "
                                "class=\"number\">4</td><td class=\"missing\">4 in part</td>"));
    EXPECT_THAT(html, HasSubstr("width=\"120.0\" height=\"11\" fill=\"none\""));
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Records</th>"));
    EXPECT_THAT(html, HasSubstr("Of none of the records the hour is known."));
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Monday</th>"));
    EXPECT_THAT(html, HasSubstr("being known less finely than the day: 1 records."));
    EXPECT_THAT(html, HasSubstr("No trend of areas: too few."));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
}

TEST(OverTimeSection, HoursOfTheWeekAreShadedFigures)
{
    json layer = layer_of_two_sources();
    json& time = layer["time"];
    const std::vector<int> empty(24, 0);
    std::vector<std::vector<int>> days(7, empty);
    days[5][2] = 10;
    days[6][23] = 5;
    std::vector<int> hours = empty;
    hours[2] = 10;
    hours[23] = 5;
    time["hour_weekday"] = days;
    time["by_hour"] = hours;
    time["trend"] = json::parse(R"({"months": 34, "first": "2023-01", "last": "2025-12",
        "sets": {"wards": {"tested": 1200, "emerging": 0, "persistent": 0, "fading": 0,
            "areas": {"emerging": [], "persistent": [], "fading": []}}}})");
    time["near_repeats"] = json::parse(R"({"distance_m": 200.0, "days": 14, "incidents": 1200,
        "left_out": 0, "left_out_of_time": 0, "left_out_of_place": 0, "near_in_both": 153,
        "expected": 101.04, "ratio": 1.5142, "p": 0.005, "permutations": 199})");
    const std::string html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("Only pairs of one source count"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">Saturday</th>"));
    EXPECT_THAT(html,
                HasSubstr("<td class=\"number\" style=\"background:rgba(200,80,0,0.60)\">10"));
    EXPECT_THAT(html, HasSubstr("<td class=\"number\" style=\"background:rgba(200,80,0,0.30)\">5"));
    EXPECT_THAT(html, HasSubstr("<td class=\"number\">15</td></tr>"));
    EXPECT_THAT(html, HasSubstr("Over 34 months from 2023-01 to 2025-12"));
    EXPECT_THAT(html, HasSubstr("</table></div>\n<p class=\"quiet\">Read trends with caution"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">wards</th><td class=\"number\">1,200</td><td "
                                "class=\"number\">0</td><td class=\"number\">0</td>"));
    EXPECT_THAT(html, Not(HasSubstr("Of the wards")));
}

/// A trend of 25 emerging areas of cells, two of them named, and of one persistent ward.
json named_trend()
{
    return json::parse(R"({"months": 34, "first": "2023-01", "last": "2025-12", "sets": {
        "cells": {"tested": 900, "emerging": 25, "persistent": 0, "fading": 3, "areas": {
            "emerging": [{"code": "E1N2", "name": "E1N2", "trend_p_bh": 0.00001,
                "lies_in": {"code": "w7", "name": "Dogger & Bank", "text": "Dogger & Bank"},
                "gi_star_p_bh": 1.0, "change_before": 12, "change_after": 30, "change_ratio": 2.5,
                "change_p_bh": 0.01},
               {"code": "E3N2", "name": "E3N2", "trend_p_bh": 0.0312, "gi_star_p_bh": null,
                "change_before": 0, "change_after": 4, "change_ratio": null,
                "change_p_bh": 0.06}],
            "persistent": [], "fading": []}},
        "wards": {"tested": 12, "emerging": 0, "persistent": 1, "fading": 0, "areas": {
            "emerging": [], "fading": [], "persistent": [{"code": "w1", "name": "Abbey",
                "trend_p_bh": 0.7, "gi_star_p_bh": 0.004, "change_before": 1100,
                "change_after": 825, "change_ratio": 0.75, "change_p_bh": null}]}}}})");
}

TEST(OverTimeSection, AreasThatRiseFallOrStayHotAreNamed)
{
    json layer = layer_of_two_sources();
    layer["time"]["trend"] = named_trend();
    layer["time"]["change"] = change_of({"2025-01", "2025-02", "2025-03"}, 455, 412);
    const std::string html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("<p>Of the cells:</p>"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Adjusted p</th><th scope=\"col\">Jan–Mar "
                                "2024</th><th scope=\"col\">Jan–Mar 2025</th>"));
    EXPECT_THAT(html,
                HasSubstr("<th scope=\"row\">E1N2 (in Dogger &amp; Bank)</th><td>emerging</td><td "
                          "class=\"number\">under 0.0001</td><td class=\"number\">12</td><td "
                          "class=\"number\">30</td><td>2.5 times as many</td>"));
    EXPECT_THAT(html, HasSubstr("<td class=\"number\">0.031</td><td class=\"number\">0</td><td "
                                "class=\"number\">4</td><td>from none, may be chance</td>"));
    EXPECT_THAT(
        html, HasSubstr("<p>and 23 more emerging, 3 more fading, which the area tables name.</p>"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"row\">Abbey (w1)</th><td>persistent</td><td "
                                "class=\"number\">0.004</td><td class=\"number\">1,100</td><td "
                                "class=\"number\">825</td><td>25 % fewer, may be chance</td>"));
    EXPECT_THAT(html, Not(HasSubstr("</table></div>\n<p>and 0")));
}

TEST(OverTimeSection, WithoutMonthsToCompareAreasAreNamedWithoutAChange)
{
    json layer = layer_of_two_sources();
    layer["time"]["trend"] = named_trend();
    const std::string html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Adjusted p</th></tr>"));
    EXPECT_THAT(html, Not(HasSubstr("Change:")));
    EXPECT_THAT(html, Not(HasSubstr("Compared above")));
}

TEST(OverTimeSection, TheMonthsComparedAreNamedAboveTheTables)
{
    json layer = layer_of_two_sources();
    layer["time"]["change"] = change_of({"2025-01", "2025-02", "2025-03", "2025-05"}, 455, 412);
    std::string html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("<h4>Change: Jan–Mar, May 2025 against Jan–Mar, May 2024</h4>"));
    EXPECT_THAT(html, HasSubstr("<h4>By month</h4>\n<p>Compared above are Jan–Mar, May 2024 and "
                                "Jan–Mar, May 2025; the other months below are not.</p>"));
    layer["time"]["change"] = change_of({"2024-12", "2025-01"}, 455, 412);
    html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("<h4>Change: 2024-12 to 2025-01 against 2023-12 to 2024-01</h4>"));
    layer["time"]["change"] = change_of(year(2025), 455, 412);
    layer["time"]["months"] = json::array();
    for (int month = 0; month < 24; ++month) {
        layer["time"]["months"].push_back(
            {{"month", "2025-01"}, {"in_period", true}, {"count", 1}, {"counts", {{"police", 1}}}});
    }
    html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("<h4>Change: 2025 against 2024</h4>"));
    EXPECT_THAT(html, Not(HasSubstr("Compared above"))) << "no others stand beside them";
    // The months of one source are not those of the layer.
    layer["time"]["change"]["months_by_source"]["council"] = {"2025-01"};
    html = over_time_section({{"layers", {layer}}});
    EXPECT_THAT(html, HasSubstr("<h4>Change: part of 2025 against part of 2024</h4>"));
    EXPECT_THAT(html, HasSubstr("Compared above are part of 2024 and part of 2025: of each source "
                                "the months that it supplied in both years."));
}

TEST(OverTimeSection, LayersThatWereNotLookedAtAreLeftOut)
{
    EXPECT_EQ(over_time_section({{"layers", json::array()}}), "");
    EXPECT_EQ(over_time_section({{"layers", {{{"id", "v"}, {"title", "V"}}}}}), "");
}

}  // namespace
}  // namespace heatward::pipeline
