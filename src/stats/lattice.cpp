#include "lattice.hpp"

#include "heatward/core/error.hpp"

namespace heatward::stats {

WindowOffset offset_in(const GridFrame& whole, const GridFrame& window)
{
    if (whole.origin_x != window.origin_x || whole.origin_y != window.origin_y ||
        whole.cell_width != window.cell_width || whole.cell_height != window.cell_height) {
        throw DataError("a surface and a coverage must be windows of one lattice");
    }
    return {static_cast<int>(window.first_column - whole.first_column),
            static_cast<int>(whole.first_row_north - window.first_row_north)};
}

bool holds(const GridFrame& frame, int row, int column)
{
    return row >= 0 && row < frame.rows && column >= 0 && column < frame.columns;
}

double cell_area_km2(const GridFrame& frame) { return frame.cell_width * frame.cell_height / 1e6; }

}  // namespace heatward::stats
