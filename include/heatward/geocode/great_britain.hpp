#pragma once

#include "heatward/core/point.hpp"

namespace heatward::geocode {

/// A rectangle in degrees around Great Britain and its islands, Rockall left out.
inline constexpr double kBritainWest = -9.0;
inline constexpr double kBritainEast = 2.5;
inline constexpr double kBritainSouth = 49.0;
inline constexpr double kBritainNorth = 61.0;

/// Whether the position lies in that rectangle; false for not-a-number.
inline bool is_in_great_britain(LonLat position)
{
    return position.lon >= kBritainWest && position.lon <= kBritainEast &&
           position.lat >= kBritainSouth && position.lat <= kBritainNorth;
}

}  // namespace heatward::geocode
