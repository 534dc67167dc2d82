#include "heatward/core/grid.hpp"

#include <cmath>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward {

GridFrame frame_covering(const Extent& extent, double cell)
{
    if (extent.is_empty() || !std::isfinite(extent.width()) || !std::isfinite(extent.height())) {
        throw DataError("a grid needs a finite, non-empty extent");
    }
    if (!(cell > 0) || !std::isfinite(cell)) {
        throw DataError(fmt::format("a grid needs a cell size above 0, not {}", cell));
    }
    const double first_column = std::floor(extent.min_x / cell);
    const double last_column = std::ceil(extent.max_x / cell);
    const double first_row = std::floor(extent.min_y / cell);
    const double last_row = std::ceil(extent.max_y / cell);
    const double columns = std::max(1.0, last_column - first_column);
    const double rows = std::max(1.0, last_row - first_row);
    if (columns * rows > static_cast<double>(kMaxGridCells)) {
        throw DataError(fmt::format(
            "a grid of {:.0f} x {:.0f} cells ({:.1f} GB) is above the limit of {} cells: choose a "
            "larger cell or a smaller extent",
            columns, rows, columns * rows * 4 / 1e9, kMaxGridCells));
    }
    GridFrame frame;
    frame.cell_width = cell;
    frame.cell_height = cell;
    frame.first_column = static_cast<std::int64_t>(first_column);
    frame.first_row_north = static_cast<std::int64_t>(std::max(last_row, first_row + 1));
    frame.columns = static_cast<int>(columns);
    frame.rows = static_cast<int>(rows);
    return frame;
}

}  // namespace heatward
