#pragma once

#include <cstdint>

namespace heatward::stats {

/// Incidents before and after an intervention began, over periods of equal length.
struct BeforeAfter {
    std::uint64_t before = 0;
    std::uint64_t after = 0;
};

/// An intervention's net effect in incidents over the period after it.
struct DisplacementDifference {
    double difference = 0;      ///< below 0: fewer than without it
    double standard_error = 0;  ///< √ of the sum of all counts
    double low = 0;             ///< 95 % limits: difference ± 1.96 standard errors
    double high = 0;
    double z = 0;
};

/// Weighted displacement difference (Wheeler & Ratcliffe 2018, Crime Science 7:11): what changed in
/// the treated area beyond its control, and in the area around it, where incidents may have been
/// moved to, beyond that one's control: (ΔT − ΔC) + (ΔD − ΔCD), counts as Poisson. Leave `around`
/// and `control_of_around` at 0 where there is no ring. Its limits have their nominal coverage
/// where trends are parallel and counts large enough for the normal distribution (about 20 in all).
DisplacementDifference weighted_displacement_difference(const BeforeAfter& treated,
                                                        const BeforeAfter& control,
                                                        const BeforeAfter& around = {},
                                                        const BeforeAfter& control_of_around = {});

}  // namespace heatward::stats
