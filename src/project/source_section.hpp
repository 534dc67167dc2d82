#pragma once

#include "heatward/project/project.hpp"
#include "table_reader.hpp"

namespace heatward::project {

/// The kinds of agency a source may have.
std::span<const std::string_view> source_kinds();

/// Reads [[sources]] into project.sources. Needs project.disclosure.
void read_sources(TableReader& root, Project& project);

}  // namespace heatward::project
