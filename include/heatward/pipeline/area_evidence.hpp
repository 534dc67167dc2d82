#pragma once

#include <optional>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/area_sums.hpp"
#include "heatward/stats/global_moran.hpp"
#include "heatward/stats/neighbours.hpp"

namespace heatward::pipeline {

/// Vertices of two areas this near are one: published boundaries are digitised from both sides, and
/// generalised ones differ by some metres.
inline constexpr double kBorderSnapM = 5;

/// Adds what tells the set's areas from chance and from their neighbours:
/// `<layer>_eb_rate_per_1000` and `_eb_parent_rate_per_1000` (empirical Bayes over the set and
/// within each parent),
/// `_funnel`, `_gi_star_z`, `_gi_star_p`, `_gi_star_p_permutation`, `_gi_star_p_bh`,
/// `_local_moran_i`, `_local_moran_z`, `_local_moran_p`, `_local_moran_p_permutation`,
/// `_local_moran_p_bh`, `_local_moran_quadrant`. What neighbours are compared by is the annual rate
/// per 1,000 residents, or, in a set without any residents, incidents per km² and year. Gives the
/// set's global Moran, where it has one.
std::optional<stats::GlobalMoran> add_layer_evidence(const AnalysisInput& input,
                                                     const LayerAnalysis& analysis,
                                                     const AreaSetData& set, const AreaSums& sums,
                                                     const stats::Neighbours& neighbours,
                                                     FeatureTable& table);

}  // namespace heatward::pipeline
