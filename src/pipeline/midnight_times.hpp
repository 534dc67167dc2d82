#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// Above this share of times at 00:00 exactly, midnight stands for "no time of day".
inline constexpr double kMidnightShare = 0.02;

/// A row whose time to the minute is midnight as the source states it, by its own clock.
struct MidnightRow {
    std::size_t place = 0;   ///< in `used` or `unlocated`
    WallMinutes stated = 0;  ///< before it was turned into the project's wall clock
};

/// Those of one source.
struct MidnightRows {
    std::vector<MidnightRow> used;
    std::vector<MidnightRow> unlocated;
};

/// Where more than kMidnightShare of a source's times to the minute are midnight exactly, counts
/// those as known to the day that was stated, and says so in a warning. `column` is the time's.
void coarsen_midnight_times(SourceRows& rows, const MidnightRows& midnights,
                            const std::string& column);

}  // namespace heatward::pipeline
