#include "heatward/density/kernel_shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace heatward::density {
namespace {

/// Variance along one axis in units of the squared bandwidth.
double unit_variance(Kernel kernel)
{
    switch (kernel) {
        case Kernel::quartic:
            return 1.0 / 8;
        case Kernel::epanechnikov:
            return 1.0 / 6;
        case Kernel::uniform:
            return 1.0 / 4;
        case Kernel::triangular:
            return 3.0 / 20;
        case Kernel::gaussian:
            break;
    }
    return 1;
}

/// K(0) for a bandwidth of 1.
double unit_peak(Kernel kernel)
{
    switch (kernel) {
        case Kernel::quartic:
        case Kernel::triangular:
            return 3 * std::numbers::inv_pi;
        case Kernel::epanechnikov:
            return 2 * std::numbers::inv_pi;
        case Kernel::uniform:
            return std::numbers::inv_pi;
        case Kernel::gaussian:
            break;
    }
    return std::numbers::inv_pi / 2;
}

/// The kernel over its peak at `d` bandwidths from its centre.
double unit_shape(Kernel kernel, double d)
{
    const double rest = (1 - d) * (1 + d);
    switch (kernel) {
        case Kernel::quartic:
            return rest * rest;
        case Kernel::epanechnikov:
            return rest;
        case Kernel::uniform:
            return 1;
        case Kernel::triangular:
            return 1 - d;
        case Kernel::gaussian:
            break;
    }
    return std::exp(-d * d / 2);
}

}  // namespace

double kernel_peak(Kernel kernel, double bandwidth_m)
{
    return unit_peak(kernel) / (bandwidth_m * bandwidth_m);
}

double kernel_value(Kernel kernel, double distance_m, double bandwidth_m)
{
    const double d = distance_m / bandwidth_m;
    return d < support_in_bandwidths(kernel)
               ? kernel_peak(kernel, bandwidth_m) * unit_shape(kernel, d)
               : 0;
}

double support_in_bandwidths(Kernel kernel)
{
    return kernel == Kernel::gaussian ? kGaussianCut : 1;
}

double support_radius(Kernel kernel, double bandwidth_m)
{
    return support_in_bandwidths(kernel) * bandwidth_m;
}

double variance_per_axis(Kernel kernel, double bandwidth_m)
{
    return unit_variance(kernel) * bandwidth_m * bandwidth_m;
}

double bandwidth_from_sigma(Kernel kernel, double sigma_m)
{
    return sigma_m / std::sqrt(unit_variance(kernel));
}

double sigma_from_bandwidth(Kernel kernel, double bandwidth_m)
{
    return bandwidth_m * std::sqrt(unit_variance(kernel));
}

double widened_bandwidth(Kernel kernel, double bandwidth_m, double position_sigma_m)
{
    return std::hypot(bandwidth_m, bandwidth_from_sigma(kernel, position_sigma_m));
}

double mass_within(Kernel kernel, double radius_m, double bandwidth_m)
{
    const double support = support_in_bandwidths(kernel);
    const double d = std::max(0.0, radius_m / bandwidth_m);
    if (d >= support) {
        return 1;
    }
    const double d2 = d * d;
    switch (kernel) {
        case Kernel::quartic:
            return d2 * (3 - d2 * (3 - d2));
        case Kernel::epanechnikov:
            return d2 * (2 - d2);
        case Kernel::uniform:
            return d2;
        case Kernel::triangular:
            return d2 * (3 - 2 * d);
        case Kernel::gaussian:
            break;
    }
    return -std::expm1(-d2 / 2);
}

}  // namespace heatward::density
