#pragma once

#include "heatward/pipeline/area_cells.hpp"
#include "heatward/pipeline/ranking_evidence.hpp"

namespace heatward::pipeline {

/// Adds `<layer>_rank_low`, `_rank_high`, `_top_share`, `_top_stability` and `_top_by` to the
/// table and gives the head of the ranking. Reads `_rank`, `_count`, `_rate_per_1000`, `_harm` and
/// `_eb_rate_per_1000`.
SetRanking add_ranking(const AnalysisInput& input, const project::Layer& layer,
                       const std::vector<stats::WeightedCount>& cells, FeatureTable& table);

/// How many areas count as the top.
std::size_t places_on_top(const project::Project& project);

/// Competition ranks by which an area without any of it is not among the top: 0 for it.
std::vector<std::uint32_t> ranks_of_some(const std::vector<double>& figures);

/// Code and name of the table's row.
AreaName area_name(const FeatureTable& table, std::size_t row);

}  // namespace heatward::pipeline
