#include "heatward/server/rectangle_meeting.hpp"

#include "heatward/core/segment_clip.hpp"

namespace heatward::server {

namespace {

bool reaches(const LonLat& a, const LonLat& b, const Extent& rectangle)
{
    return part_inside({a.lon, a.lat, b.lon, b.lat}, rectangle).has_value();
}

/// Even-odd rule over all rings.
bool hold(const LonLatMultiPolygon& polygons, double lon, double lat)
{
    bool inside = false;
    for_each_ring(polygons, [&](const Ring<LonLat>& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const LonLat& a = ring[i];
            const LonLat& b = ring[j];
            if ((a.lat > lat) != (b.lat > lat) &&
                lon < a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)) {
                inside = !inside;
            }
        }
    });
    return inside;
}

}  // namespace

bool meet(const LonLatMultiPolygon& polygons, const Extent& rectangle)
{
    bool found = false;
    for_each_ring(polygons, [&](const Ring<LonLat>& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; !found && i < ring.size(); j = i++) {
            found = reaches(ring[j], ring[i], rectangle);
        }
    });
    // No edge reaches the rectangle: all of it lies inside or all outside.
    return found || hold(polygons, rectangle.min_x, rectangle.min_y);
}

}  // namespace heatward::server
