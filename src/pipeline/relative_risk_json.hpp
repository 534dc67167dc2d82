#pragma once

#include <nlohmann/json_fwd.hpp>

#include "heatward/pipeline/report_json.hpp"

namespace heatward::pipeline {

/// Adds what a relative risk has to its layer's report: `type`, `controls` and `risk_areas`, and
/// takes away what it has not (docs/RUN-FOLDER.md). Leaves other layers alone.
void add_relative_risk_json(const ReportInput& input, std::size_t layer, nlohmann::json& report);

}  // namespace heatward::pipeline
