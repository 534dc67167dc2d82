#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heatward/core/incident_filter.hpp"
#include "heatward/pipeline/area_membership.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/stats/rank_bootstrap.hpp"

namespace heatward::pipeline {

/// Counts of a filter's incidents by area, source and category.
class AreaCells {
public:
    AreaCells(const AnalysisInput& input, const IncidentFilter& filter, std::size_t areas,
              const AreaMembership& membership);

    [[nodiscard]] std::size_t areas() const { return m_areas; }
    [[nodiscard]] std::uint64_t count(std::size_t area) const;
    /// `source` and `category` are places among the filter's.
    [[nodiscard]] std::uint64_t count(std::size_t area, std::size_t source,
                                      std::size_t category) const
    {
        return m_counts[(area * m_sources + source) * m_categories + category];
    }
    /// Σ weight of the area's incidents, `weights` one a category of the filter.
    [[nodiscard]] double weight(std::size_t area, const std::vector<double>& weights) const;
    /// Area by area one entry a weight; categories that weigh alike are one.
    [[nodiscard]] std::vector<stats::WeightedCount> weighted_counts(
        const std::vector<double>& weights) const;

private:
    [[nodiscard]] std::uint64_t count_of_category(std::size_t area, std::size_t category) const;

    std::size_t m_areas;
    std::size_t m_sources;
    std::size_t m_categories;
    std::vector<std::uint32_t> m_counts;
};

/// What one incident of each category of the filter weighs in the layer's ranking.
std::vector<double> category_weights(const project::Project& project, const project::Layer& layer,
                                     const IncidentFilter& filter);

}  // namespace heatward::pipeline
