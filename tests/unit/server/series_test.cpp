#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heatward/core/week.hpp"
#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr double kWest = 540000;  // of the example run: ward W1 reaches 5000 m east from here
constexpr double kWardWidth = 5000;

/// The example run with times known to the minute, hour, day and month by turns.
run_store::RunData run_with_times()
{
    auto data = test::example_run_data();
    auto& incidents = data.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto row = static_cast<int>(incidents.row[i]);
        const WallMinutes day = wall_minutes(2025, 1, 1) + 1440 * (row * 11 % 365);
        incidents.precision[i] = static_cast<TimePrecision>(row / 2 % 4);
        switch (incidents.precision[i]) {
            case TimePrecision::minute:
                incidents.time[i] = day + row * 137 % 1440;
                break;
            case TimePrecision::hour:
                incidents.time[i] = day + row % 24 * 60;
                break;
            case TimePrecision::day:
                incidents.time[i] = day;
                break;
            case TimePrecision::month:
                incidents.time[i] = start_of(month_of(day));
        }
    }
    return data;
}

run_store::RunData run_of_both_sources()
{
    auto data = run_with_times();
    data.project.layers[0].sources = {"police", "ambulance"};
    data.project.layers[0].combine = "sum";
    return data;
}

struct Counted {
    std::map<std::string, std::size_t> by_month;
    std::size_t hours[7][24] = {};
    std::size_t without_hour = 0;
};

/// Rows that `is_counted`, each looked at by itself.
Counted count(const run_store::RunData& data, const auto& is_counted)
{
    Counted counted;
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        const Incident incident = data.incidents.at(i);
        if (!is_counted(incident)) {
            continue;
        }
        const std::string time = format_time(incident.time, TimePrecision::minute);
        ++counted.by_month[time.substr(0, 7)];
        if (incident.precision > TimePrecision::hour) {
            ++counted.without_hour;
        } else {
            // 30 December 2024 was a Monday.
            const auto day = (incident.time - wall_minutes(2024, 12, 30)) / 1440 % 7;
            ++counted.hours[day][std::stoi(time.substr(11, 2))];
        }
    }
    return counted;
}

void expect_equal(const nlohmann::json& series, const Counted& wanted)
{
    ASSERT_EQ(series.at("months").size(), 12U);
    for (int month = 1; month <= 12; ++month) {
        const auto& entry = series.at("months").at(static_cast<std::size_t>(month - 1));
        const std::string text = to_string(Month{2025, month});
        EXPECT_EQ(entry.at("month"), text);
        const auto found = wanted.by_month.find(text);
        EXPECT_EQ(entry.at("count"), found == wanted.by_month.end() ? 0 : found->second) << text;
        EXPECT_THAT(entry.at("missing"), IsEmpty());
    }
    ASSERT_EQ(series.at("weekday_hours").size(), 7U);
    for (std::size_t day = 0; day < 7; ++day) {
        ASSERT_EQ(series.at("weekday_hours").at(day).size(), 24U);
        for (std::size_t hour = 0; hour < 24; ++hour) {
            EXPECT_EQ(series.at("weekday_hours").at(day).at(hour), wanted.hours[day][hour])
                << day << " " << hour;
        }
    }
    EXPECT_EQ(series.at("without_hour"), wanted.without_hour);
}

TEST(Series, CountsTheLayerByMonthWeekdayAndHour)
{
    const auto data = run_with_times();
    ServedExample example(data);
    const auto series = example.json("/series/violence");
    expect_equal(series, count(data, [](const Incident& i) { return i.source == 0; }));
    EXPECT_EQ(series.at("layer"), "violence");
    EXPECT_TRUE(series.at("area").is_null());
    EXPECT_EQ(series.at("unit"), "incidents per month");
    EXPECT_EQ(series.at("excluded"), 0);
    EXPECT_GT(series.at("without_hour"), 0);
}

TEST(Series, CountsOneAreaUnderTheSameFilters)
{
    const auto data = run_with_times();
    ServedExample example(data);
    const auto in_ward = [](const Incident& i, int ward) {
        return i.source == 0 && i.position.x >= kWest + kWardWidth * (ward - 1) &&
               i.position.x < kWest + kWardWidth * ward;
    };
    for (int ward = 1; ward <= 4; ++ward) {
        const auto series = example.json("/series/violence/W" + std::to_string(ward));
        expect_equal(series, count(data, [&](const Incident& i) { return in_ward(i, ward); }));
        EXPECT_EQ(series.at("area").at("set"), "wards");
        EXPECT_EQ(series.at("area").at("code"), "W" + std::to_string(ward));
        EXPECT_EQ(series.at("area").at("name"), "Ward " + std::to_string(ward));
    }
    const auto district = example.json("/series/violence/D2");
    expect_equal(district,
                 count(data, [&](const Incident& i) { return in_ward(i, 3) || in_ward(i, 4); }));
    EXPECT_EQ(district.at("area").at("set"), "districts");

    const auto filtered = example.json("/series/violence/W2?category=robbery&hours=22-04");
    const auto is_of_night = [&](const Incident& i) {
        const int hour = hour_of(i.time);
        return in_ward(i, 2) && i.category == 1 && (hour >= 22 || hour < 4);
    };
    expect_equal(filtered, count(data, [&](const Incident& i) {
                     return is_of_night(i) && i.precision <= TimePrecision::hour;
                 }));
    EXPECT_EQ(filtered.at("excluded"), count(data, [&](const Incident& i) {
                                           return in_ward(i, 2) && i.category == 1;
                                       }).without_hour);
    EXPECT_GT(filtered.at("excluded"), 0);
    EXPECT_EQ(example.get("/series/violence/W2?category=robbery&hours=22-04")
                  .header("X-Heatward-Excluded"),
              filtered.at("excluded").dump());
}

