#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [[layers]] into project.layers. Needs project.areas, sources and categories.
void read_layers(TableReader& root, Project& project);

}  // namespace heatward::project
