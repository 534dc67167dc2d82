#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "heatward/core/expected.hpp"

namespace heatward::stats {

/// What one month brought the treated area and its control.
struct TreatedAndControl {
    std::uint64_t treated = 0;
    std::uint64_t control = 0;
};

/// How the treated area's count changed, over how its control's did.
struct DifferenceInDifferences {
    double ratio = 1;  ///< (treated after / before) / (control after / before)
    double low = 0;    ///< 95 % limits
    double high = 0;
    double p = 1;                 ///< two-sided
    double dispersion = 1;        ///< φ, at least 1
    std::size_t months = 0;       ///< with any incident, before and after
    bool half_was_added = false;  ///< to each of the four sums, as one was 0

    /// The treated area's incidents afterwards, less those that its control's course leads to
    /// expect; below 0: fewer. Limits from those of the ratio (Daly 1998, American Journal of
    /// Epidemiology 147:783), so that they hold 0 where those hold 1.
    double difference = 0;
    double difference_low = 0;
    double difference_high = 0;
};

/// Below this sum over all months of the treated area, or of its control, nothing is compared.
inline constexpr std::uint64_t kLeastComparedCount = 5;

/// Difference in differences of log counts, months as a factor of their own: a quasi-Poisson
/// regression (McCullagh & Nelder 1989, ch. 6 and 9) whose month effects are conditioned away, so
/// that the treated area's count is binomial given its month's sum. δ = logit p_after − logit
/// p_before with variance φ·(1/Tb + 1/Cb + 1/Ta + 1/Ca), φ = max(1, Pearson's χ²/(M − 2)) over M
/// months, limits by Student's t of M − 2 degrees; ratio = exp δ, the relative incidence rate ratio
/// of Wilson (2022, Journal of Quantitative Criminology 38:323). Where one of the four sums is 0,
/// ½ is added to each (Haldane 1956, Anscombe 1956).
///
/// Errors, as a reason to show: fewer than two months before or after, or fewer than
/// kLeastComparedCount incidents in the treated area or the control.
expected<DifferenceInDifferences> difference_in_differences(
    const std::vector<TreatedAndControl>& before, const std::vector<TreatedAndControl>& after);

}  // namespace heatward::stats
