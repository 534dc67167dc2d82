#pragma once

#include <cstdint>
#include <vector>

#include "heatward/pipeline/area_cells.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/stats/rate.hpp"

namespace heatward::pipeline {

/// One layer's sums in the areas of one set.
struct AreaSums {
    std::vector<std::vector<stats::SuppliedCount>> counts;  ///< area → source of the layer
    std::vector<std::vector<std::uint64_t>> by_category;    ///< area → category of the project
    std::uint64_t total = 0;

    /// The area's incidents from all sources.
    [[nodiscard]] std::uint64_t count_of(std::size_t area) const;
};

/// The same counts as `cells` has of the layer's own filter, by the set's own polygons alone,
/// inside the study area or not.
AreaSums sum_areas(const AnalysisInput& input, const LayerAnalysis& analysis,
                   const AreaCells& cells);

}  // namespace heatward::pipeline
