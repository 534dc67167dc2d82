#pragma once

#include <cstddef>

#include "heatward/project/project.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::test {

/// A county in memory that needs no files and is the same on every machine: 60 wards with crooked
/// borders in four districts of EPSG:27700, one of which lies in a hole of another ("Midton" in
/// "Mid Shire"), 4 000 police and 1 000 ambulance incidents of 2025 in 24 towns and the country
/// between. The ambulance did not supply March and April. Layers:
///
/// - "violence": police alone, counts, quartic, 1 500 m, diggle
/// - "harm": both sources and categories, by harm, epanechnikov, 2 000 m, uniform, widened
///
/// Each has its colour breaks, from its surface on 500 m cells.
run_store::RunData synthetic_county();

/// A layer of the county by id; it must be there.
const project::Layer& layer_of(const run_store::RunData& run, const char* id);
const run_store::LayerSummary& summary_of(const run_store::RunData& run, const char* id);

}  // namespace heatward::test
