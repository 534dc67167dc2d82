#pragma once

#include <span>
#include <string_view>

#include "expression.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/cql2/queryables.hpp"

namespace heatward::cql2 {

/// Reads and checks the JSON form; throws a Refusal.
CheckedFilter read_json(std::string_view filter, std::span<const Queryable> queryables,
                        const TimeZone* zone);

}  // namespace heatward::cql2
