#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace heatward::maps {

/// A whole number with commas between thousands: "12,345".
std::string whole_number_text(std::int64_t value);

/// Numbers for a legend: two significant digits below 10, whole above with commas between
/// thousands; more digits where two neighbours would read alike. `values` ascend and are
/// not negative.
std::vector<std::string> bound_texts(std::span<const double> values);

}  // namespace heatward::maps
