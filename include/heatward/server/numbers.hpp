#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/server/problem.hpp"

namespace heatward::server {

/// A finite decimal number and nothing beside it ("-1.5", "1e3"); no signs in front but '-', no
/// spaces, no "inf" or "nan".
std::optional<double> parse_number(std::string_view text);

/// A decimal integer from `least` to `most` and nothing beside it.
std::optional<long> parse_integer(std::string_view text, long least, long most);

/// The parts between commas; an empty text has one empty part.
std::vector<std::string_view> split_at_commas(std::string_view text);

/// Degrees within ±180 and ±90. The problem names `lon` or `lat`.
tl::expected<LonLat, Problem> parse_lonlat(std::string_view lon, std::string_view lat);

}  // namespace heatward::server
