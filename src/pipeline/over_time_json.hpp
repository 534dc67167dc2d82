#pragma once

#include <nlohmann/json_fwd.hpp>

#include "heatward/pipeline/area_descriptions.hpp"
#include "heatward/pipeline/cell_places.hpp"

namespace heatward::pipeline {

/// Adds `missing`, `period_months` and `time` to the layer's part of report.json
/// (docs/RUN-FOLDER.md); no `time` of a relative risk, which is not looked at over time.
void add_over_time(const project::Layer& layer, const LayerInAreas& in_areas,
                   const CellPlaces& cells, nlohmann::json& report);

}  // namespace heatward::pipeline
