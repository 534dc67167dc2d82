#pragma once

#include "heatward/core/grid.hpp"
#include "heatward/maps/edge_terms.hpp"
#include "heatward/maps/plane_geometry.hpp"

namespace heatward::maps {

/// Uniform edge correction in any plane: λ(u)/e(u) at every cell centre u, taken to project metres
/// by PROJ and not interpolated. Blocks that no border is within reach of need no
/// such look-up, as e = 1 or 0 all over: same result however the window is cut and
/// whatever `threads` (0: all cores). Cells with e below density::kSmallestMass become 0.
void divide_by_mass(Raster<double>& surface, const PlaneGeometry& geometry, const EdgeTerms& terms,
                    unsigned threads);

}  // namespace heatward::maps
