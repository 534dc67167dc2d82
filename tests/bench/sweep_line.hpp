#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/parallel.hpp"
#include "heatward/density/kernel_points.hpp"

namespace heatward::bench {

/// The yardstick: the textbook sweep line for the quartic kernel with points bucketed by row (Chan
/// et al., SLAM, SIGMOD 2022). Along each row a point's kernel is a polynomial of degree 4 between
/// two columns.
inline Raster<float> sweep_line_density(const density::KernelPoints& points, const GridFrame& frame,
                                        int threads)
{
    Raster<float> raster(frame);
    const auto rows = static_cast<std::size_t>(frame.rows);
    const auto columns = static_cast<std::size_t>(frame.columns);
    const auto row_of = [&](std::size_t i) {
        const double row = std::floor((frame.north() - points.y[i]) / frame.cell_height);
        return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(rows) - 1));
    };
    std::vector<std::size_t> first(rows + 1);
    double reach = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        ++first[row_of(i) + 1];
        reach = std::max(reach, points.radius_y[i] / frame.cell_height + 1);
    }
    for (std::size_t r = 0; r < rows; ++r) {
        first[r + 1] += first[r];
    }
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    struct Point {
        double x, y, per_x, per_y, amplitude;
    };
    std::vector<Point> sorted(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        sorted[next[row_of(i)]++] = {(points.x[i] - frame.west()) / frame.cell_width - 0.5,
                                     points.y[i], frame.cell_width / points.radius_x[i],
                                     1 / points.radius_y[i], points.amplitude[i]};
    }
    const auto far = static_cast<std::size_t>(reach);
    for_each_index(rows, threads, [&](std::size_t r) {
        std::vector<double> change(5 * (columns + 1));
        const std::size_t end = first[std::min(rows, r + far + 1)];
        for (std::size_t at = first[r > far ? r - far : 0]; at < end; ++at) {
            const Point& point = sorted[at];
            const double v = (frame.centre_y(static_cast<int>(r)) - point.y) * point.per_y;
            const double rest = 1 - v * v;
            const double k = point.per_x;
            const double a = point.x;
            const double half = rest > 0 ? std::sqrt(rest) / k : -1;
            const double from = std::max(0.0, std::ceil(a - half));
            const double to = std::min(std::floor(a + half) + 1, static_cast<double>(columns));
            if (from >= to) {
                continue;
            }
            const double b = k * k;
            const double w = point.amplitude;
            const double c[5] = {
                w * (rest - b * a * a) * (rest - b * a * a), 4 * w * b * a * (rest - b * a * a),
                w * (6 * b * b * a * a - 2 * rest * b), -4 * w * b * b * a, w * b * b};
            for (std::size_t j = 0; j < 5; ++j) {
                change[5 * static_cast<std::size_t>(from) + j] += c[j];
                change[5 * static_cast<std::size_t>(to) + j] -= c[j];
            }
        }
        double sum[5] = {};
        for (std::size_t x = 0; x < columns; ++x) {
            for (std::size_t j = 0; j < 5; ++j) {
                sum[j] += change[5 * x + j];
            }
            const auto t = static_cast<double>(x);
            raster.values[r * columns + x] = static_cast<float>(
                1e6 * ((((sum[4] * t + sum[3]) * t + sum[2]) * t + sum[1]) * t + sum[0]));
        }
    });
    return raster;
}

}  // namespace heatward::bench
