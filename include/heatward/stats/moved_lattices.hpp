#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"
#include "heatward/stats/cell_lattice.hpp"

namespace heatward::stats {

/// What lies at one place.
struct PlaceWeight {
    ProjectedPoint place;
    double weight = 1;
};

/// Cells of one shape and size laid in other ways: 4 × 4 shifts by quarters of the size (the first
/// is the lattice itself), then turns around the origin by 15 and 30 degrees, of squares by 45, 60
/// and 75 too. A hexagon's turns by 45 degrees and more mirror or repeat these.
std::vector<CellLattice> moved_lattices(LatticeShape shape, double size_m);

/// Of each of `centres` the share of the lattices in which the cell that holds it is among the
/// `top` heaviest: it has any weight, and fewer than `top` cells are strictly above it. How far a
/// map of cells hangs on where the grid begins (the modifiable areal unit problem: Openshaw 1984).
/// The same whatever `threads`. O(lattices · (places + centres) · log places).
std::vector<double> top_share_over_lattices(std::span<const CellLattice> lattices,
                                            std::span<const PlaceWeight> places,
                                            std::span<const ProjectedPoint> centres,
                                            std::size_t top, unsigned threads);

}  // namespace heatward::stats
