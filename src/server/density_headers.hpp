#pragma once

#include <string>
#include <vector>

#include "heatward/maps/density_layer.hpp"
#include "heatward/server/response.hpp"
#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// Ids of the sources that supplied too little of the density's window.
std::vector<std::string> left_out_sources(const ServedRun& run, const maps::DensityLayer& density);

/// Says what the density leaves out: `X-Heatward-Excluded`, its rows known too coarsely, and, where
/// there are any, `X-Heatward-Left-Out-Sources`.
void add_density_headers(Response& response, const ServedRun& run,
                         const maps::DensityLayer& density);

}  // namespace heatward::server
