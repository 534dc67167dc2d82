#include "heatward/core/polygon.hpp"

#include <cmath>
#include <cstddef>

namespace heatward {
namespace {

double x_of(const ProjectedPoint& p) { return p.x; }
double y_of(const ProjectedPoint& p) { return p.y; }
double x_of(const MercatorPoint& p) { return p.x; }
double y_of(const MercatorPoint& p) { return p.y; }
double x_of(const LonLat& p) { return p.lon; }
double y_of(const LonLat& p) { return p.lat; }

template <class Point>
Extent extent_of_rings(const MultiPolygon<Point>& polygons)
{
    Extent extent;
    for_each_ring(polygons, [&](const Ring<Point>& ring) {
        for (const auto& p : ring) {
            extent.include(x_of(p), y_of(p));
        }
    });
    return extent;
}

double ring_area_m2(const Ring<ProjectedPoint>& ring)
{
    if (ring.size() < 3) {
        return 0;
    }
    const ProjectedPoint origin = ring.front();
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
                 (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
    }
    return std::abs(twice) / 2;
}

}  // namespace

Extent extent_of(const ProjectedMultiPolygon& polygons) { return extent_of_rings(polygons); }
Extent extent_of(const LonLatMultiPolygon& polygons) { return extent_of_rings(polygons); }
Extent extent_of(const MercatorMultiPolygon& polygons) { return extent_of_rings(polygons); }

double area_m2(const ProjectedMultiPolygon& polygons)
{
    double total = 0;
    for (const auto& polygon : polygons) {
        total += ring_area_m2(polygon.exterior);
        for (const auto& hole : polygon.holes) {
            total -= ring_area_m2(hole);
        }
    }
    return total;
}

}  // namespace heatward
