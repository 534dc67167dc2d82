#pragma once

#include "heatward/core/extent.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::maps {

/// The polygons' parts inside the window, ring by ring (Sutherland & Hodgman 1974): parts of one
/// polygon stay joined by lines along the window's sides, which no measure of area or of
/// distance inside the window minds.
ProjectedMultiPolygon clipped_to(const ProjectedMultiPolygon& polygons, const Extent& window);

}  // namespace heatward::maps
