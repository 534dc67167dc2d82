#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "heatward/core/week.hpp"
#include "heatward/server/problem.hpp"
#include "heatward/server/url.hpp"

namespace heatward::server {

/// The subset of `allowed` that the parameter lists, separated by commas, in their order; all of
/// them without it. `owner` ("layer") is whose they are, for errors. 400 naming the parameter.
tl::expected<std::vector<std::string>, Problem> listed_ids(const Query& query,
                                                           std::string_view parameter,
                                                           const std::vector<std::string>& allowed,
                                                           std::string_view owner);

/// `hours`, or all of the day without it. 400 naming it.
tl::expected<HourRange, Problem> asked_hours(const Query& query);

/// `days`, or all of the week without it. 400 naming it.
tl::expected<Weekdays, Problem> asked_days(const Query& query);

}  // namespace heatward::server
