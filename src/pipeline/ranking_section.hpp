#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// The section "Ranking" of report.html: of each layer the areas on top of one set, how firm their
/// places are, and who enters and leaves under another definition. Empty without layers that have
/// a ranking.
std::string ranking_section(const nlohmann::json& report);

}  // namespace heatward::pipeline
