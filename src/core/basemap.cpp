#include "heatward/core/basemap.hpp"

namespace heatward {

Extent extent_of(const BasemapFeature& feature)
{
    Extent extent = extent_of(feature.polygons);
    for (const auto& line : feature.lines) {
        for (const ProjectedPoint& point : line) {
            extent.include(point.x, point.y);
        }
    }
    for (const ProjectedPoint& point : feature.points) {
        extent.include(point.x, point.y);
    }
    return extent;
}

}  // namespace heatward
