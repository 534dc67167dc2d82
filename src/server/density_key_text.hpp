#pragma once

#include <string>

#include "heatward/server/served_run.hpp"

namespace heatward::server {

/// Distinct for filters that choose other incidents or annualise otherwise.
std::string text_of(const DensityKey& key);

/// The key of the same density in the project's own plane.
DensityKey in_project_plane(DensityKey key);

}  // namespace heatward::server
