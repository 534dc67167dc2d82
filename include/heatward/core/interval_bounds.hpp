#pragma once

#include "heatward/core/time.hpp"

namespace heatward {

/// The coarsest unit (month, day, hour, minute) that both ends of the interval fall on; open ends
/// fall on any. Rows known no better than that can be told to lie in it.
TimePrecision precision_of_bounds(const TimeInterval& interval);

}  // namespace heatward
