#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace heatward::pipeline {

/// An area of report.json (CellPlaces::named) as people know it: "Silverpit (D05000018)",
/// "E541000N251000 (in Silverpit)"; not escaped.
std::string area_text(const nlohmann::json& area);

}  // namespace heatward::pipeline
