#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/pipeline/layer_months.hpp"
#include "heatward/pipeline/near_repeats.hpp"
#include "heatward/stats/incident_series.hpp"
#include "heatward/stats/rate_ratio.hpp"

namespace heatward::pipeline {

/// A month's incidents in the study area, one figure a source of the layer; absent, which is not
/// zero, where the source did not supply the month.
struct MonthCounts {
    Month month;
    std::vector<std::optional<std::uint64_t>> by_source;
};

/// The compared months of the study area against the same ones a year earlier.
struct LayerChange {
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    std::optional<stats::RateRatio> ratio;  ///< where one of the counts is above 0
};

/// A layer's incidents in the study area over time.
struct LayerOverTime {
    LayerMonths months;
    std::vector<MonthCounts> counts;  ///< one a month of months.shown, in its period or not
    /// Over the layer's period; its by_month is not filled.
    stats::IncidentSeries series;
    /// January first: mean of the whole months of the period that were supplied, summed over the
    /// sources; absent where one of them supplied none of that name. A source that supplied no
    /// whole month of the period takes no part.
    std::array<std::optional<double>, 12> by_month_of_year;
    std::optional<LayerChange> change;  ///< where months are compared
    NearRepeats near_repeats;
};

LayerOverTime layer_over_time(const AnalysisInput& input, const LayerAnalysis& analysis);

}  // namespace heatward::pipeline
