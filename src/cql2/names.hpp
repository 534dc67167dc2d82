#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expression.hpp"

namespace heatward::cql2 {

/// ASCII letters as capitals, other bytes as they are.
std::string keyword_of(std::string_view name);

/// The relation of a T_ function's name, given in capitals: "T_BEFORE".
std::optional<Relation> relation_of(std::string_view name);

/// "T_BEFORE".
std::string_view to_string(Relation relation);

/// "=" and so on.
std::optional<Comparison> comparison_of(std::string_view symbol);

/// What an unknown function or operation named `name` (in capitals) is refused with.
std::string_view refusal_of_function(std::string_view name);

}  // namespace heatward::cql2
