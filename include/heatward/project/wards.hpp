#pragma once

#include "heatward/project/project.hpp"

namespace heatward::project {

/// The area set whose areas are called wards wherever one set must be chosen: the mapped one of
/// id "wards", else the first mapped one that has a parent, the finest areas with names people
/// know. Null where there is none. A mapped set is one that is no grid.
const AreaSet* ward_set(const Project& project);

}  // namespace heatward::project
