#pragma once

#include "heatward/core/point.hpp"

namespace heatward::geocode {

/// A position in the source's own metres, projected both ways.
struct PlacedPosition {
    ProjectedPoint position;
    LonLat lonlat;
};

}  // namespace heatward::geocode
