#include "heatward/stats/displacement.hpp"

#include <cmath>

namespace heatward::stats {
namespace {

constexpr double kNormal95 = 1.959963984540054;

double change(const BeforeAfter& counts)
{
    return static_cast<double>(counts.after) - static_cast<double>(counts.before);
}

double sum(const BeforeAfter& counts)
{
    return static_cast<double>(counts.after) + static_cast<double>(counts.before);
}

}  // namespace

DisplacementDifference weighted_displacement_difference(const BeforeAfter& treated,
                                                        const BeforeAfter& control,
                                                        const BeforeAfter& around,
                                                        const BeforeAfter& control_of_around)
{
    DisplacementDifference result;
    result.difference =
        change(treated) - change(control) + change(around) - change(control_of_around);
    result.standard_error =
        std::sqrt(sum(treated) + sum(control) + sum(around) + sum(control_of_around));
    result.low = result.difference - kNormal95 * result.standard_error;
    result.high = result.difference + kNormal95 * result.standard_error;
    result.z = result.standard_error > 0 ? result.difference / result.standard_error : 0;
    return result;
}

}  // namespace heatward::stats
