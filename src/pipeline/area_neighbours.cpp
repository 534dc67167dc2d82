#include "heatward/pipeline/area_neighbours.hpp"

#include <algorithm>
#include <numbers>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/extent.hpp"
#include "heatward/pipeline/area_evidence.hpp"

namespace heatward::pipeline {
namespace {

/// Twice the signed area of a ring about `origin`, and that times thrice its centroid.
struct RingMoments {
    double twice_area = 0;
    double x = 0;
    double y = 0;
};

void add_ring(const Ring<ProjectedPoint>& ring, ProjectedPoint origin, RingMoments& moments)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const ProjectedPoint& a = ring[i];
        const ProjectedPoint& b = ring[(i + 1) % ring.size()];
        const double ax = a.x - origin.x;
        const double ay = a.y - origin.y;
        const double bx = b.x - origin.x;
        const double by = b.y - origin.y;
        const double cross = ax * by - bx * ay;
        moments.twice_area += cross;
        moments.x += cross * (ax + bx);
        moments.y += cross * (ay + by);
    }
}

/// Of a polygon without area, the middle of its rectangle.
ProjectedPoint centroid(const ProjectedMultiPolygon& polygons)
{
    const Extent extent = extent_of(polygons);
    const ProjectedPoint middle{(extent.min_x + extent.max_x) / 2,
                                (extent.min_y + extent.max_y) / 2};
    RingMoments moments;
    for_each_ring(polygons, [&](const auto& ring) { add_ring(ring, middle, moments); });
    if (!(moments.twice_area > 0)) {
        return middle;
    }
    const double scale = 1 / (3 * moments.twice_area);
    return {middle.x + moments.x * scale, middle.y + moments.y * scale};
}

/// As if areas were spread evenly over their rectangle.
double expected_neighbours(const std::vector<ProjectedPoint>& places, double distance_m)
{
    if (places.empty()) {
        return 0;
    }
    const auto by_x =
        std::minmax_element(places.begin(), places.end(), [](auto a, auto b) { return a.x < b.x; });
    const auto by_y =
        std::minmax_element(places.begin(), places.end(), [](auto a, auto b) { return a.y < b.y; });
    // A distance beyond the rectangle makes neighbours of all.
    const double width = std::max(by_x.second->x - by_x.first->x, distance_m);
    const double height = std::max(by_y.second->y - by_y.first->y, distance_m);
    const auto others = static_cast<double>(places.size() - 1);
    return others * std::min(1.0, std::numbers::pi * distance_m * distance_m / (width * height));
}

stats::Neighbours within(const AreaSetData& set, double distance_m)
{
    std::vector<ProjectedPoint> places;
    for (const gis::AreaRecord& area : set.areas) {
        places.push_back(centroid(area.polygons));
    }
    const double expected = expected_neighbours(places, distance_m);
    if (expected > project::kMostNeighbours) {
        throw DataError(fmt::format(
            "areas.{}.neighbours: {} m gives an area about {:.0f} neighbours, more than {}; choose "
            "a shorter distance",
            set.id, distance_m, expected, project::kMostNeighbours));
    }
    return stats::neighbours_within(places, distance_m);
}

}  // namespace

stats::Neighbours area_neighbours(const project::AreaSet& description, const AreaSetData& set)
{
    const auto rule = description.neighbours.value_or(project::NeighbourRule());
    switch (rule.by) {
        case project::NeighbourRule::By::distance:
            return within(set, rule.distance_m.value_or(0));
        case project::NeighbourRule::By::rook:
            return stats::contiguous_neighbours(set.polygons(), stats::Contiguity::rook,
                                                kBorderSnapM);
        case project::NeighbourRule::By::queen:
            break;
    }
    return stats::contiguous_neighbours(set.polygons(), stats::Contiguity::queen, kBorderSnapM);
}

}  // namespace heatward::pipeline
