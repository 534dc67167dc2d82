#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads `categories` and `sources` (default: all) of a table. Needs project.sources and
/// categories.
IncidentGroup read_incident_group(TableReader& reader, const Project& project);

}  // namespace heatward::project
