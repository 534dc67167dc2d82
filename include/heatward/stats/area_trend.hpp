#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "heatward/core/time.hpp"

namespace heatward::stats {

/// Months up to the end of the period that a trend is sought in, and how many of them have to be
/// supplied.
struct TrendWindow {
    int months = 0;
    std::size_t fewest = 0;
};
/// The first that is supplied well enough serves. Whole years hold each season equally often, so
/// that a season does not pass for a trend; what an area was like more than three years ago says
/// little of where it is heading.
inline constexpr std::array<TrendWindow, 2> kTrendWindows{{{36, 30}, {24, 20}}};
/// Share of areas called emerging or fading, hot or not, that may be so by chance alone.
inline constexpr double kTrendLevel = 0.05;

/// Incidents per day of each of the months, ascending, that `counts` are of; months differ by up to
/// a tenth in their days.
std::vector<double> daily_rates(std::span<const std::uint32_t> counts,
                                std::span<const Month> months);

/// What tells whether an area's figures rise or fall and whether it is hot.
struct TrendEvidence {
    double z = 0;           ///< of Mann-Kendall
    double p_adjusted = 1;  ///< of the same, for the number of areas; NaN where untested
    double gi_star_z = 0;   ///< of the period; NaN where the area has none
    double gi_star_p_adjusted = 1;
    /// Of the period against the same months a year before; NaN where they are not compared.
    double change_p_adjusted = std::numeric_limits<double>::quiet_NaN();
    /// Whether it has incidents of its own in every year of the months that its trend is of.
    bool has_some_every_year = true;
};

enum class AreaTrend : std::uint8_t {
    none,
    emerging,    ///< rising
    fading,      ///< falling
    persistent,  ///< hot over the period and for years, and neither of them can be told
};

/// `emerging` or `fading` where the adjusted p is at most kTrendLevel, else `persistent` where Gi*,
/// which counts the neighbours too, is above 0 with an adjusted p of at most kTrendLevel, the area
/// has some of its own every year, and the change against the year before is not known to be more
/// than chance at kTrendLevel. `none` of an area whose trend was not tested.
AreaTrend area_trend(const TrendEvidence& evidence);

/// "emerging", "fading", "persistent"; empty for `none`.
std::string_view trend_text(AreaTrend trend);

}  // namespace heatward::stats
