#include "window_clip.hpp"

#include <utility>

namespace heatward::maps {
namespace {

/// Keeps what lies at or above `limit` along one coordinate, that `sign` may turn round.
Ring<ProjectedPoint> clip_to_side(const Ring<ProjectedPoint>& ring,
                                  double ProjectedPoint::*coordinate, double limit, double sign)
{
    const auto room = [&](const ProjectedPoint& p) { return sign * (p.*coordinate - limit); };
    Ring<ProjectedPoint> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const ProjectedPoint& from = ring[i == 0 ? ring.size() - 1 : i - 1];
        const ProjectedPoint& to = ring[i];
        const double before = room(from);
        const double after = room(to);
        if ((before >= 0) != (after >= 0)) {
            const double t = before / (before - after);
            kept.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
        }
        if (after >= 0) {
            kept.push_back(to);
        }
    }
    return kept;
}

Ring<ProjectedPoint> clip(Ring<ProjectedPoint> ring, const Extent& window)
{
    ring = clip_to_side(ring, &ProjectedPoint::x, window.min_x, 1);
    ring = clip_to_side(ring, &ProjectedPoint::x, window.max_x, -1);
    ring = clip_to_side(ring, &ProjectedPoint::y, window.min_y, 1);
    return clip_to_side(ring, &ProjectedPoint::y, window.max_y, -1);
}

}  // namespace

ProjectedMultiPolygon clipped_to(const ProjectedMultiPolygon& polygons, const Extent& window)
{
    ProjectedMultiPolygon clipped;
    for (const auto& polygon : polygons) {
        Polygon<ProjectedPoint> part{clip(polygon.exterior, window), {}};
        if (part.exterior.size() < 3) {
            continue;
        }
        for (const auto& hole : polygon.holes) {
            Ring<ProjectedPoint> ring = clip(hole, window);
            if (ring.size() >= 3) {
                part.holes.push_back(std::move(ring));
            }
        }
        clipped.push_back(std::move(part));
    }
    return clipped;
}

}  // namespace heatward::maps
