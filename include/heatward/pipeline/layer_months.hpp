#pragma once

#include <string>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/pipeline/layer_analysis.hpp"

namespace heatward::pipeline {

/// Months before a layer's period that its months are shown from, so that each stands beside the
/// same one a year earlier.
inline constexpr int kMonthsShownBefore = 12;

/// Which months of a layer its sources supplied, and which of them its figures over time rest on.
/// Vectors "one a source" are in the order of project::sources_of the layer, so that of a relative
/// risk they hold its controls' too; months ascend.
struct LayerMonths {
    std::vector<std::vector<Month>> supplied;  ///< one a source, within its period or not
    std::vector<std::vector<Month>> missing;   ///< one a source, of the months its period touches
    std::vector<Month> touched;                ///< by the period; an open end ends with the supply
    std::vector<Month> whole;                  ///< those of them that lie in it wholly
    /// To its end, from the first supplied month of kMonthsShownBefore earlier.
    std::vector<Month> shown;
    /// One a source: those that are compared with the same months a year earlier
    /// (stats::comparable_months).
    std::vector<std::vector<Month>> compared;
    std::string not_compared;  ///< why none is, in words; empty where some are
    /// Of the first of stats::kTrendWindows that is supplied well enough those that every source
    /// supplied; a source that supplied none of them is not waited for. The window ends with the
    /// last whole month of the period, or with the supply where that ends earlier.
    std::vector<Month> trend;
    std::string no_trend;  ///< why they are too few, in words; empty where they are enough

    /// Σ over sources of months of the period that are missing.
    [[nodiscard]] std::size_t missing_count() const;
};

LayerMonths layer_months(const AnalysisInput& input, const project::Layer& layer);

}  // namespace heatward::pipeline
