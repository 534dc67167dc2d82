#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heatward/pipeline/area_membership.hpp"
#include "heatward/pipeline/layer_months.hpp"

namespace heatward::pipeline {

/// One layer's incidents in the areas of one set, as its comparison and its trend take them.
struct AreaMonths {
    std::vector<std::uint32_t> before;  ///< one an area: of the compared months, a year earlier
    std::vector<std::uint32_t> after;   ///< one an area: of the compared months
    std::vector<std::uint32_t> trend;   ///< areas × months of LayerMonths::trend, an area a row
    std::size_t trend_months = 0;

    [[nodiscard]] std::span<const std::uint32_t> trend_of(std::size_t area) const
    {
        return std::span(trend).subspan(area * trend_months, trend_months);
    }
};

/// Counts by the set's own polygons alone, in one pass over the incidents.
AreaMonths count_area_months(const AnalysisInput& input, const project::Layer& layer,
                             const LayerMonths& months, const AreaMembership& membership,
                             std::size_t areas);

}  // namespace heatward::pipeline
