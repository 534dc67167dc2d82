#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/row_set.hpp"
#include "heatward/core/time.hpp"

namespace heatward::stats {

/// Counts of incidents over time, by the wall clock.
struct IncidentSeries {
    std::vector<std::size_t> by_month;  ///< one a month, from the first asked for on
    /// Of the days of the week (0 = Monday) the hours of the day.
    std::array<std::array<std::size_t, 24>, 7> weekday_hours{};
    std::size_t without_hour = 0;  ///< known less finely than the hour: in no weekday_hours
    /// Of the days of the week (0 = Monday), rows known to the day at least.
    std::array<std::size_t, 7> by_weekday{};
    std::size_t without_day = 0;  ///< known less finely than the day: in no by_weekday
};

/// Counts `rows` of the table into the months from `first` to `last`, both included,
/// and into the hours of the week. Rows of other months count in the week alone.
IncidentSeries count_over_time(const IncidentTable& table, const RowSet& rows, Month first,
                               Month last);

/// Counts `rows` into the hours of the week alone; by_month stays empty.
IncidentSeries count_over_week(const IncidentTable& table, const RowSet& rows);

}  // namespace heatward::stats
