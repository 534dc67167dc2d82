#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/point.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

enum class LatticeShape : std::uint8_t { square, hexagon };

/// A cell's place on its lattice: column and row of a square, axial coordinates (q east, r
/// north-east) of a hexagon.
struct LatticeCell {
    std::int32_t column = 0;
    std::int32_t row = 0;

    friend auto operator<=>(const LatticeCell&, const LatticeCell&) = default;
};

/// Squares or hexagons that fill the plane, each point in one cell.
///
/// `size_m` is the side of a square and the distance between opposite sides of a hexagon, which is
/// that between neighbours' centres; hexagons stand on a corner. Unturned, a square lattice has
/// corners at the multiples of its size. Vertices come from whole numbers, so that neighbours
/// share theirs to the bit.
class CellLattice {
public:
    /// Throws DataError unless size_m is finite and above 0. `origin` moves the lattice (metres),
    /// `angle_rad` turns it anticlockwise around the origin.
    CellLattice(LatticeShape shape, double size_m, ProjectedPoint origin = {0, 0},
                double angle_rad = 0);

    /// The cell of a place; on a common border one of the two.
    [[nodiscard]] LatticeCell cell_of(ProjectedPoint place) const;
    [[nodiscard]] ProjectedPoint centre_of(LatticeCell cell) const;
    /// Anticlockwise; shrunk towards the centre by `shrink`, a share of the size.
    [[nodiscard]] Ring<ProjectedPoint> outline_of(LatticeCell cell, double shrink = 0) const;
    /// All cells that may reach into the rectangle, row by row from the south-west.
    [[nodiscard]] std::vector<LatticeCell> cells_around(const Extent& extent) const;
    [[nodiscard]] double cell_area_m2() const;
    [[nodiscard]] double size_m() const { return m_size_m; }

private:
    [[nodiscard]] ProjectedPoint to_plane(double x, double y) const;
    [[nodiscard]] ProjectedPoint to_lattice(ProjectedPoint place) const;

    LatticeShape m_shape;
    double m_size_m;
    ProjectedPoint m_origin;
    double m_cos;
    double m_sin;
};

}  // namespace heatward::stats
