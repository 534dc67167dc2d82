#pragma once

#include <nlohmann/json_fwd.hpp>

#include "heatward/pipeline/report_json.hpp"

namespace heatward::pipeline {

/// Each area set's areas, neighbours and islands (docs/RUN-FOLDER.md).
nlohmann::json area_sets_json(const ReportInput& input);

/// Adds `ranking`, `second_definition`, `concentration`, `concentration_before` and `grid_origins`
/// to a layer's report.
void add_ranking(const ReportInput& input, std::size_t layer, nlohmann::json& report);

}  // namespace heatward::pipeline
