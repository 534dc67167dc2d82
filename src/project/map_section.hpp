#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [[basemap]].
void read_basemap(TableReader& root, Project& project);

}  // namespace heatward::project
