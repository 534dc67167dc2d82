#include "heatward/core/incident_filter.hpp"

#include <algorithm>

namespace heatward {
namespace {

constexpr WallMinutes kMinutesPerHour = 60;
constexpr WallMinutes kMinutesPerDay = 1440;

std::vector<std::uint8_t> membership(const std::vector<std::uint16_t>& indices)
{
    std::vector<std::uint8_t> member;
    for (const std::uint16_t i : indices) {
        if (i >= member.size()) {
            member.resize(std::size_t{i} + 1, 0);
        }
        member[i] = 1;
    }
    return member;
}

bool holds(const std::vector<std::uint8_t>& member, std::uint16_t i)
{
    return i < member.size() && member[i] != 0;
}

bool lies_in(const IncidentFilter& filter, WallMinutes time)
{
    return filter.interval.contains(time) && (filter.days.is_all() || filter.days.contains(time)) &&
           (filter.hours.is_all() || filter.hours.contains(time));
}

/// Whether the window, where there is one, holds a part of the unit that begins at `time`.
bool is_in_sight(const IncidentFilter& filter, WallMinutes time, TimePrecision precision)
{
    return !filter.window || filter.window->meets(time, end_of_unit(time, precision));
}

/// The first minute after `time` that may lie in what `time` does not: that of the next hour, or of
/// the next day where the whole day is none of `days`.
WallMinutes next_to_try(const Weekdays& days, WallMinutes time)
{
    const WallMinutes unit = days.contains(time) ? kMinutesPerHour : kMinutesPerDay;
    const WallMinutes into_unit = (time % unit + unit) % unit;  // also before 1970
    return time - into_unit + unit;
}

}  // namespace

TimePrecision needed_precision(const IncidentFilter& filter)
{
    TimePrecision needed = filter.interval.precision;
    if (!filter.days.is_all()) {
        needed = std::min(needed, TimePrecision::day);
    }
    if (!filter.hours.is_all()) {
        needed = std::min(needed, TimePrecision::hour);
    }
    return needed;
}

TimeInterval seen_interval(const IncidentFilter& filter)
{
    TimeInterval interval = filter.interval;
    if (filter.window) {
        interval.begin = std::max(interval.begin, filter.window->begin());
        interval.end = std::min(interval.end, filter.window->end());
    }
    return interval;
}

bool may_lie_in(const IncidentFilter& filter, WallMinutes time, TimePrecision precision)
{
    const TimeInterval seen = seen_interval(filter);
    const WallMinutes end = std::min(end_of_unit(time, precision), seen.end);
    for (WallMinutes t = std::max(time, seen.begin); t < end; t = next_to_try(filter.days, t)) {
        if (lies_in(filter, t)) {
            return true;
        }
    }
    return false;
}

IncidentSelection select(const IncidentTable& table, const IncidentFilter& filter)
{
    const auto categories = membership(filter.categories);
    const auto sources = membership(filter.sources);
    const TimePrecision needed = needed_precision(filter);
    IncidentSelection selection;
    selection.rows = RowSet(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (!holds(categories, table.category[i]) || !holds(sources, table.source[i])) {
            continue;
        }
        const bool is_too_coarse = table.precision[i] > needed;
        if (is_too_coarse ? !may_lie_in(filter, table.time[i], table.precision[i])
                          : !(lies_in(filter, table.time[i]) &&
                              is_in_sight(filter, table.time[i], table.precision[i]))) {
            ++selection.out_of_period;
        } else if (!table.located[i].in_study_area) {
            ++selection.outside_study_area;
        } else if (is_too_coarse) {
            ++selection.too_coarse;
        } else {
            selection.rows.insert(i);
        }
    }
    return selection;
}

}  // namespace heatward
