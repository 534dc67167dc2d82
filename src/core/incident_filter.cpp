#include "heatward/core/incident_filter.hpp"

#include <algorithm>
#include <utility>

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

/// Applies a filter to rows, one by one.
class Selector {
public:
    Selector(const IncidentTable& table, const IncidentFilter& filter)
        : m_table(table),
          m_filter(filter),
          m_categories(membership(filter.categories)),
          m_sources(membership(filter.sources)),
          m_needed(needed_precision(filter))
    {
        m_selection.rows = RowSet(table.size());
    }

    void look_at(std::size_t i)
    {
        if (!holds(m_categories, m_table.category[i]) || !holds(m_sources, m_table.source[i])) {
            return;
        }
        const WallMinutes time = m_table.time[i];
        const TimePrecision precision = m_table.precision[i];
        const bool is_too_coarse = precision > m_needed;
        if (is_too_coarse ? !may_lie_in(m_filter, time, precision)
                          : !(lies_in(m_filter, time) && is_in_sight(m_filter, time, precision))) {
            ++m_selection.out_of_period;
        } else if (!m_table.located[i].in_study_area) {
            ++m_selection.outside_study_area;
        } else if (is_too_coarse) {
            ++m_selection.too_coarse;
        } else {
            m_selection.rows.insert(i);
        }
    }

    IncidentSelection take() { return std::move(m_selection); }

private:
    const IncidentTable& m_table;
    const IncidentFilter& m_filter;
    std::vector<std::uint8_t> m_categories;
    std::vector<std::uint8_t> m_sources;
    TimePrecision m_needed;
    IncidentSelection m_selection;
};

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
    Selector selector(table, filter);
    for (std::size_t i = 0; i < table.size(); ++i) {
        selector.look_at(i);
    }
    return selector.take();
}

IncidentSelection select(const IncidentTable& table, const IncidentFilter& filter,
                         const RowSet& among)
{
    Selector selector(table, filter);
    for (const std::uint32_t i : among) {
        selector.look_at(i);
    }
    return selector.take();
}

}  // namespace heatward
