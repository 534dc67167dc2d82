#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads [categories.*] into project.categories, in file order. Needs project.sources.
void read_categories(TableReader& root, Project& project);

}  // namespace heatward::project
