#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heatward::stats {

/// What an area's rate is estimated from.
struct AreaExposure {
    double count = 0;     ///< incidents
    double exposure = 0;  ///< residents × years; not above 0 or NaN: the area has no rate
};

/// Empirical Bayes rates, count per unit of exposure, with Marshall's (1991) moment estimators over
/// all areas: with b = Σ count / Σ exposure and a = max(0, Σ exposure·(rate − b)² / Σ exposure −
/// b / mean exposure), the estimate is b + a·(rate − b) / (a + b / exposure). Where areas differ no
/// more than chance would make them (a = 0) all get b. As spdep's EBest(family = "poisson"). NaN
/// for areas without an exposure, which take no part.
std::vector<double> empirical_bayes_rates(std::span<const AreaExposure> areas);

/// The same within each group (a district, say) by itself: `group[i]` of each area, any numbers.
/// An area alone in its group gets its own rate. Throws DataError where the lengths differ.
std::vector<double> empirical_bayes_rates(std::span<const AreaExposure> areas,
                                          std::span<const std::size_t> group);

}  // namespace heatward::stats
