#pragma once

#include <vector>

#include "heatward/pipeline/area_cells.hpp"

namespace heatward::pipeline {

/// Annual harm per 1,000 residents of each area, Σₛ (harmₛ / yearsₛ) / population · 1000; NaN
/// without residents, where nothing was supplied, or where a category of the layer has no harm. A
/// source that supplied no time takes no part.
std::vector<double> harm_rates(const AnalysisInput& input, const LayerAnalysis& analysis,
                               const AreaSetData& set, const AreaCells& cells);

}  // namespace heatward::pipeline
