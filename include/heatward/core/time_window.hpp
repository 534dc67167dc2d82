#pragma once

#include "heatward/core/time.hpp"

namespace heatward {

/// A span around an instant, by the wall clock: what a density in space and time looks at, its
/// weight falling from the instant to nought at either end.
struct TimeWindow {
    /// Limits of the half-width. Below a day most sources' times say nothing; beyond a year and a
    /// day the window holds the whole of most layers twice over.
    static constexpr int kLeastHalfWidth_days = 1;
    static constexpr int kMostHalfWidth_days = 366;

    WallMinutes centre = 0;
    int half_width_days = 30;

    /// The window about noon of the day that holds `time`.
    static TimeWindow about_day_of(WallMinutes time, int half_width_days);

    [[nodiscard]] WallMinutes begin() const;
    [[nodiscard]] WallMinutes end() const;

    /// Whether a part of the time from `from` to before `to` lies within the window.
    [[nodiscard]] bool meets(WallMinutes from, WallMinutes to) const
    {
        return from < end() && to > begin();
    }

    friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

}  // namespace heatward
