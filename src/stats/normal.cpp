#include "heatward/stats/normal.hpp"

#include <cmath>
#include <numbers>

namespace heatward::stats {

double normal_upper_tail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }

double two_sided_p(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

}  // namespace heatward::stats
