#pragma once

#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/core/time_window.hpp"

namespace heatward::density {

/// What a density per day is multiplied with to be one per year: the mean Gregorian year of the
/// Julian reckoning.
inline constexpr double kDaysPerYear = 365.25;

/// The quartic kernel in time about a window's centre t, of half-width h:
///
///     k((t − s)/h)/h,   k(z) = (15/16)·(1 − z²)² for |z| < 1, else 0,
///
/// in 1/day, of mass 1 (Silverman 1986, table 3.1, biweight). It begins and ends without a kink, so
/// that an incident comes into a moving window and leaves it unseen; the Epanechnikov kernel's
/// slope jumps there. Integrals are closed forms without cancellation: relative error about 1e-14.
class TimeKernel {
public:
    /// `window.half_width_days` is at least 1.
    explicit TimeKernel(const TimeWindow& window);

    /// The kernel's mass from `begin` to before `end`, 0 to 1; 0 where `end` is not after `begin`.
    [[nodiscard]] double mass(WallMinutes begin, WallMinutes end) const;

    /// The kernel's mean over the time from `begin` to before `end`, in 1/day: the share of an
    /// incident of which no more is known than that it happened then.
    [[nodiscard]] double mean_per_day(WallMinutes begin, WallMinutes end) const;

    /// The kernel's mass within the supplied months and the interval: 1 where all that the window
    /// looks at was supplied, ½ at the end of a supply.
    [[nodiscard]] double supplied_mass(const std::vector<Month>& supplied,
                                       const TimeInterval& interval) const;

private:
    TimeWindow m_window;
};

}  // namespace heatward::density
