#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "heatward/core/grid.hpp"

namespace heatward::stats {

/// Index (row-major, row 0 north) of the cell that holds (x, y); a cell holds its west
/// and south borders. Nothing outside the frame.
std::optional<std::size_t> cell_of(const GridFrame& frame, double x, double y);

/// Points in each cell, rows × columns. Points outside the frame are left out.
std::vector<std::uint32_t> counts_per_cell(const GridFrame& frame, std::span<const double> x,
                                           std::span<const double> y);

}  // namespace heatward::stats
