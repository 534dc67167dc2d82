#pragma once

#include <span>
#include <vector>

#include "heatward/core/point.hpp"

namespace heatward::maps {

/// The tolerance up to which the algorithm of Douglas & Peucker (1973) keeps each vertex: those of
/// at least t are the line simplified with tolerance t, in the vertices' unit. Never above that of
/// the vertex by which its part was cut off, so that a coarser line has no vertex that a finer one
/// lacks. The ends are infinite. A ring, without its repeated last vertex, keeps its first vertex
/// and the one farthest from it.
std::vector<float> line_significance(std::span<const MercatorPoint> line);
std::vector<float> ring_significance(std::span<const MercatorPoint> ring);

}  // namespace heatward::maps
