#pragma once

#include <string>

#include "expression.hpp"

namespace heatward::cql2 {

/// Filter::canonical.
std::string canonical_text(const CheckedFilter& filter);

}  // namespace heatward::cql2
