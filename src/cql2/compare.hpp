#pragma once

#include <string_view>

#include "expression.hpp"
#include "heatward/cql2/value.hpp"

namespace heatward::cql2 {

/// Whether the comparison holds between two values of one type, neither null: numbers by size,
/// text by code points, times as Filter::accepts says.
bool compare(Comparison comparison, const Value& left, const Value& right);

/// Whether the relation holds between two times as the standard defines it for intervals
/// (21-065r2, temporal functions): T_DURING and T_CONTAINS want both ends apart.
bool related(Relation relation, const Times& left, const Times& right);

/// The comparison that holds of (b, a) where `comparison` holds of (a, b).
Comparison mirrored(Comparison comparison);

/// "=", "<>" and so on.
std::string_view to_string(Comparison comparison);

}  // namespace heatward::cql2
