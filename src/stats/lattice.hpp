#pragma once

#include "heatward/core/grid.hpp"

namespace heatward::stats {

/// Where one window stands in another of the same lattice.
struct WindowOffset {
    int columns = 0;
    int rows = 0;
};

/// What to add to a cell's column and row in `window` to have those in `whole`.
/// Throws DataError where origin or cell size differ.
WindowOffset offset_in(const GridFrame& whole, const GridFrame& window);

/// Whether the frame holds the cell.
bool holds(const GridFrame& frame, int row, int column);

/// Area of a cell in km², its sides being metres.
double cell_area_km2(const GridFrame& frame);

}  // namespace heatward::stats
