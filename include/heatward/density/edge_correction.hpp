#pragma once

#include <span>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/density/study_area_mass.hpp"

namespace heatward::density {

/// Below this share of a kernel's mass inside the study area no correction is made: the
/// place lies outside, out of the kernel's reach but for rounding.
inline constexpr double kSmallestMass = 1e-9;

/// Uniform edge correction (Diggle 1985; spatstat's default): λ(u)/e(u) at every cell
/// centre, `surface` being in the project's plane. Cells with e(u) below
/// kSmallestMass become 0: no incident of the study area reaches them. Cells
/// outside the study area but within reach are divided too; whoever draws them
/// clips. NaN stays NaN. Same result whatever `threads` (0: all cores).
void divide_by_mass(Raster<double>& surface, const StudyAreaMass& mass, int threads = 0);

/// Diggle's edge correction (Jones 1993; spatstat's diggle = TRUE): factors 1/e(xᵢ), one a point,
/// to multiply the points' weights with, so that the surface's volume over the study area is the
/// sum of the weights. A point with e below kSmallestMass, which only one outside can be,
/// has factor 1: its weight is kept and none of it falls inside. `x_m` and `y_m`
/// have equal length. Same result whatever `threads` (0: all cores).
std::vector<double> edge_factors(std::span<const double> x_m, std::span<const double> y_m,
                                 const StudyAreaMass& mass, int threads = 0);

/// As above with a bandwidth for each point, none above mass.bandwidth_m().
std::vector<double> edge_factors(std::span<const double> x_m, std::span<const double> y_m,
                                 std::span<const double> bandwidth_m, const StudyAreaMass& mass,
                                 int threads = 0);

}  // namespace heatward::density
