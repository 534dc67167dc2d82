#include "heatward/server/rectangle_meeting.hpp"

#include "heatward/core/segment_clip.hpp"

namespace heatward::server {

namespace {

double x_of(const LonLat& point) { return point.lon; }
double y_of(const LonLat& point) { return point.lat; }
double x_of(const ProjectedPoint& point) { return point.x; }
double y_of(const ProjectedPoint& point) { return point.y; }

/// Even-odd rule over all rings.
template <class Point>
bool hold(const MultiPolygon<Point>& polygons, double x, double y)
{
    bool inside = false;
    for_each_ring(polygons, [&](const Ring<Point>& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const Point& a = ring[i];
            const Point& b = ring[j];
            if ((y_of(a) > y) != (y_of(b) > y) &&
                x < x_of(a) + (y - y_of(a)) / (y_of(b) - y_of(a)) * (x_of(b) - x_of(a))) {
                inside = !inside;
            }
        }
    });
    return inside;
}

template <class Point>
bool meet_in_plane(const MultiPolygon<Point>& polygons, const Extent& rectangle)
{
    bool found = false;
    for_each_ring(polygons, [&](const Ring<Point>& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; !found && i < ring.size(); j = i++) {
            found =
                part_inside({x_of(ring[j]), y_of(ring[j]), x_of(ring[i]), y_of(ring[i])}, rectangle)
                    .has_value();
        }
    });
    // No edge reaches the rectangle: all of it lies inside or all outside.
    return found || hold(polygons, rectangle.min_x, rectangle.min_y);
}

}  // namespace

bool meet(const LonLatMultiPolygon& polygons, const Extent& rectangle)
{
    return meet_in_plane(polygons, rectangle);
}

bool meet(const ProjectedMultiPolygon& polygons, const Extent& rectangle)
{
    return meet_in_plane(polygons, rectangle);
}

}  // namespace heatward::server
