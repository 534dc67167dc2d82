#pragma once

#include <vector>

#include "heatward/core/basemap.hpp"

namespace heatward::pipeline {

/// Sets `stroke_m` of line features: the length of the chain that a piece belongs to as it goes
/// on through its ends. At every place where lines end, the two ends that continue each other best
/// are joined, then the next best two: first those that share a name and turn by at most 60°, then
/// any that turn by at most 45°, the straightest first (good continuation; Thomson & Richardson
/// 1999, "The 'good continuation' principle of perceptual organization applied to the
/// generalization of road networks"). Long chains are main roads, so that maps need no
/// classification to leave out the lesser ones. Ends meet where their coordinates are equal.
/// A feature of several lines is one piece. Does not depend on the order of features.
void set_strokes(std::vector<BasemapFeature>& features);

}  // namespace heatward::pipeline
