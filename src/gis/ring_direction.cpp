#include "ring_direction.hpp"

#include <algorithm>

namespace heatward::gis {
namespace {

/// Twice the area, positive for anticlockwise (shoelace formula relative to the first vertex).
double signed_double_area(const Ring<ProjectedPoint>& ring)
{
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].x - ring[0].x;
        const double ay = ring[i].y - ring[0].y;
        const double bx = ring[i + 1].x - ring[0].x;
        const double by = ring[i + 1].y - ring[0].y;
        sum += ax * by - bx * ay;
    }
    return sum;
}

void turn(Ring<ProjectedPoint>& ring)
{
    if (!ring.empty()) {
        std::reverse(ring.begin() + 1, ring.end());
    }
}

}  // namespace

void normalise_directions(ProjectedMultiPolygon& polygons)
{
    for (auto& polygon : polygons) {
        if (signed_double_area(polygon.exterior) < 0) {
            turn(polygon.exterior);
        }
        for (auto& hole : polygon.holes) {
            if (signed_double_area(hole) > 0) {
                turn(hole);
            }
        }
    }
}

}  // namespace heatward::gis
