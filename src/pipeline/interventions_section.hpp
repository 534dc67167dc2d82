#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// The report's section on interventions: of each what is held against what, one sentence a layer,
/// the figures, what was left out, and what to bear in mind. Empty where there are none.
std::string interventions_section(const nlohmann::json& report);

}  // namespace heatward::pipeline
