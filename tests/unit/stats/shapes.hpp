#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <random>
#include <string_view>

#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

inline Ring<ProjectedPoint> rectangle(double west, double south, double east, double north)
{
    return {{west, south}, {east, south}, {east, north}, {west, north}};
}

/// A star with its corners at random distances between `least` and `most` of its centre.
inline Ring<ProjectedPoint> random_star(std::mt19937_64& random, ProjectedPoint centre, int corners,
                                        double least, double most)
{
    std::uniform_real_distribution<double> radius(least, most);
    Ring<ProjectedPoint> ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = radius(random);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

/// A frame of square cells with its south-west corner at (west, south), multiples of the cell.
inline GridFrame frame_at(double west, double south, double cell, int columns, int rows)
{
    GridFrame frame;
    frame.cell_width = cell;
    frame.cell_height = cell;
    frame.first_column = static_cast<std::int64_t>(west / cell);
    frame.first_row_north = static_cast<std::int64_t>(south / cell) + rows;
    frame.columns = columns;
    frame.rows = rows;
    return frame;
}

/// A raster of metre cells drawn in text, row by row from the north: '.' is 0, other
/// characters are digits.
template <class T>
Raster<T> drawn(std::initializer_list<std::string_view> lines)
{
    Raster<T> raster(
        frame_at(0, 0, 1, static_cast<int>(lines.begin()->size()), static_cast<int>(lines.size())));
    std::size_t i = 0;
    for (const std::string_view line : lines) {
        for (const char c : line) {
            raster.values[i++] = c == '.' ? T{} : static_cast<T>(c - '0');
        }
    }
    return raster;
}

}  // namespace heatward::stats
