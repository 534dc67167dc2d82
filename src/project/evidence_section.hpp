#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [evidence].
void read_evidence(TableReader& root, Project& project);

/// Reads an area set's `neighbours`.
void read_neighbours(TableReader& area, AreaSet& set);

}  // namespace heatward::project
