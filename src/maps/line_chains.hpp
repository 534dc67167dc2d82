#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "heatward/core/basemap.hpp"

namespace heatward::maps {

/// Pieces of one road joined end to end.
struct LineChain {
    std::string_view name;  ///< of the features, which it points into
    double stroke_m = 0;
    std::vector<ProjectedPoint> vertices;
};

/// The features' lines, those of one name and stroke joined where exactly two of their ends meet,
/// in the order of their first pieces.
std::vector<LineChain> line_chains(std::span<const BasemapFeature* const> features);

}  // namespace heatward::maps
