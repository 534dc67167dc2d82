#pragma once

#include <optional>
#include <utility>

#include "heatward/core/extent.hpp"

namespace heatward {

/// A straight line from (x0, y0) to (x1, y1), in whatever plane its user works.
struct Segment {
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;
};

/// The part of the segment inside the rectangle, its sides included, as the two shares of its
/// length where that begins and ends (0 to 1); nothing where they do not meet. Liang & Barsky
/// (1984).
std::optional<std::pair<double, double>> part_inside(const Segment& segment,
                                                     const Extent& rectangle);

}  // namespace heatward
