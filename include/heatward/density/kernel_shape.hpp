#pragma once

#include "heatward/core/kernel.hpp"

namespace heatward::density {

/// Where the Gaussian is cut, in σ: exp(−32) = 1.3e-14 of its mass lies beyond and is
/// not made up for.
inline constexpr double kGaussianCut = 8;

/// K(d; R) in 1/m² (docs/METHODS.md, kernels), d ≥ 0 and R > 0 in metres, R being σ for
/// the Gaussian. Exactly 0 from the support radius on. Relative error about 1e-15
/// away from the support radius.
///
///     quartic        3/(πR²)·(1 − d²/R²)²
///     epanechnikov   2/(πR²)·(1 − d²/R²)
///     uniform        1/(πR²)
///     triangular     3/(πR²)·(1 − d/R)
///     gaussian       exp(−d²/2σ²)/(2πσ²)
double kernel_value(Kernel kernel, double distance_m, double bandwidth_m);

/// K(0; R) in 1/m²: the factor before the kernel's shape.
double kernel_peak(Kernel kernel, double bandwidth_m);

/// Where the kernel ends, in metres: R, and 8σ for the Gaussian.
double support_radius(Kernel kernel, double bandwidth_m);

/// Where the kernel ends, in bandwidths: 1, and 8 for the Gaussian.
double support_in_bandwidths(Kernel kernel);

/// Variance of the kernel along one axis in m²: R²/8 (quartic), R²/6 (epanechnikov),
/// R²/4 (uniform), 3R²/20 (triangular), σ² (gaussian).
double variance_per_axis(Kernel kernel, double bandwidth_m);

/// The bandwidth whose kernel has the standard deviation `sigma_m` along each axis.
double bandwidth_from_sigma(Kernel kernel, double sigma_m);

/// The standard deviation along each axis of a kernel of this bandwidth.
double sigma_from_bandwidth(Kernel kernel, double bandwidth_m);

/// The bandwidth with the variance `position_sigma_m`² of an uncertain place added
/// along each axis; the mass stays 1.
double widened_bandwidth(Kernel kernel, double bandwidth_m, double position_sigma_m);

/// The kernel's mass within `radius_m` of its centre, 0 to 1 (for the Gaussian
/// 1 − exp(−r²/2σ²), 1 beyond the cut). Absolute error about 1e-16.
double mass_within(Kernel kernel, double radius_m, double bandwidth_m);

}  // namespace heatward::density
