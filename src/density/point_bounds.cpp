#include "heatward/density/point_bounds.hpp"

#include <algorithm>

#include "heatward/density/kernel_shape.hpp"

namespace heatward::density {

void PointBounds::include(const KernelPoints& points)
{
    if (points.size() == 0) {
        return;
    }
    if (places.is_empty()) {
        radii = {points.radius_x[0], points.radius_x[0], points.radius_y[0], points.radius_y[0]};
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        places.include(points.x[i], points.y[i]);
        radii.least_x = std::min(radii.least_x, points.radius_x[i]);
        radii.largest_x = std::max(radii.largest_x, points.radius_x[i]);
        radii.least_y = std::min(radii.least_y, points.radius_y[i]);
        radii.largest_y = std::max(radii.largest_y, points.radius_y[i]);
        largest_amplitude = std::max(largest_amplitude, points.amplitude[i]);
    }
}

Extent in_reach_of(const Extent& extent, Kernel kernel, const RadiusExtremes& radii)
{
    constexpr double kSlack = 1 + 1e-5;
    const double reach = support_in_bandwidths(kernel) * kSlack;
    return {extent.min_x - radii.largest_x * reach, extent.min_y - radii.largest_y * reach,
            extent.max_x + radii.largest_x * reach, extent.max_y + radii.largest_y * reach};
}

}  // namespace heatward::density
