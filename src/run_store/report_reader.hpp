#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/run_store/run.hpp"

namespace heatward::run_store {

/// The layers of report.json, in the project's order. Throws DataError naming `name` (the file)
/// and the member that is missing or of another type.
std::vector<LayerSummary> layer_summaries(const nlohmann::json& report,
                                          const project::Project& project, const std::string& name);

/// The sources' months of report.json with their rows, in the project's order; errors likewise.
std::vector<SourceSupply> source_supplies(const nlohmann::json& report,
                                          const project::Project& project, const std::string& name);

}  // namespace heatward::run_store
