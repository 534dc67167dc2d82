#pragma once

#include "heatward/core/extent.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::server {

/// Whether polygons and rectangle share a point, borders included. Edges are straight in the
/// coordinates given; a touch may be missed or found by rounding, about 1e-14 of them.
bool meet(const LonLatMultiPolygon& polygons, const Extent& rectangle);
bool meet(const ProjectedMultiPolygon& polygons, const Extent& rectangle);

}  // namespace heatward::server
