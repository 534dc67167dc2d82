#pragma once

#include <cstddef>
#include <random>

#include "heatward/density/kernel_points.hpp"

namespace heatward::density {

/// Where and how random points are drawn.
struct RandomPoints {
    Kernel kernel = Kernel::quartic;
    std::size_t count = 200;
    double x = 0;         ///< west of the square that they fall in
    double y = 0;         ///< its south
    double side = 1000;   ///< its width
    double radius = 100;  ///< the smallest; the largest is twice as much
};

inline KernelPoints draw_points(const RandomPoints& settings, std::mt19937_64& random)
{
    std::uniform_real_distribution<double> along(0, settings.side);
    std::uniform_real_distribution<double> radius(settings.radius, 2 * settings.radius);
    std::uniform_real_distribution<double> weight(0.1, 5);
    KernelPointsBuilder builder(settings.kernel);
    for (std::size_t i = 0; i < settings.count; ++i) {
        KernelPoint point;
        point.x = settings.x + along(random);
        point.y = settings.y + along(random);
        point.radius_x = radius(random);
        point.radius_y = radius(random);
        point.bandwidth_m = radius(random);
        point.weight = weight(random);
        builder.add(point);
    }
    return builder.build();
}

}  // namespace heatward::density
