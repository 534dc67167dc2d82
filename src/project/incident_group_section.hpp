#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Reads `categories` and `sources` (default: all) of a table. Needs project.sources and
/// categories.
IncidentGroup read_incident_group(TableReader& reader, const Project& project);

/// Reads `second_categories`, another definition of what a layer of these `categories` counts, by
/// which its ranking is compared. Nothing where the key is absent.
std::optional<std::vector<std::string>> read_second_categories(
    TableReader& reader, const Project& project, const std::vector<std::string>& categories);

}  // namespace heatward::project
