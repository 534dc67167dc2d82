#pragma once

#include "heatward/pipeline/source_reader.hpp"

namespace heatward::pipeline {

/// Above this share of times at 00:00 exactly, midnight stands for "no time of day".
inline constexpr double kMidnightShare = 0.02;

/// Where more than kMidnightShare of a source's times to the minute are midnight exactly, counts
/// those as known to the day, and says so in a warning. `column` is the time's.
void coarsen_midnight_times(SourceRows& rows, const std::string& column);

}  // namespace heatward::pipeline
