#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "served_example.hpp"

namespace heatward::server {
namespace {

using test::ServedExample;

/// The example run with both sources in its layer and times known to the minute, or to the month.
run_store::RunData whole_run()
{
    auto data = test::example_run_data();
    data.project.layers[0].sources = {"police", "ambulance"};
    data.project.layers[0].edge = EdgeCorrection::diggle;
    auto& incidents = data.incidents;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const auto row = static_cast<int>(incidents.row[i]);
        if (row % 7 != 0) {
            incidents.precision[i] = TimePrecision::minute;
            incidents.time[i] =
                wall_minutes(2025, 1, 1) + 1440 * (row * 11 % 365) + row * 137 % 1440;
        }
    }
    incidents.sort_spatially();
    return data;
}

/// The run of the rows alone that are kept, of the same project but for its layer's period.
run_store::RunData run_of(const std::function<bool(const Incident&)>& keeps,
                          const char* period = "2025-01/2025-12")
{
    auto data = whole_run();
    data.project.layers[0].period = parse_interval(period).value();
    IncidentTable kept;
    for (std::size_t i = 0; i < data.incidents.size(); ++i) {
        if (keeps(data.incidents.at(i))) {
            kept.append(data.incidents.at(i));
        }
    }
    data.incidents = std::move(kept);
    return data;
}

bool is_of_night(const Incident& incident)
{
    const auto hour = incident.time / 60 % 24;
    return incident.precision <= TimePrecision::hour && (hour >= 22 || hour < 4);
}

bool is_of_weekend(const Incident& incident)
{
    // 30 December 2024 was a Monday.
    const auto day = ((incident.time - wall_minutes(2024, 12, 30)) / 1440) % 7;
    return incident.precision <= TimePrecision::day && day >= 5;
}

const std::vector<std::string> kTiles{"8/128/84", "9/256/168", "10/512/337", "11/1024/674",
                                      "12/2049/1349"};

void expect_same_answers(run_store::RunData alone, const std::string& filter)
{
    ServedExample whole(whole_run());
    ServedExample part(std::move(alone));
    std::size_t differing = 0;
    for (const auto& tile : kTiles) {
        for (const char* scale : {"", "@2x"}) {
            const std::string address = "/tiles/violence/" + tile + scale + ".png";
            const Response filtered = whole.get(address + "?" + filter);
            const Response of_part = part.get(address);
            ASSERT_EQ(filtered.status, 200) << filtered.body;
            // Not EXPECT_EQ, which would print the pictures' bytes.
            EXPECT_TRUE(filtered.body == of_part.body) << address << " " << filter;
            differing += filtered.body != whole.get(address).body ? 1U : 0U;
        }
    }
    EXPECT_GE(differing, 6U) << filter << " should change the pictures";
    for (const char* place : {"0.15296,52.17401", "0.1,52.15", "0.25,52.2"}) {
        const std::string address = std::string("/point/violence/") + place;
        // As text: the shortest that gives the double back.
        EXPECT_EQ(whole.json(address + "?" + filter).at("density").dump(),
                  part.json(address).at("density").dump())
            << place << " " << filter;
    }
}

TEST(FilteredRun, ATileUnderAFilterIsThatOfARunOfTheFilteredRowsAlone)
{
    expect_same_answers(run_of([](const Incident& i) { return i.category == 1; }),
                        "category=robbery");
    expect_same_answers(run_of([](const Incident& i) { return i.source == 1; }),
                        "source=ambulance");
    expect_same_answers(run_of(is_of_night), "hours=22-04");
    expect_same_answers(run_of(is_of_weekend), "days=sat,sun");
    expect_same_answers(run_of([](const Incident& i) {
                            return is_of_night(i) && is_of_weekend(i) && i.category == 0;
                        }),
                        "days=sun,sat&hours=22-4&category=violence");
}

TEST(FilteredRun, AnIntervalIsThatOfARunOfThatPeriod)
{
    const auto of_interval = [](const char* text) {
        const auto interval = parse_interval(text).value();
        return run_of(
            [&](const Incident& i) {
                return i.precision <= interval.precision && interval.contains(i.time);
            },
            text);
    };
    expect_same_answers(of_interval("2025-03/2025-05"), "datetime=2025-03/2025-05");
    expect_same_answers(of_interval("2025-03-10/2025-06-20"), "datetime=2025-03-10/2025-06-20");
}

}  // namespace
}  // namespace heatward::server
