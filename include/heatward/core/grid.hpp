#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/extent.hpp"

namespace heatward {

/// A lattice of rectangular cells on an absolute grid: cell (row r, column c)
/// covers x from (first_column + c)·cell_width and y downward from
/// (first_row_north − r)·cell_height, both measured from (origin_x, origin_y).
/// Row 0 is the northernmost. The same cell has the same centre, to the bit,
/// in every window cut from the same lattice.
struct GridFrame {
    double origin_x = 0;  ///< lattice origin, in the units of the plane
    double origin_y = 0;
    double cell_width = 1;          ///< > 0
    double cell_height = 1;         ///< > 0
    std::int64_t first_column = 0;  ///< lattice column of the window's west edge
    std::int64_t first_row_north =
        0;  ///< lattice line of the window's north edge, counted northward
    int columns = 0;
    int rows = 0;

    [[nodiscard]] std::size_t cell_count() const
    {
        return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    }
    [[nodiscard]] double centre_x(int column) const
    {
        return origin_x + (static_cast<double>(first_column + column) + 0.5) * cell_width;
    }
    [[nodiscard]] double centre_y(int row) const
    {
        return origin_y + (static_cast<double>(first_row_north - row) - 0.5) * cell_height;
    }
    [[nodiscard]] double west() const
    {
        return origin_x + static_cast<double>(first_column) * cell_width;
    }
    [[nodiscard]] double north() const
    {
        return origin_y + static_cast<double>(first_row_north) * cell_height;
    }
    [[nodiscard]] double east() const
    {
        return origin_x + static_cast<double>(first_column + columns) * cell_width;
    }
    [[nodiscard]] double south() const
    {
        return origin_y + static_cast<double>(first_row_north - rows) * cell_height;
    }
    [[nodiscard]] Extent extent() const { return {west(), south(), east(), north()}; }

    friend bool operator==(const GridFrame&, const GridFrame&) = default;
};

/// The window of square cells of `cell` plane units, with its lines at multiples of
/// `cell`, that just covers `extent`. Throws DataError where it would have more
/// than kMaxGridCells cells, naming its size.
GridFrame frame_covering(const Extent& extent, double cell);

/// Above this many cells a grid is refused before it is allocated: a Float32 or double raster
/// of it would take 4 or 8 GB.
inline constexpr std::int64_t kMaxGridCells = 1'000'000'000;

/// Values on a GridFrame, rows × columns, row 0 north, row-major.
template <class T>
struct Raster {
    GridFrame frame;
    std::vector<T> values;

    Raster() = default;
    explicit Raster(const GridFrame& grid, T fill = T{})
        : frame(grid), values(grid.cell_count(), fill)
    {
    }

    [[nodiscard]] std::size_t index(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(frame.columns) +
               static_cast<std::size_t>(column);
    }
    [[nodiscard]] const T& at(int row, int column) const { return values[index(row, column)]; }
    [[nodiscard]] T& at(int row, int column) { return values[index(row, column)]; }
};

}  // namespace heatward
