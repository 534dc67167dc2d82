#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// The section "Concentration" of report.html: of each layer and set what the densest places hold,
/// and what places chosen beforehand held. Empty without layers that have it.
std::string concentration_section(const nlohmann::json& report);

}  // namespace heatward::pipeline
