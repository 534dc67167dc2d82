#pragma once

#include "heatward/core/polygon.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// More cells than this are refused: 20 times an English county's 150 m cells, and about what a
/// desktop GIS still draws.
inline constexpr std::size_t kMaxGridCells = 2'000'000;

/// The grid's cells that overlap the study area, whole, in rows from the south-west: micro-places
/// without a parent or residents. Code and name are the south-west corner of a square, or the
/// centre of a hexagon, in whole metres: "E546150N261000". Throws DataError for more than
/// kMaxGridCells.
AreaSetData grid_area_set(const project::AreaSet& set, const ProjectedMultiPolygon& study_area);

}  // namespace heatward::pipeline
