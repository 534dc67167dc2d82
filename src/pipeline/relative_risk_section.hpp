#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// The part of report.html on layers of relative risk, made from report.json; empty where there are
/// none.
std::string relative_risk_section(const nlohmann::json& report);

}  // namespace heatward::pipeline
