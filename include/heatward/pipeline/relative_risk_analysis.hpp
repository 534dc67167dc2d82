#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_membership.hpp"
#include "heatward/pipeline/area_sets.hpp"
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

/// An area whose risk differs from that of the whole more than chance makes.
struct RiskArea {
    std::string code;
    std::string name;
    std::uint64_t cases = 0;
    std::uint64_t controls = 0;
    std::optional<double> risk;  ///< nothing without controls, where it is infinite
    std::optional<double> low;   ///< 95 % limits
    std::optional<double> high;  ///< nothing where it is infinite
    double p_bh = 1;
};

/// A relative risk in one area set.
struct RiskInAreas {
    std::uint64_t cases = 0;  ///< in all of its areas
    std::size_t tested = 0;   ///< areas that hold a case or a control
    std::vector<RiskArea>
        clear;  ///< those with an adjusted p of at most 5 %, the highest risk first
};

/// Adds the columns `<layer>_cases`, `_controls`, `_risk`, `_risk_low`, `_risk_high`, `_risk_p`,
/// `_risk_p_bh`: the area's share of all cases over its share of all controls, with exact 95 %
/// limits and p (stats/rate_ratio.hpp), adjusted over the set; and `_raised_share`,
/// `_lowered_share`, how much of the area has a surface raised or lowered at two-sided 5 %. Gives
/// the set's cases.
RiskInAreas add_relative_risk(const LayerAnalysis& analysis, const AreaSetData& set,
                              const AreaMembership& membership, FeatureTable& table);

}  // namespace heatward::pipeline
