#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "heatward/core/incident_table.hpp"
#include "heatward/core/row_set.hpp"
#include "heatward/core/time.hpp"
#include "heatward/core/time_window.hpp"
#include "heatward/core/week.hpp"

namespace heatward {

/// Which incidents a layer or a request takes: batch and server choose by this
/// one rule.
struct IncidentFilter {
    std::vector<std::uint16_t> categories;  ///< indices that count; none listed: none counts
    std::vector<std::uint16_t> sources;     ///< likewise
    TimeInterval interval;
    HourRange hours = {};  ///< of the day, by the wall clock
    Weekdays days = {};
    /// Only what may have happened within it counts, and by its nearness to the centre.
    std::optional<TimeWindow> window = std::nullopt;

    friend bool operator==(const IncidentFilter&, const IncidentFilter&) = default;
};

/// What a filter made of the rows of its categories and sources.
struct IncidentSelection {
    RowSet rows;                         ///< of the table that count
    std::size_t out_of_period = 0;       ///< not in the period, or not in its hours and days
    std::size_t outside_study_area = 0;  ///< in the period, but outside the study area
    std::size_t too_coarse = 0;          ///< may lie in them, but known less finely than they need
};

/// How finely a row's time must be known for the filter to apply: as finely as the interval's finer
/// bound, to the hour where only some hours count, to the day where only some days do.
TimePrecision needed_precision(const IncidentFilter& filter);

/// The part of the filter's interval that its window looks at: all of it where there is none.
TimeInterval seen_interval(const IncidentFilter& filter);

/// Whether an incident somewhen in the unit of `precision` that begins at `time` may lie in the
/// filter's interval, window, hours and days at once.
bool may_lie_in(const IncidentFilter& filter, WallMinutes time, TimePrecision precision);

/// Applies the filter in table order. A row counts when its category and source are listed, its
/// time is known finely enough and lies in the interval, hours and days, and it lies inside the
/// study area. A row of the study area that may lie in them, but whose time is known too coarsely
/// to tell, is `too_coarse`. A window never makes a row too coarse: one whose time may lie in it
/// counts, in part.
IncidentSelection select(const IncidentTable& table, const IncidentFilter& filter);

/// As above of the rows `among` alone.
IncidentSelection select(const IncidentTable& table, const IncidentFilter& filter,
                         const RowSet& among);

}  // namespace heatward
