#include "heatward/core/time_window.hpp"

#include <gtest/gtest.h>

#include "heatward/core/incident_filter.hpp"

namespace heatward {
namespace {

std::vector<std::uint32_t> numbers_of(const RowSet& rows) { return {rows.begin(), rows.end()}; }

TEST(TimeWindow, StandsAboutNoonOfTheDay)
{
    const WallMinutes noon = wall_minutes(2025, 6, 15, 12);
    for (const WallMinutes time : {wall_minutes(2025, 6, 15), wall_minutes(2025, 6, 15, 14, 30),
                                   wall_minutes(2025, 6, 15, 23, 59)}) {
        EXPECT_EQ(TimeWindow::about_day_of(time, 30), (TimeWindow{noon, 30}));
    }
    EXPECT_EQ(TimeWindow::about_day_of(-1, 1).centre, -720) << "31 December 1969";
    const TimeWindow window{noon, 30};
    EXPECT_EQ(window.begin(), wall_minutes(2025, 5, 16, 12));
    EXPECT_EQ(window.end(), wall_minutes(2025, 7, 15, 12));
    EXPECT_TRUE(window.meets(start_of({2025, 5}), window.begin() + 1));
    EXPECT_FALSE(window.meets(start_of({2025, 5}), window.begin()));
    EXPECT_FALSE(window.meets(window.end(), window.end() + 1));
}

Incident incident_at(WallMinutes time, TimePrecision precision)
{
    Incident incident;
    incident.category = 0;
    incident.time = time;
    incident.precision = precision;
    incident.in_study_area = true;
    return incident;
}

TEST(TimeWindow, InAFilterTakesRowsThatMayLieInIt)
{
    IncidentTable table;
    table.append(incident_at(start_of({2025, 4}), TimePrecision::month));  // ends before
    table.append(incident_at(start_of({2025, 5}), TimePrecision::month));  // its end lies within
    table.append(incident_at(wall_minutes(2025, 5, 16), TimePrecision::day));
    table.append(incident_at(wall_minutes(2025, 5, 16, 11, 59), TimePrecision::minute));  // before
    table.append(incident_at(wall_minutes(2025, 5, 16, 12), TimePrecision::minute));
    table.append(incident_at(wall_minutes(2025, 7, 15, 12), TimePrecision::minute));  // after
    table.append(incident_at(start_of({2025, 7}), TimePrecision::month));
    IncidentFilter filter{{0}, {0}, parse_interval("2025").value()};
    filter.window = TimeWindow{wall_minutes(2025, 6, 15, 12), 30};
    const IncidentSelection selection = select(table, filter);
    EXPECT_EQ(numbers_of(selection.rows), (std::vector<std::uint32_t>{1, 2, 4, 6}));
    EXPECT_EQ(selection.out_of_period, 3U);
    EXPECT_EQ(selection.too_coarse, 0U);

    // Under hours, of the coarse rows those count as left out that may lie in the window too.
    filter.hours = {12, 13};
    const IncidentSelection of_noon = select(table, filter);
    EXPECT_EQ(numbers_of(of_noon.rows), std::vector<std::uint32_t>{4});
    EXPECT_EQ(of_noon.too_coarse, 3U);
    filter.window->half_width_days = 1;
    EXPECT_EQ(select(table, filter).too_coarse, 0U);
    EXPECT_EQ(seen_interval(filter).begin, wall_minutes(2025, 6, 14, 12));
    filter.interval = parse_interval("2025-06-15/2025-06-15").value();
    EXPECT_EQ(seen_interval(filter), filter.interval);
}

}  // namespace
}  // namespace heatward
