#pragma once

#include "heatward/core/crossing.hpp"
#include "heatward/core/kernel.hpp"

namespace heatward::density {

/// One edge's part in StudyAreaMass: ∫ (F(r(θ)) − 1) dθ/2π over the directions θ in which
/// the edge is seen from u, positive anticlockwise; 0 beyond the support. The sign is that
/// of edge_side(), which decides the winding number too: however
/// cross products are rounded for a u close to the edge, a step of the one is met by
/// the opposite step of the other. Absolute error about 1e-15.
double edge_mass(Kernel kernel, double bandwidth_m, const ProjectedEdge& edge,
                 const ProjectedPoint& u);

}  // namespace heatward::density
