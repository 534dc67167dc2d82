#pragma once

#include <cstdint>
#include <vector>

#include "heatward/maps/density_layer.hpp"

namespace heatward::maps {

/// Sources (indices into the project's, ascending) that supplied too little of a moving window to
/// count in it: those of a density or, with `controls`, of both sides of a relative risk.
std::vector<std::uint16_t> left_out_sources(const DensityLayer& density,
                                            const DensityLayer* controls);

}  // namespace heatward::maps
