#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// Ids that neither an area set nor a layer may have: the server's own collections and tiles.
bool is_reserved_id(std::string_view id);

/// Reports an id of an area set or layer that is malformed or reserved.
void check_id(TableReader& reader, std::string_view key, const std::string& id);

/// Reads [areas.*] into project.areas, in file order.
void read_areas(TableReader& root, Project& project);

}  // namespace heatward::project
