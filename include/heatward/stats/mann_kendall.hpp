#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace heatward::stats {

/// A trend without a shape.
struct MannKendall {
    std::int64_t s = 0;      ///< Σ sign of later − earlier over all pairs
    double variance = 0;     ///< of s under no trend, ties allowed for
    double z = 0;            ///< (s ∓ 1)/√variance; 0 where s is 0 or nothing varies
    double p = 1;            ///< two-sided, of the standard normal
    std::size_t values = 0;  ///< how many took part
};

/// Mann-Kendall test of values in the order of time (Mann 1945; Kendall 1975), with correction for
/// ties and continuity. NaN, a month that is missing, takes no part: it is not nought. The normal
/// approximation is meant for 10 values and more.
MannKendall mann_kendall(std::span<const double> values);

}  // namespace heatward::stats
