#pragma once

#include "heatward/pipeline/ranking_evidence.hpp"

namespace heatward::pipeline {

/// Adds `<layer>_top_origins_share`: of each cell of a grid with an incident the share of lattices,
/// moved and turned, in which the cell at its centre is among the top (stats/moved_lattices.hpp).
/// The incidents are those that count in the layer, by its weight. Nothing for a set that is no
/// grid. Empty, with a reason, where ties make more cells on top than there are places, or a single
/// incident brings a cell there. Reads `_count`.
std::optional<OriginStability> add_grid_origins(const AnalysisInput& input,
                                                const LayerAnalysis& analysis,
                                                const AreaSetData& set, FeatureTable& table);

}  // namespace heatward::pipeline
