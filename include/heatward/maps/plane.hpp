#pragma once

#include <cstdint>

namespace heatward::maps {

/// The plane a density is drawn in: project metres, EPSG:3857 metres, or degrees
/// of longitude and latitude (OGC:CRS84, x east).
enum class Plane : std::uint8_t { project, web_mercator, lonlat };

}  // namespace heatward::maps
