#pragma once

#include <cstdint>
#include <vector>

#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/stats/rate.hpp"

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

/// One layer's sums in the areas of one set.
struct AreaSums {
    std::vector<std::vector<stats::SuppliedCount>> counts;  ///< area → source of the layer
    std::vector<std::vector<std::uint64_t>> by_category;    ///< area → category of the project
    std::uint64_t total = 0;

    /// The area's incidents from all sources.
    [[nodiscard]] std::uint64_t count_of(std::size_t area) const;
};

/// Counts the layer's incidents by the set's own polygons alone, inside the study area or not.
AreaSums sum_areas(const AnalysisInput& input, const LayerAnalysis& analysis,
                   const AreaSetData& set, const AreaMembership& membership);

}  // namespace heatward::pipeline
