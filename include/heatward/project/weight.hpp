#pragma once

#include <cstdint>

#include "heatward/project/project.hpp"

namespace heatward::project {

/// The weight of one incident of the category (its index) in the layer: 1, or the category's harm.
/// Throws DataError naming both where the layer is weighted by harm and the category has none.
double weight_of(const Project& project, const Layer& layer, std::uint16_t category);

}  // namespace heatward::project
