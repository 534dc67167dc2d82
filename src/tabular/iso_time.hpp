#pragma once

#include <optional>
#include <string_view>

#include "heatward/tabular/time_format.hpp"

namespace heatward::tabular {

/// Reads the ISO 8601 forms that TimeFormat names; nothing where the text is none of them, or no
/// date of the calendar.
std::optional<StatedTime> read_iso_time(std::string_view text);

}  // namespace heatward::tabular
