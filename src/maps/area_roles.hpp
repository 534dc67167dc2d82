#pragma once

#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// Which area sets a map draws, and how: the study area's own set and every set that is another's
/// parent are districts, the other mapped ones wards. Grids are not drawn.
struct AreaRoles {
    std::vector<const FeatureTable*> districts;
    std::vector<const FeatureTable*> wards;
};

AreaRoles area_roles(const run_store::RunData& run);

}  // namespace heatward::maps
