#include "midnight_times.hpp"

#include <fmt/format.h>

namespace heatward::pipeline {
namespace {

constexpr WallMinutes kMinutesPerDay = 1440;

template <class Row>
bool is_midnight(const Row& row)
{
    return row.precision == TimePrecision::minute && row.time % kMinutesPerDay == 0;
}

}  // namespace

void coarsen_midnight_times(SourceRows& rows, const std::string& column)
{
    std::size_t timed = 0;
    std::size_t at_midnight = 0;
    const auto count = [&](const auto& list) {
        for (const auto& row : list) {
            timed += static_cast<std::size_t>(row.precision == TimePrecision::minute);
            at_midnight += static_cast<std::size_t>(is_midnight(row));
        }
    };
    count(rows.used);
    count(rows.unlocated);
    if (static_cast<double>(at_midnight) <= kMidnightShare * static_cast<double>(timed)) {
        return;
    }
    const auto coarsen = [](auto& list) {
        for (auto& row : list) {
            row.precision = is_midnight(row) ? TimePrecision::day : row.precision;
        }
    };
    coarsen(rows.used);
    coarsen(rows.unlocated);
    rows.warnings.push_back(fmt::format(
        "{} of {} times in {} are midnight exactly ({:.1f} %, above {:.0f} %): these count as "
        "known to the day, and filters by hour leave them out",
        at_midnight, timed, column,
        100 * static_cast<double>(at_midnight) / static_cast<double>(timed), 100 * kMidnightShare));
}

}  // namespace heatward::pipeline
