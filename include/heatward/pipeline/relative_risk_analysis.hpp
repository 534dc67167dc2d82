#pragma once

#include <cstdint>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/area_sums.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

/// The unit of a relative risk's classes and colour breaks.
inline constexpr const char* kRiskUnit = "times the risk elsewhere";

/// Computes a layer of type "relative-risk" (maps::RelativeRisk): `rows` are its cases, `surface`
/// the natural logarithm of the risk at cell centres, `breaks` the bounds of the risk's classes,
/// and `risk` what belongs to a relative risk alone. Throws DataError where cases or controls hold
/// no incident.
LayerAnalysis analyse_relative_risk(const AnalysisInput& input, const project::Layer& layer,
                                    LayerBandwidth bandwidth);

/// Adds the columns `<layer>_cases`, `_controls`, `_risk`, `_risk_low`, `_risk_high`, `_risk_p`,
/// `_risk_p_bh`: the area's share of all cases over its share of all controls, with exact 95 %
/// limits and p (stats/rate_ratio.hpp), adjusted over the set; and `_raised_share`,
/// `_lowered_share`, how much of the area has a surface raised or lowered at two-sided 5 %. Gives
/// the set's cases.
std::uint64_t add_relative_risk(const LayerAnalysis& analysis, const AreaSetData& set,
                                const AreaMembership& membership, FeatureTable& table);

}  // namespace heatward::pipeline
