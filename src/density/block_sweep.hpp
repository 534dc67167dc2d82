#pragma once

#include <cstddef>
#include <cstdint>

#include "heatward/core/grid.hpp"
#include "heatward/core/kernel.hpp"
#include "lattice_cells.hpp"

namespace heatward::density {

/// Blocks stand on the absolute lattice, so that a pixel's sums are the same however a picture is
/// cut: a tile is one block wide. Leaves are what a register's lanes and a loop's rows cover; a row
/// of leaves is a band.
inline constexpr int kLeafWidth = 16;
inline constexpr int kLeafHeight = 16;
inline constexpr int kBlockColumns = 256;
inline constexpr int kBlockRows = 64;
inline constexpr int kLeaves = kBlockColumns / kLeafWidth;
inline constexpr int kBands = kBlockRows / kLeafHeight;

/// `frame` grown westward and eastward to whole blocks, northward and southward to whole leaves.
GridFrame whole_blocks(const GridFrame& frame);

/// A level of cells as plain memory: see below for why.
struct SweepLevel {
    RadiusRange radii;
    int cell_pixels;
    const LatticeCell* cells;
    const std::uint32_t* row_first;  ///< rows + 1
    std::size_t rows;
};

/// A block, and which rows of its leaves are wanted.
struct SweepTask {
    const SweepLevel* levels = nullptr;
    std::size_t level_count = 0;
    const CellPoint* points = nullptr;
    Kernel kernel = Kernel::quartic;  ///< quartic, epanechnikov or uniform
    std::int64_t first_column = 0;    ///< pixels from the lattice's origin, eastward
    std::int64_t first_row = 0;       ///< southward
    int begin_band = 0;               ///< rows of leaves, within the block
    int end_band = kBands;
    bool counts = false;  ///< whether incidents are wanted too
};

/// What a block is made from and what it holds when it is done. All but `density` and
/// `incidents` is zero between two tasks.
/// Plain arrays: code compiled for a newer instruction set shares no function of the standard
/// library with code that runs everywhere.
struct SweepBlock {
    static constexpr int kPowers = 5;  ///< of y
    static constexpr int kLanes = 8;   ///< coefficients of x⁰ to x⁴, incidents, and two unused

    /// Of each band's polynomial, from the leaf before.
    alignas(64) double changes[kBands][kLeaves + 1][kPowers][kLanes];
    bool is_changed[kBands];
    /// What points drawn by themselves add, until it is moved to `density`.
    alignas(64) float partial[kBands][kLeaves][kLeafHeight][kLeafWidth];
    alignas(64) float partial_incidents[kBands][kLeaves][kLeafHeight][kLeafWidth];
    int partial_points[kBands][kLeaves];
    alignas(64) double density[kBlockRows][kBlockColumns];
    alignas(64) double incidents[kBlockRows][kBlockColumns];
};

/// Fills the wanted bands of `block` (docs/METHODS.md, density engine): leaves that all points of a
/// cell reach take the cell's polynomial, by a change at the first of them in a band and one behind
/// the last; leaves that some may not reach take each point by itself. One for each instruction
/// set; they differ in rounding alone.
void sweep_portable(const SweepTask& task, SweepBlock& block);
void sweep_avx2(const SweepTask& task, SweepBlock& block);
void sweep_avx512(const SweepTask& task, SweepBlock& block);

}  // namespace heatward::density
