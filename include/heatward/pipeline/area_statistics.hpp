#pragma once

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

/// Finds each incident's area in one set, once for all layers.
class AreaMembership {
public:
    AreaMembership(const AreaSetData& set, const IncidentTable& incidents);

    static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
    /// Index of the first area that holds the incident, or kNowhere.
    [[nodiscard]] std::uint32_t area_of(std::size_t incident) const { return m_area[incident]; }

private:
    std::vector<std::uint32_t> m_area;
};

/// Adds the layer's columns to the set's table: `<layer>_count`, `_rate_per_1000`, `_rate_low`,
/// `_rate_high`, `_harm`, `_density_mean`, `_density_max`, `_hotspot_share`, `_rank`. Counts take
/// the set's own polygons alone, inside the study area or not; `rank` is by the layer's weight
/// (count or harm), 1 = the largest. Gives the sum of the counts.
std::uint64_t add_layer_statistics(const AnalysisInput& input, const LayerAnalysis& analysis,
                                   const AreaSetData& set, const AreaMembership& membership,
                                   FeatureTable& table);

}  // namespace heatward::pipeline
