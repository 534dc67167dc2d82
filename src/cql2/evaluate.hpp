#pragma once

#include <cstdint>

#include "expression.hpp"
#include "heatward/cql2/feature.hpp"

namespace heatward::cql2 {

/// Three-valued logic; ordered so that AND is the least and OR the greatest.
enum class Truth : std::uint8_t { no, unknown, yes };

/// Whether the condition holds of the feature (SQL's rules: what is compared with null is unknown).
Truth evaluate(const Expression& condition, const Feature& feature);

}  // namespace heatward::cql2
