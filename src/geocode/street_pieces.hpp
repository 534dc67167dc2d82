#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heatward/core/point.hpp"

namespace heatward::geocode {

/// A piece of road as its vertices, at least one.
using RoadLine = std::vector<ProjectedPoint>;

/// Parts the lines of one name into streets: lines that come within kStreetGap_m of each other, by
/// points taken every kStreetStep_m along them, belong together. Gives the number of each line's
/// street, numbered in the order of their first lines.
std::vector<std::uint32_t> streets_of_lines(std::span<const RoadLine* const> lines);

inline constexpr double kStreetStep_m = 50;

/// The point of the lines that is nearest to their centre of length, and how far their furthest
/// vertex is from it.
struct StreetMiddle {
    ProjectedPoint place;
    double reach_m = 0;
};
StreetMiddle middle_of(std::span<const RoadLine* const> lines);

/// Metres from the place to the line's furthest vertex.
double furthest_m(const RoadLine& line, ProjectedPoint place);

}  // namespace heatward::geocode
