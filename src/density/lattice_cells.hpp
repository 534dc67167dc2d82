#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/density/point_index.hpp"

namespace heatward::density {

/// A point as it is drawn, lengths in pixels: over column c and row r, counted eastward and
/// southward from the centre of its cell's middle pixel,
///
///     rest = top − (per_x·(c − x))² − (per_y·(r − y))²
///
/// is scaled so that the kernel's value is rest² (quartic), rest (epanechnikov) or, with 1 for top,
/// top where rest > 0 (uniform). Single precision keeps the place to 3e-8 of the radius; what it
/// leaves of per_x and per_y, which would move a rim by twice that, stands beside them.
struct CellPoint {
    float x;
    float y;
    float per_x;
    float per_y;
    float top;
    float incidents;
    float per_x_rest;
    float per_y_rest;
};

/// The least top of a quartic or Epanechnikov kernel: a point of no weight has it, so that what it
/// reaches is known, and is counted and not drawn.
inline constexpr float kWeightlessTop = 0x1p-100F;

/// The points of one square cell of the lattice.
struct LatticeCell {
    std::int64_t column;  ///< the pixel in its middle, counted eastward from the lattice's origin
    std::int64_t row;     ///< southward
    std::uint32_t first;  ///< of its points, which follow each other in table order
    std::uint32_t count;
};

/// The least and the largest radius of a level's points, pixels.
struct RadiusRange {
    float least_x;
    float largest_x;
    float least_y;
    float largest_y;
};

/// Points of nearly the same radii, sorted into cells of the lattice that a raster is drawn on.
/// What the points of one cell reach is nearly the same, so that the pixels which all of them reach
/// are drawn by one polynomial for the cell.
struct CellLevel {
    RadiusRange radii;
    int cell_pixels = 1;             ///< side of a cell
    std::vector<LatticeCell> cells;  ///< by row, then column; none empty
    std::vector<std::uint32_t>
        row_first;  ///< first cell of each row of cells, and one past the last
};

struct LatticeCells {
    std::vector<CellLevel> levels;  ///< by radius, none empty
    std::unique_ptr<CellPoint[]> points;
    double amplitude_unit = 1;  ///< that the points' amplitudes are given in
};

/// Wider kernels are refused: columns of cells are counted in whole numbers of 32 bits.
inline constexpr double kLargestRadiusPixels = 1e8;

/// The window's whole blocks with the reach of a kernel of the largest radii and one cell of that
/// around them, so that no cell which reaches a block is cut.
Extent with_whole_cells(const RadiusExtremes& radii, const GridFrame& frame);

/// The points that can reach the window `frame`, each in the level of its own radii. A
/// cell that reaches the window's blocks is there with all of its points, so that no pixel's
/// value depends on the window. Same result whatever `threads` (0: all cores). Throws
/// DataError for radii above kLargestRadiusPixels.
LatticeCells lattice_cells(const PointIndex& index, const GridFrame& frame, int threads);

}  // namespace heatward::density
