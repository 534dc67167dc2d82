#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "heatward/core/feature_table.hpp"
#include "heatward/run_store/run.hpp"

namespace heatward::maps {

/// Which area sets a map draws, and how: the study area's own set and every set that is another's
/// parent are districts, the other mapped ones wards; so are the wards themselves
/// (project::ward_set) where they have a parent. Grids are not drawn. A single set of many
/// areas is drawn as wards: so many strong lines and names would hide the density.
struct AreaRoles {
    std::vector<const FeatureTable*> districts;
    std::vector<const FeatureTable*> wards;
};

/// More areas than these in a project's only set are drawn as wards.
inline constexpr std::size_t kMostDistricts = 25;

AreaRoles area_roles(const run_store::RunData& run);

}  // namespace heatward::maps
