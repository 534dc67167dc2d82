#pragma once

#include <cstddef>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_membership.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/layer_months.hpp"

namespace heatward::pipeline {

/// How many areas of a set are called what (stats::AreaTrend).
struct TrendCounts {
    std::size_t tested = 0;  ///< those with an incident at all in the months of the trend
    std::size_t emerging = 0;
    std::size_t persistent = 0;
    std::size_t fading = 0;
};

/// Adds what became of the set's areas over time: `<layer>_change_before`, `_change_after`
/// (incidents of the months compared, and of the same a year earlier), `_change_ratio`,
/// `_change_low`, `_change_high`, `_change_p`, `_change_p_bh` (stats/rate_ratio.hpp), `_trend_z`,
/// `_trend_p`, `_trend_p_bh`, `_trend` (stats/area_trend.hpp) and `_months_missing`. The table has
/// the layer's evidence (area_evidence.hpp) already.
TrendCounts add_layer_over_time(const AnalysisInput& input, const LayerAnalysis& analysis,
                                const AreaSetData& set, const AreaMembership& membership,
                                const LayerMonths& months, FeatureTable& table);

/// Adds `<layer>_months_missing`, the same for every area, which a relative risk has too.
void add_months_missing(const project::Layer& layer, const LayerMonths& months,
                        FeatureTable& table);

}  // namespace heatward::pipeline
