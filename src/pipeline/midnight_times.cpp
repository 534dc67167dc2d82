#include "midnight_times.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

template <class Row>
std::size_t count_timed(const std::vector<Row>& rows)
{
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const Row& row) {
        return row.precision == TimePrecision::minute;
    }));
}

template <class Row>
void coarsen(std::vector<Row>& rows, const std::vector<MidnightRow>& midnights)
{
    for (const MidnightRow& midnight : midnights) {
        rows.at(midnight.place).precision = TimePrecision::day;
        rows.at(midnight.place).time = midnight.stated;
    }
}

}  // namespace

void coarsen_midnight_times(SourceRows& rows, const MidnightRows& midnights,
                            const std::string& column)
{
    const std::size_t timed = count_timed(rows.used) + count_timed(rows.unlocated);
    const std::size_t at_midnight = midnights.used.size() + midnights.unlocated.size();
    if (static_cast<double>(at_midnight) <= kMidnightShare * static_cast<double>(timed)) {
        return;
    }
    coarsen(rows.used, midnights.used);
    coarsen(rows.unlocated, midnights.unlocated);
    rows.warnings.push_back(fmt::format(
        "{} of {} times in {} are midnight exactly ({:.1f} %, above {:.0f} %): these count as "
        "known to the day, and filters by hour leave them out",
        at_midnight, timed, column,
        100 * static_cast<double>(at_midnight) / static_cast<double>(timed), 100 * kMidnightShare));
}

}  // namespace heatward::pipeline
