#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/core/progress.hpp"
#include "heatward/pipeline/area_over_time.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/cell_places.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/pipeline/layer_over_time.hpp"
#include "heatward/pipeline/ranking_evidence.hpp"
#include "heatward/pipeline/relative_risk_analysis.hpp"
#include "heatward/pipeline/trend_areas.hpp"
#include "heatward/stats/global_moran.hpp"

namespace heatward::pipeline {

/// What one layer comes to in the area sets as wholes.
struct LayerInAreas {
    std::vector<std::uint64_t> totals;  ///< Σ counts of each set, in project order
    std::map<std::string, stats::GlobalMoran> global_moran;  ///< by area set, where it has one
    std::optional<LayerOverTime> over_time;     ///< of the study area; none of a relative risk
    std::optional<LayerMonths> risk_months;     ///< of a relative risk alone: what it lacks
    std::map<std::string, TrendCounts> trends;  ///< by area set, where the layer has enough months
    std::map<std::string, TrendAreas> trend_areas;  ///< of the same sets
    std::map<std::string, RiskInAreas> risk;        ///< by area set, of a relative risk alone
    std::vector<RankingEvidence> ranking;           ///< one a set, in project order; none of a
                                                    ///< relative risk
};

/// How many areas a set has, and how many of them no neighbour.
struct SetExtent {
    std::size_t areas = 0;
    std::size_t islands = 0;
};

/// The area sets with all layers' statistics.
struct AreaDescriptions {
    std::vector<FeatureTable> tables;  ///< one a set, in project order
    std::vector<LayerInAreas> layers;  ///< one a layer, in project order
    std::vector<SetExtent> sets;       ///< one a set, in project order
};

/// Looks at every layer over time and adds its statistics (area_statistics.hpp), evidence
/// (area_evidence.hpp, ranking_evidence.hpp) and what became of them over time
/// (area_over_time.hpp) to every area set, of grids where `cells` says that each lies. `sets` are
/// in project order.
AreaDescriptions describe_areas(const AnalysisInput& input,
                                const std::vector<LayerAnalysis>& layers,
                                const std::vector<AreaSetData>& sets, const CellPlaces& cells,
                                Progress& progress);

}  // namespace heatward::pipeline