TEST(Series, RowsOutsideTheStudyAreaAreNotCounted)
{
    auto data = run_with_times();
    for (LocatedBy& located : data.incidents.located) {
        located.in_study_area = false;
    }
    ServedExample example(data);
    expect_equal(example.json("/series/violence"), Counted{});
    expect_equal(example.json("/series/violence/W1?days=fri"), Counted{});
    EXPECT_EQ(example.json("/series/violence/W1?days=fri").at("excluded"), 0);
}

TEST(Series, AnIntervalLeavesOtherMonthsUnknown)
{
    const auto data = run_with_times();
    ServedExample example(data);
    const auto series = example.json("/series/violence?datetime=2025-03/2025-04");
    const auto wanted = count(data, [](const Incident& i) {
        const int month = month_of(i.time).month;
        return i.source == 0 && (month == 3 || month == 4);
    });
    ASSERT_EQ(series.at("months").size(), 12U);
    for (const auto& entry : series.at("months")) {
        const auto found = wanted.by_month.find(entry.at("month"));
        if (found == wanted.by_month.end()) {
            EXPECT_TRUE(entry.at("count").is_null()) << entry;
        } else {
            EXPECT_EQ(entry.at("count"), found->second);
        }
    }
    EXPECT_EQ(series.at("without_hour"), wanted.without_hour);
    const auto outside = example.json("/series/violence?datetime=2024");
    for (const auto& entry : outside.at("months")) {
        EXPECT_TRUE(entry.at("count").is_null());
    }
}

TEST(Series, MonthsThatNobodySuppliedAreAbsentAndNotNought)
{
    auto data = run_of_both_sources();
    data.sources[0].periods = months_between({2025, 1}, {2025, 8});
    data.sources[0].missing_periods = {{2025, 9}, {2025, 10}};
    data.sources[1].periods = months_between({2025, 3}, {2025, 9});
    data.sources[1].missing_periods = {};
    ServedExample example(data);
    const auto months = example.json("/series/violence").at("months");
    ASSERT_EQ(months.size(), 10U) << "the layer's period cut to what is supplied or missing";
    EXPECT_THAT(months.at(0).at("missing"), ElementsAre("ambulance"));
    EXPECT_TRUE(months.at(0).at("count").is_number());
    EXPECT_THAT(months.at(3).at("missing"), IsEmpty());
    EXPECT_THAT(months.at(8).at("missing"), ElementsAre("police"));
    EXPECT_TRUE(months.at(8).at("count").is_number());
    EXPECT_THAT(months.at(9).at("missing"), ElementsAre("police", "ambulance"));
    EXPECT_TRUE(months.at(9).at("count").is_null());

    const auto of_police = example.json("/series/violence?source=police");
    EXPECT_EQ(of_police.at("unit"), "incidents per month");
    EXPECT_EQ(of_police.at("months").size(), 10U);
    EXPECT_THAT(of_police.at("months").at(0).at("missing"), IsEmpty());
    EXPECT_TRUE(of_police.at("months").at(8).at("count").is_null());
}

TEST(Series, SeveralSourcesCountRecords)
{
    const auto data = run_of_both_sources();
    ServedExample example(data);
    const auto series = example.json("/series/violence");
    EXPECT_EQ(series.at("unit"), "records per month");
    expect_equal(series, count(data, [](const Incident&) { return true; }));
}

TEST(Series, ACodeIsLookedUpInTheWardsFirst)
{
    auto data = run_with_times();
    data.area_sets[0].rows[1][0] = "W1";  // a district's code
    ServedExample example(data);
    EXPECT_EQ(example.json("/series/violence/W1").at("area").at("set"), "wards");
}

TEST(Series, WhatIsNotThereIs404WithTheNearest)
{
    ServedExample example;
    const Response area = example.get("/series/violence/W1x");
    EXPECT_EQ(area.status, 404);
    EXPECT_THAT(area.body, HasSubstr("did you mean \\\"W1\\\""));
    const Response layer = example.get("/series/violense/W1");
    EXPECT_EQ(layer.status, 404);
    EXPECT_THAT(layer.body, HasSubstr("violence"));
    EXPECT_EQ(example.get("/series/violence?days=x").status, 400);
    EXPECT_EQ(example.get("/series/violence/W1?limit=2").status, 400);
    EXPECT_EQ(example.get("/series").status, 404);
}

TEST(Series, IsForAnalystsAlone)
{
    // A run that holds the same data for partners: even then no bare count may leave.
    auto data = test::example_run_data();
    data.project.layers[0].tier = Tier::partner;
    ServedExample example(data, Tier::partner);
    example.current = run_store::Run::in_memory(data, Tier::partner);
    EXPECT_EQ(example.get("/legend/violence.json").status, 200);
    for (const char* target :
         {"/series/violence", "/series/violence/W1", "/series/violence?days=fri"}) {
        const auto response = example.get(target);
        EXPECT_EQ(response.status, 403) << target;
        EXPECT_THAT(response.body, HasSubstr("for analysts alone")) << target;
    }
    // What is wrong or not there is told as it is to analysts.
    EXPECT_EQ(example.get("/series/violence/none").status, 404);
    EXPECT_EQ(example.get("/series/violence?days=x").status, 400);
}

}  // namespace
}  // namespace heatward::server
