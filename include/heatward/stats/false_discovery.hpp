#pragma once

#include <span>
#include <vector>

namespace heatward::stats {

/// Adjusts p-values for their number so that, calling significant what lies at or below q, the
/// expected share of false ones among them is at most q for tests that are independent or
/// positively dependent (Benjamini & Hochberg 1995): min over j ≥ i of p₍ⱼ₎·n/j in ascending order,
/// at most 1; R's p.adjust(method = "BH"). NaN, a test that could not be made, stays NaN and does
/// not count in n. In the order given. Throws DataError for a p-value outside 0 to 1.
std::vector<double> adjust_benjamini_hochberg(std::span<const double> p_values);

}  // namespace heatward::stats
