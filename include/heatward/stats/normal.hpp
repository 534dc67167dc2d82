#pragma once

namespace heatward::stats {

/// P(Z ≥ z) of a standard normal variable; relative error below 1e-13 down to 1e-300. NaN of NaN.
double normal_upper_tail(double z);

/// P(|Z| ≥ |z|): the two-sided p-value of a standard score.
double two_sided_p(double z);

}  // namespace heatward::stats
