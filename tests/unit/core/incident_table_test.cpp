#include "heatward/core/incident_table.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "heatward/core/error.hpp"
#include "heatward/core/incident_filter.hpp"

namespace heatward {
namespace {

Incident incident_at(double x, double y, std::uint32_t row)
{
    Incident incident;
    incident.position = {x, y};
    incident.row = row;
    incident.category = 0;
    incident.time = wall_minutes(2025, 6, 1);
    incident.in_study_area = true;
    return incident;
}

TEST(IncidentTableTest, OrderDoesNotDependOnTheOrderOfArrival)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> coordinate(-1e5, 7e5);
    std::vector<Incident> incidents;
    for (std::uint32_t i = 0; i < 500; ++i) {
        incidents.push_back(incident_at(coordinate(random), coordinate(random), i));
        incidents.push_back(
            incident_at(incidents.back().position.x, incidents.back().position.y, 1000 + i));
    }
    IncidentTable first;
    for (const auto& incident : incidents) {
        first.append(incident);
    }
    std::shuffle(incidents.begin(), incidents.end(), random);
    IncidentTable second;
    for (const auto& incident : incidents) {
        second.append(incident);
    }
    first.sort_spatially();
    second.sort_spatially();
    EXPECT_EQ(first.row, second.row);
    EXPECT_EQ(first.x, second.x);
    auto rows = first.row;
    std::sort(rows.begin(), rows.end());
    EXPECT_EQ(std::unique(rows.begin(), rows.end()), rows.end());
    EXPECT_EQ(rows.size(), 1000U);
}

TEST(IncidentTableTest, RowsOfOnePlaceAreOrderedByFileThenRow)
{
    IncidentTable table;
    for (const std::uint32_t i : {3U, 1U, 2U, 0U}) {
        Incident incident = incident_at(5, 5, 2 - i % 2);
        incident.file = static_cast<std::uint16_t>(i / 2);
        table.append(incident);
    }
    table.sort_spatially();
    EXPECT_EQ(table.file, (std::vector<std::uint16_t>{0, 0, 1, 1}));
    EXPECT_EQ(table.row, (std::vector<std::uint32_t>{1, 2, 1, 2}));
}

TEST(IncidentTableTest, RowsKeepTheirColumnsWhenSorted)
{
    IncidentTable table;
    for (std::uint32_t i = 0; i < 64; ++i) {
        Incident incident = incident_at(1000.0 - i * 60.0, i * 35.0, i);
        incident.source = static_cast<std::uint16_t>(i);
        incident.file = static_cast<std::uint16_t>(100 + i);
        incident.uncertainty_m = static_cast<float>(i);
        incident.level = i % 2 == 0 ? MatchLevel::masked : MatchLevel::street;
        table.append(incident);
    }
    table.sort_spatially();
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Incident incident = table.at(i);
        EXPECT_EQ(incident.position.x, 1000.0 - incident.row * 60.0);
        EXPECT_EQ(incident.position.y, incident.row * 35.0);
        EXPECT_EQ(incident.source, incident.row);
        EXPECT_EQ(incident.file, 100 + incident.row);
        EXPECT_EQ(incident.uncertainty_m, static_cast<float>(incident.row));
        EXPECT_EQ(incident.level, incident.row % 2 == 0 ? MatchLevel::masked : MatchLevel::street);
    }
}

TEST(IncidentFilterTest, EachRowIsCountedUnderOneReason)
{
    IncidentTable table;
    auto add = [&](auto change) {
        Incident incident = incident_at(0, 0, 0);
        change(incident);
        table.append(incident);
    };
    add([](Incident&) {});
    add([](Incident& i) { i.category = 1; });
    add([](Incident& i) { i.category = kNoCategory; });
    add([](Incident& i) { i.source = 1; });
    add([](Incident& i) { i.time = wall_minutes(2024, 12, 31, 23, 59); });
    add([](Incident& i) { i.time = wall_minutes(2026, 1, 1); });
    add([](Incident& i) { i.in_study_area = false; });
    add([](Incident& i) { i.time = wall_minutes(2025, 12, 31, 23, 59); });

    IncidentFilter filter{{0}, {0}, parse_interval("2025-01/2025-12").value()};
    const IncidentSelection selection = select(table, filter);
    EXPECT_EQ(std::vector<std::uint32_t>(selection.rows.begin(), selection.rows.end()),
              (std::vector<std::uint32_t>{0, 7}));
    EXPECT_EQ(selection.out_of_period, 2U);
    EXPECT_EQ(selection.outside_study_area, 1U);
    EXPECT_EQ(selection.too_coarse, 0U);

    filter.interval = parse_interval("2025-06-01/2025-06-02").value();
    const IncidentSelection days = select(table, filter);
    EXPECT_TRUE(days.rows.empty());
    EXPECT_EQ(days.too_coarse, 1U);  // row 0: June, inside; the others are of other months
    EXPECT_EQ(days.outside_study_area, 1U);
    EXPECT_EQ(days.out_of_period, 3U);
}

TEST(IncidentTable, TakesThirtySixBytesAnIncident)
{
    IncidentTable table;
    table.reserve(1000);
    EXPECT_EQ(table.memory_bytes(), 36'000U);
}

TEST(IncidentTable, HoldsTheYearsThatTimesAreReadFromAndRefusesOthers)
{
    IncidentTable table;
    for (const WallMinutes time :
         {wall_minutes(1900, 1, 1), wall_minutes(2199, 12, 31, 23, 59), WallMinutes{INT32_MAX}}) {
        Incident incident;
        incident.time = time;
        table.append(incident);
        EXPECT_EQ(table.at(table.size() - 1).time, time);
    }
    Incident incident;
    incident.time = WallMinutes{INT32_MAX} + 1;
    EXPECT_THROW(table.append(incident), DataError);
    EXPECT_EQ(table.size(), 3U);
    EXPECT_EQ(table.time.size(), 3U);
}

}  // namespace
}  // namespace heatward
