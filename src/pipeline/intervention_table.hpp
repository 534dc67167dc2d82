#pragma once

#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/pipeline/intervention_evidence.hpp"

namespace heatward::pipeline {

/// The table `interventions` (docs/RUN-FOLDER.md): a row for each intervention, layer and place
/// (`part`: treated, ring, control) that there is, with the place's polygons, in the order of the
/// report. Counts stand as they are: for analysts alone. `code` is
/// "<intervention>.<layer>.<part>": ids hold no point, so that no two rows share one.
FeatureTable intervention_table(const std::vector<InterventionEvidence>& interventions);

}  // namespace heatward::pipeline
