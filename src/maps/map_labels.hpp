#pragma once

#include <string>
#include <vector>

#include "canvas.hpp"
#include "heatward/core/polygon.hpp"
#include "map_view.hpp"

namespace heatward::maps {

/// A name that may stand on the map.
struct MapLabel {
    std::string text;
    const ProjectedMultiPolygon* area = nullptr;
    TextStyle style;
    bool must_fit = false;  ///< dropped where it is much wider than its area
};

/// A name that stands on the map.
struct DrawnLabel {
    std::string text;
    Box box;
};

/// Draws the labels in order, each in the roomiest place of its area; one that would
/// leave the map, or touch an earlier one or an obstacle, moves up or down by a line or is dropped.
/// Gives those that were drawn.
std::vector<DrawnLabel> draw_labels(Canvas& canvas, const MapView& view,
                                    const std::vector<MapLabel>& labels,
                                    std::vector<Box> obstacles);

}  // namespace heatward::maps
