#pragma once

#include <string>

#include "heatward/core/error.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

/// What only building finds wrong with a key of the project file, told as checking tells it:
/// "project.toml:12: interventions.patrols.from: …". Reads the file for the key's line.
DataError key_error(const project::Project& project, const std::string& key,
                    const std::string& message);

}  // namespace heatward::pipeline
