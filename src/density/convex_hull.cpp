#include "heatward/density/convex_hull.hpp"

#include <cstddef>
#include <utility>

namespace heatward::density {
namespace {

/// Appends a vertex to one half of the hull, whose vertices begin at `first`.
void extend(Ring<ProjectedPoint>& hull, std::size_t first, const ProjectedPoint& next)
{
    while (hull.size() >= first + 2) {
        const ProjectedPoint& a = hull[hull.size() - 2];
        const ProjectedPoint& b = hull.back();
        const double turn = (b.x - a.x) * (next.y - a.y) - (b.y - a.y) * (next.x - a.x);
        if (turn > 0) {
            break;
        }
        hull.pop_back();
    }
    hull.push_back(next);
}

}  // namespace

ProjectedMultiPolygon convex_hull(const IncidentPlaces& places)
{
    if (places.size() < 3) {
        return {};
    }
    Ring<ProjectedPoint> hull;
    for (std::size_t i = 0; i < places.size(); ++i) {
        extend(hull, 0, {places.x_m[i], places.y_m[i]});
    }
    const std::size_t upper = hull.size() - 1;
    for (std::size_t i = places.size() - 1; i-- > 0;) {
        extend(hull, upper, {places.x_m[i], places.y_m[i]});
    }
    hull.pop_back();  // the first vertex again
    if (hull.size() < 3) {
        return {};
    }
    return {{std::move(hull), {}}};
}

}  // namespace heatward::density
