#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace heatward::stats {

/// Competition ranks ("1224"): 1 for the largest value, ties share the best rank, the
/// next rank counts all before it. NaN, a missing value, has rank 0 and
/// takes no place.
std::vector<std::uint32_t> competition_ranks(std::span<const double> values);

}  // namespace heatward::stats
