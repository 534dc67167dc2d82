#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [server].
void read_server(TableReader& root, Project& project);

/// Reads [access].
void read_access(TableReader& root, Project& project);

}  // namespace heatward::project
