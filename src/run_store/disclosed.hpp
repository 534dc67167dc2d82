#pragma once

#include "heatward/core/tier.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::run_store {

/// Takes out of one tier's data what that tier may not see, whatever its folder holds:
/// - of the area sets the columns, and the sets themselves, that are for a higher tier;
/// - layers whose surface is for a higher tier (project, summaries, surfaces, hotspots);
/// - of the hotspots the columns without a class, and all of them where the collection is for a
///   higher tier; the same for incidents and the table of interventions;
/// - the report, rows by month, the project's interventions and the names of all input files.
/// The classes are those of heatward::disclosure, so that what has none stays with analysts. An
/// analyst's data are left as they are.
void withhold_from(Tier tier, RunData& data);

/// The project without the layers whose surface the tier may not see.
project::Project disclosed_project(Tier tier, project::Project project);

}  // namespace heatward::run_store
