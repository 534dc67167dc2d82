#pragma once

#include <optional>
#include <vector>

#include "heatward/core/time.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::server {

/// How finely the best known times of each of the project's sources are known; nothing of one
/// without rows.
std::vector<std::optional<TimePrecision>> finest_precisions(const run_store::RunData& run);

}  // namespace heatward::server
