#pragma once

#include <cstdint>
#include <vector>

#include "heatward/core/grid.hpp"
#include "heatward/core/polygon.hpp"

namespace heatward::stats {

/// Outlines along cell borders of the groups labelled 1 … group_count, each of which
/// must be 4-connected; entry i is that of label i + 1. Exteriors run anticlockwise, holes
/// clockwise; vertices only at turns. Where two cells of a group touch at a corner
/// alone, the rings part there, so that every ring is simple and the polygon is valid
/// (OGC 06-103r4): a hole may touch the exterior at that one point.
std::vector<Polygon<ProjectedPoint>> cell_outlines(const Raster<std::int32_t>& labels,
                                                   std::int32_t group_count);

}  // namespace heatward::stats
