#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [project]. Needs project.areas.
void read_general(TableReader& root, Project& project);

/// Reads [gazetteer]: lists of paths, each of which may be absent.
void read_gazetteer(TableReader& root, Project& project);

/// Reads [disclosure].
void read_disclosure(TableReader& root, Project& project);

}  // namespace heatward::project
