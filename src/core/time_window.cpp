#include "heatward/core/time_window.hpp"

namespace heatward {
namespace {

constexpr WallMinutes kMinutesPerDay = 1440;

}  // namespace

TimeWindow TimeWindow::about_day_of(WallMinutes time, int half_width_days)
{
    const WallMinutes into_day = (time % kMinutesPerDay + kMinutesPerDay) % kMinutesPerDay;
    return {time - into_day + kMinutesPerDay / 2, half_width_days};
}

WallMinutes TimeWindow::begin() const { return centre - kMinutesPerDay * half_width_days; }
WallMinutes TimeWindow::end() const { return centre + kMinutesPerDay * half_width_days; }

}  // namespace heatward
