#pragma once

#include <cstdint>

namespace heatward::stats {

/// A Poisson count and what it was collected over: residents × years, or years alone.
struct PoissonCount {
    std::uint64_t count = 0;
    double exposure = 0;
};

/// How two rates compare.
struct RateRatio {
    double ratio = 1;  ///< later rate / earlier rate; infinity over an earlier count of 0, NaN
                       ///< where both are 0
    double low = 0;    ///< exact 95 % limits
    double high = 0;   ///< infinity where the earlier count is 0
    double p = 1;      ///< two-sided
};

/// Exact comparison of two Poisson rates by the binomial distribution of the later count given
/// their sum (Przyborowski & Wilenski 1940): limits of Clopper & Pearson, p = twice the smaller
/// tail, at most 1. Relative error below 1e-10. Throws DataError for an exposure that is not finite
/// and above 0.
RateRatio compare_rates(const PoissonCount& earlier, const PoissonCount& later);

}  // namespace heatward::stats
