#pragma once

#include <cstddef>

#include "heatward/pipeline/area_sets.hpp"
#include "heatward/project/project.hpp"
#include "heatward/stats/neighbours.hpp"

namespace heatward::pipeline {

/// Which areas of the set are neighbours by the project's rule: contiguity with borders up to
/// kBorderSnapM apart, or centroids up to a distance apart. Throws DataError, naming set and key,
/// where areas would have more than project::kMostNeighbours on average.
stats::Neighbours area_neighbours(const project::AreaSet& description, const AreaSetData& set);

}  // namespace heatward::pipeline
