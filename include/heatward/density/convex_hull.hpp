#pragma once

#include "heatward/core/polygon.hpp"
#include "heatward/density/incident_places.hpp"

namespace heatward::density {

/// The convex hull of the places, anticlockwise, without vertices inside its edges (Andrew 1979,
/// Information Processing Letters 9: 216-219). Empty where the places lie on one line.
ProjectedMultiPolygon convex_hull(const IncidentPlaces& places);

}  // namespace heatward::density
