#pragma once

#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

/// The set whose areas hotspots are named by: the wards (project::ward_set), else the last
/// of the project that is no grid, whose codes tell nobody anything; null where there is none.
const AreaSetData* naming_set(const project::Project& project,
                              const std::vector<AreaSetData>& sets);

/// The table `hotspots`: layer, rank, count, harm, area_km2 (of the outline), density_max, pai,
/// wards and ward_codes (largest overlap first, joined by "; "). `pai` takes the part of the
/// hotspot inside the study area.
FeatureTable hotspot_table(const AnalysisInput& input, const std::vector<LayerAnalysis>& analyses,
                           const AreaSetData* wards);

}  // namespace heatward::pipeline
