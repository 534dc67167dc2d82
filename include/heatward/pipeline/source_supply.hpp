#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::pipeline {

/// The months a source supplied, and those missing: every other month from the first to the last
/// that the supplied months and the periods of the layers that use the source span. Open ends of
/// a period span nothing.
run_store::SourceSupply source_supply(const project::Project& project,
                                      const project::Source& source,
                                      const std::vector<Month>& periods);

/// The months that the source of that id supplied, ascending; none where nothing is said of it.
std::vector<Month> months_supplied(const std::vector<run_store::SourceSupply>& supply,
                                   std::string_view id);

/// The months that the source declares missing although it holds them, one sentence each.
std::vector<std::string> supply_contradictions(const project::Source& source,
                                               const std::vector<Month>& periods);

/// Months in order, runs of them by their ends: "2024-05 to 2024-12, 2025-03".
std::string month_runs(const std::vector<Month>& months);

}  // namespace heatward::pipeline
