#include "heatward/core/incident_filter.hpp"

#include <algorithm>

namespace heatward {
namespace {

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

/// Whether an incident somewhen in the unit of `precision` that begins at `time` may lie in the
/// interval.
bool may_lie_in(const TimeInterval& interval, WallMinutes time, TimePrecision precision)
{
    return time < interval.end && end_of_unit(time, precision) > interval.begin;
}

}  // namespace

IncidentSelection select(const IncidentTable& table, const IncidentFilter& filter)
{
    const auto categories = membership(filter.categories);
    const auto sources = membership(filter.sources);
    IncidentSelection selection;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (!holds(categories, table.category[i]) || !holds(sources, table.source[i])) {
            continue;
        }
        const bool is_too_coarse = table.precision[i] > filter.interval.precision;
        if (is_too_coarse ? !may_lie_in(filter.interval, table.time[i], table.precision[i])
                          : !filter.interval.contains(table.time[i])) {
            ++selection.out_of_period;
        } else if (table.in_study_area[i] == 0) {
            ++selection.outside_study_area;
        } else if (is_too_coarse) {
            ++selection.too_coarse;
        } else {
            selection.rows.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return selection;
}

}  // namespace heatward
