#pragma once

#include <span>
#include <string_view>

#include "expression.hpp"
#include "heatward/cql2/queryables.hpp"

namespace heatward::cql2 {

/// Reads and checks the text form; throws a Refusal.
CheckedFilter read_text(std::string_view filter, std::span<const Queryable> queryables);

}  // namespace heatward::cql2
