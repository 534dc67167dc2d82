#pragma once

#include <cstdint>

namespace heatward::stats {

/// Confidence limits of the expectation of a count.
struct CountLimits {
    double low = 0;
    double high = 0;
};

/// Exact two-sided limits of a Poisson count (Garwood 1936): χ²(α/2; 2n)/2 and
/// χ²(1 − α/2; 2n + 2)/2 with α = 1 − confidence; low = 0 for n = 0. Relative error below
/// 1e-12. Throws DataError for a confidence outside (0, 1).
CountLimits poisson_limits(std::uint64_t count, double confidence = 0.95);

}  // namespace heatward::stats
