#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heatward::geocode {

/// Names of towns and villages that an area's name is made of: wards are called "St Ives North &
/// Wyton" or "East Chesterton" where people say "St Ives", "Wyton" and "Chesterton". Without the
/// name itself, and without what would be a common word alone.
std::vector<std::string> towns_of_area_name(std::string_view name);

}  // namespace heatward::geocode
