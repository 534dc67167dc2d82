#pragma once

#include <cstdint>
#include <span>

#include "heatward/core/grid.hpp"
#include "heatward/density/kernel_points.hpp"

namespace heatward::density {

/// A rectangle of cells of a raster.
struct Block {
    int first_column = 0;
    int first_row = 0;
    int columns = 0;
    int rows = 0;
};

/// Adds the points listed, in that order, to the cells of the block.
void add_points(const KernelPoints& points, std::span<const std::uint32_t> listed,
                const Block& block, Raster<double>& raster);

/// The points listed at one place, added to `sum` in that order.
double sum_at(const KernelPoints& points, std::span<const std::uint32_t> listed, double x, double y,
              double sum);

/// The sum of all points at one place.
double sum_at(const KernelPoints& points, double x, double y);

}  // namespace heatward::density
