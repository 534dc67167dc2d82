#pragma once

#include <nlohmann/json_fwd.hpp>

#include "heatward/pipeline/report_json.hpp"

namespace heatward::pipeline {

/// The report's list of warnings: those of the inputs, losses that may shift the map (of the
/// report's `sources`), failed `checks`, and what is doubtful in layers.
nlohmann::json report_warnings(const ReportInput& input, const nlohmann::json& sources,
                               const nlohmann::json& checks);

}  // namespace heatward::pipeline
