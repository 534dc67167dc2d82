#include "heatward/core/interval_bounds.hpp"

namespace heatward {

TimePrecision precision_of_bounds(const TimeInterval& interval)
{
    constexpr WallMinutes kDay = WallMinutes{24} * 60;
    const auto all = [&](auto falls_on_it) {
        constexpr TimeInterval open;
        return (interval.begin == open.begin || falls_on_it(interval.begin)) &&
               (interval.end == open.end || falls_on_it(interval.end));
    };
    if (all([](WallMinutes time) { return start_of(month_of(time)) == time; })) {
        return TimePrecision::month;
    }
    if (all([](WallMinutes time) { return time % kDay == 0; })) {
        return TimePrecision::day;
    }
    return all([](WallMinutes time) { return time % 60 == 0; }) ? TimePrecision::hour
                                                                : TimePrecision::minute;
}

}  // namespace heatward
