#include "heatward/stats/incident_series.hpp"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heatward::stats {
namespace {

IncidentTable table_of(const std::vector<std::pair<WallMinutes, TimePrecision>>& times)
{
    IncidentTable table;
    for (const auto& [time, precision] : times) {
        Incident incident;
        incident.time = time;
        incident.precision = precision;
        table.append(incident);
    }
    return table;
}

std::size_t total(const IncidentSeries& series)
{
    std::size_t sum = 0;
    for (const auto& day : series.weekday_hours) {
        sum = std::accumulate(day.begin(), day.end(), sum);
    }
    return sum;
}

RowSet rows_of(const std::vector<std::size_t>& numbers, std::size_t table_rows)
{
    RowSet rows(table_rows);
    for (const std::size_t number : numbers) {
        rows.insert(number);
    }
    return rows;
}

TEST(IncidentSeries, CountsMonthsAndHoursOfTheWeek)
{
    const auto table =
        table_of({{wall_minutes(2025, 3, 8, 2, 59), TimePrecision::minute},  // Saturday
                  {wall_minutes(2025, 3, 8, 2), TimePrecision::hour},
                  {wall_minutes(2025, 3, 31, 23, 59), TimePrecision::minute},  // Monday
                  {wall_minutes(2025, 4, 1), TimePrecision::day},
                  {wall_minutes(2025, 5, 1), TimePrecision::month},
                  {wall_minutes(2025, 3, 8, 2), TimePrecision::hour}});
    const RowSet rows = rows_of({0, 1, 2, 3, 4}, 6);
    const auto series = count_over_time(table, rows, {2025, 2}, {2025, 5});
    EXPECT_THAT(series.by_month, ::testing::ElementsAre(0, 3, 1, 1));
    EXPECT_EQ(series.weekday_hours[5][2], 2U);
    EXPECT_EQ(series.weekday_hours[0][23], 1U);
    EXPECT_EQ(total(series), 3U);
    EXPECT_EQ(series.without_hour, 2U);
    // The day's row, a Tuesday, has a weekday; the month's has none.
    EXPECT_THAT(series.by_weekday, ::testing::ElementsAre(1, 1, 0, 0, 0, 2, 0));
    EXPECT_EQ(series.without_day, 1U);
    const auto week = count_over_week(table, rows);
    EXPECT_THAT(week.by_month, ::testing::IsEmpty());
    EXPECT_EQ(week.weekday_hours, series.weekday_hours);
    EXPECT_EQ(week.without_hour, 2U);
    EXPECT_EQ(week.by_weekday, series.by_weekday);
    EXPECT_EQ(week.without_day, 1U);
}

TEST(IncidentSeries, MonthsBeyondTheRangeAreNotCounted)
{
    const auto table = table_of({{wall_minutes(2024, 12, 31, 5), TimePrecision::hour},
                                 {wall_minutes(2025, 1, 1, 5), TimePrecision::hour},
                                 {wall_minutes(2025, 2, 1, 5), TimePrecision::hour}});
    const RowSet rows = rows_of({0, 1, 2}, 3);
    EXPECT_THAT(count_over_time(table, rows, {2025, 1}, {2025, 1}).by_month,
                ::testing::ElementsAre(1));
    EXPECT_THAT(count_over_time(table, rows, {2025, 2}, {2025, 1}).by_month, ::testing::IsEmpty());
}

}  // namespace
}  // namespace heatward::stats
