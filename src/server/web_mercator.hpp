#pragma once

#include <cmath>
#include <numbers>

#include "heatward/core/point.hpp"
#include "heatward/core/tile_id.hpp"

/// Degrees and EPSG:3857 metres of one another, by its definition: the axes are each other's.
namespace heatward::server {

inline LonLat lonlat_of_mercator(double x, double y)
{
    constexpr double kPi = std::numbers::pi;
    constexpr double kToDegrees = 180 / kPi;
    return {x / kMercatorHalfWidth * 180,
            std::atan(std::sinh(y / kMercatorHalfWidth * kPi)) * kToDegrees};
}

inline MercatorPoint mercator_of_lonlat(const LonLat& place)
{
    constexpr double kPi = std::numbers::pi;
    constexpr double kRadius_m = kMercatorHalfWidth / kPi;
    return {place.lon / 180 * kMercatorHalfWidth,
            kRadius_m * std::atanh(std::sin(place.lat * kPi / 180))};
}

}  // namespace heatward::server
