#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// report.json as one self-contained page: no script, nothing from the network, all texts escaped.
std::string report_html(const nlohmann::json& report);

}  // namespace heatward::pipeline
