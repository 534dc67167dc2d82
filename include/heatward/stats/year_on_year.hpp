#pragma once

#include <span>
#include <vector>

#include "heatward/core/time.hpp"

namespace heatward::stats {

/// Months in a comparison of a year with the year before: more, and a month would stand on both of
/// its sides, which the exact test of two counts does not allow.
inline constexpr int kComparedMonths = 12;

/// The months, ascending, of the kComparedMonths up to `last` and not before `first` that were
/// supplied as the same months a year earlier were. `supplied` is ascending.
std::vector<Month> comparable_months(std::span<const Month> supplied, Month first, Month last);

}  // namespace heatward::stats
