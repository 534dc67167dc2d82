#include "heatward/stats/incident_series.hpp"

#include <algorithm>

#include "heatward/core/week.hpp"

namespace heatward::stats {

IncidentSeries count_over_time(const IncidentTable& table, const RowSet& rows, Month first,
                               Month last)
{
    IncidentSeries series = count_over_week(table, rows);
    series.by_month.resize(static_cast<std::size_t>(std::max(0, last.index() - first.index() + 1)));
    for (const std::uint32_t row : rows) {
        const int month = month_of(table.time[row]).index() - first.index();
        if (month >= 0 && static_cast<std::size_t>(month) < series.by_month.size()) {
            ++series.by_month[static_cast<std::size_t>(month)];
        }
    }
    return series;
}

IncidentSeries count_over_week(const IncidentTable& table, const RowSet& rows)
{
    IncidentSeries series;
    for (const std::uint32_t row : rows) {
        const WallMinutes time = table.time[row];
        const TimePrecision precision = table.precision[row];
        const auto weekday = static_cast<std::size_t>(weekday_of(time));
        if (precision > TimePrecision::hour) {
            ++series.without_hour;
        } else {
            ++series.weekday_hours.at(weekday).at(static_cast<std::size_t>(hour_of(time)));
        }
        if (precision > TimePrecision::day) {
            ++series.without_day;
        } else {
            ++series.by_weekday.at(weekday);
        }
    }
    return series;
}

}  // namespace heatward::stats
