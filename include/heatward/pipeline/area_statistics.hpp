#pragma once

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/area_sums.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

/// Adds the layer's columns to the set's table: `<layer>_count`, `_rate_per_1000`, `_rate_low`,
/// `_rate_high`, `_harm`, `_density_mean`, `_density_max`, `_hotspot_share`, `_rank`. `rank` is by
/// the layer's weight (count or harm), 1 = the largest.
void add_layer_statistics(const AnalysisInput& input, const LayerAnalysis& analysis,
                          const AreaSetData& set, const AreaSums& sums, FeatureTable& table);

}  // namespace heatward::pipeline
