#pragma once

#include <vector>

#include "canvas.hpp"
#include "heatward/core/basemap.hpp"
#include "heatward/maps/basemap_style.hpp"
#include "map_labels.hpp"
#include "map_view.hpp"

namespace heatward::maps {

/// Draws water, land, green, buildings, roads and railways in the basemap's order, roads by scale:
/// one is drawn where it reaches kLeastRoadPixels as it goes straight on, and the wider the longer
/// it is. Where the basemap has land, all else of the map is taken as sea.
void draw_basemap(Canvas& canvas, const MapView& view, const Basemap& basemap,
                  const BasemapStyle& style, double unit);

/// Whether the basemap says what is land.
bool has_land(const Basemap& basemap);

/// Sets the names of places beside small dots, the first of the source first, where there is room
/// beside `drawn` (areas' names, which stay legible) and `obstacles`; a name that stands on the
/// map already is not repeated. Gives how many were set.
std::size_t draw_place_names(Canvas& canvas, const MapView& view, const Basemap& basemap,
                             const BasemapStyle& style, double unit,
                             const std::vector<DrawnLabel>& drawn,
                             const std::vector<Box>& obstacles);

}  // namespace heatward::maps
