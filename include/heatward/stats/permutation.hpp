#pragma once

#include <cstdint>

namespace heatward::stats {

/// How often and from where values are dealt anew to judge a statistic.
struct PermutationOptions {
    std::uint32_t permutations = 999;
    std::uint64_t seed = 1;
    unsigned threads = 1;  ///< without influence on the result; 0: as many as there are cores
};

/// Two-sided pseudo p-value of a statistic that `at_least` of `permutations` dealt values reach
/// from below and `at_most` do not exceed: 2·(min + 1)/(permutations + 1), at most 1 (Davison &
/// Hinkley 1997, 4.11).
double permutation_p(std::uint32_t at_least, std::uint32_t at_most, std::uint32_t permutations);

}  // namespace heatward::stats
