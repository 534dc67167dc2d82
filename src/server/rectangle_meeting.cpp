#include "heatward/server/rectangle_meeting.hpp"

#include <algorithm>

namespace heatward::server {

namespace {

/// Whether the segment reaches the rectangle (Liang-Barsky clipping).
bool reaches(const LonLat& a, const LonLat& b, const Extent& rectangle)
{
    double enter = 0;
    double leave = 1;
    const auto clip = [&](double delta, double room) {
        if (delta == 0) {
            return room >= 0;
        }
        const double t = room / delta;
        if (delta < 0) {
            enter = std::max(enter, t);
        } else {
            leave = std::min(leave, t);
        }
        return enter <= leave;
    };
    const double dx = b.lon - a.lon;
    const double dy = b.lat - a.lat;
    return clip(-dx, a.lon - rectangle.min_x) && clip(dx, rectangle.max_x - a.lon) &&
           clip(-dy, a.lat - rectangle.min_y) && clip(dy, rectangle.max_y - a.lat);
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
