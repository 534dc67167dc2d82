#pragma once

#include "heatward/core/polygon.hpp"

namespace heatward::gis {

/// Turns exteriors anticlockwise and holes clockwise (x east, y north); a ring that is turned keeps
/// its first vertex.
void normalise_directions(ProjectedMultiPolygon& polygons);

}  // namespace heatward::gis
