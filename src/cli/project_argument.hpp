#pragma once

#include <filesystem>
#include <string>

#include "heatward/project/project.hpp"

namespace heatward::cli {

/// Whether an argument that may be PROJECT.toml or FOLDER names a project file.
bool is_project_file(const std::string& argument);

/// Reads the project file; prints warnings to standard error. Throws DataError with every finding,
/// one a line, where it cannot be used.
project::Project load_project(const std::string& path);

/// The output folder that PROJECT.toml or FOLDER means.
std::filesystem::path output_folder_of(const std::string& argument);

}  // namespace heatward::cli
