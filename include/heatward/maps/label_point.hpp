#pragma once

#include "heatward/core/polygon.hpp"

namespace heatward::maps {

/// Where an area's name is best set.
struct LabelPoint {
    ProjectedPoint point;
    double room_m = 0;  ///< distance from there to the nearest border
};

/// The place inside the polygons that is farthest from any border, with its largest polygon taken
/// alone: the centre of the largest inscribed circle, to `precision_m` (above 0), found by halving
/// squares (the "pole of inaccessibility", Garcia-Castellanos & Lombardo 2007). Distances
/// across are counted at a third, as names are wide and low. Nothing inside: room 0 at the
/// middle of the extent.
LabelPoint label_point(const ProjectedMultiPolygon& polygons, double precision_m);

}  // namespace heatward::maps
