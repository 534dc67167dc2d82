#pragma once

#include <string>

namespace heatward::maps {

/// A scale bar of a round length: 1, 2 or 5 times a power of ten metres.
struct ScaleBar {
    double length_m = 0;
    int divisions = 1;  ///< parts that are alternately filled
    std::string label;  ///< "500 m", "2 km"
};

/// The longest round length that takes at most `max_pixels` at `metres_per_pixel` (both above 0).
ScaleBar scale_bar_for(double metres_per_pixel, double max_pixels);

}  // namespace heatward::maps
