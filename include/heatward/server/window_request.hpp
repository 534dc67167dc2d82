#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "heatward/core/time_window.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// Half-width of a moving window where the request does not say: about a month each way.
inline constexpr int kUsualSpan_days = 30;

/// Reads `at` (a date, or an RFC 3339 time) and `span` (half-width in whole days, the limits are
/// TimeWindow's). Of a time the day is taken by the clock of `time_zone`, and the window stands
/// about that day's noon: a slider asks for at most 366 densities a year, and all who ask for a day
/// ask for the same. Nothing without `at`. 400 for what is neither, for `at` beside `datetime` and
/// for `span` alone.
tl::expected<std::optional<TimeWindow>, Problem> parse_window(const Query& query,
                                                              const std::string& time_zone);

}  // namespace heatward::server
