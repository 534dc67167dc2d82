#pragma once

#include <vector>

#include "heatward/core/extent.hpp"
#include "heatward/core/point.hpp"

namespace heatward::vector_tile {

/// The ring's part inside the rectangle, by Sutherland & Hodgman (1974): one ring, that runs along
/// the rectangle's sides where it was cut. An edge is cut at the same place from either
/// direction.
std::vector<MercatorPoint> clip_ring(std::vector<MercatorPoint> ring, const Extent& window);

/// The line's parts inside the rectangle, in order, by Liang & Barsky (1984).
std::vector<std::vector<MercatorPoint>> clip_line(const std::vector<MercatorPoint>& line,
                                                  const Extent& window);

}  // namespace heatward::vector_tile
