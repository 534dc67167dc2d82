#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [[interventions]]. Needs project.areas and project.layers.
void read_interventions(TableReader& root, Project& project);

}  // namespace heatward::project
