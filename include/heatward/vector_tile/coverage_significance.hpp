#pragma once

#include <span>
#include <vector>

#include "heatward/vector_tile/lattice.hpp"
#include "heatward/vector_tile/polygon_coverage.hpp"

namespace heatward::vector_tile {

/// The area up to which the algorithm of Visvalingam & Whyatt (1993) keeps each vertex, one a
/// vertex, in square lattice steps: those of at least `a` are the coverage simplified with
/// tolerance `a`, and a coarser one has no vertex that a finer one lacks.
///
/// It runs over the borders of all areas at once, so both sides of a border lose the same
/// vertices. Vertices where other than two edges meet are infinite. None goes while
/// another lies in its triangle or its neighbours are joined already: borders that did not cross
/// or touch do not at any tolerance, and a ring keeps three vertices.
std::vector<float> coverage_significance(std::span<const LatticePoint> vertices,
                                         std::span<const CoverageRing> rings);

}  // namespace heatward::vector_tile
