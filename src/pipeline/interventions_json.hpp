#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "heatward/pipeline/cell_places.hpp"
#include "heatward/pipeline/intervention_evidence.hpp"

namespace heatward::pipeline {

/// The report's `interventions` (docs/RUN-FOLDER.md). Counts stand as they are: for analysts alone.
nlohmann::json interventions_json(const std::vector<InterventionEvidence>& interventions,
                                  const CellPlaces& cells);

}  // namespace heatward::pipeline
