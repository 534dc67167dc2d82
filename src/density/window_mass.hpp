#pragma once

#include <span>
#include <vector>

#include "gaussian_sums.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::density {

/// The share of a Gaussian's mass inside the window for one centred at each place, 0 to 1
/// (StudyAreaMass), for many places and bandwidths: where the border has many edges in reach, the
/// mass of a narrower Gaussian is computed exactly on a lattice of nodes and smoothed
/// to σ (the Gaussians' variances add). Absolute error below 1e-10.
/// The same result whatever `threads` (0: all cores).
std::vector<double> gaussian_window_mass(std::span<const double> x_m, std::span<const double> y_m,
                                         const ProjectedMultiPolygon& window, double sigma_m,
                                         int threads = 0, SumMethod method = SumMethod::automatic);

}  // namespace heatward::density
