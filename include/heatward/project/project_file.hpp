#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heatward/core/expected.hpp"
#include "heatward/project/project.hpp"

namespace heatward::project {

/// One thing that is wrong (or doubtful) in a project file.
struct Finding {
    std::string file;
    int line = 0;         ///< 1-based; 0 where no line can be named
    std::string key;      ///< dotted, e.g. "layers.violence.bandwidth"
    std::string message;  ///< whole sentence with the remedy

    /// "project.toml:12: layers.violence.bandwidht: unknown key; did you mean \"bandwidth\"?"
    [[nodiscard]] std::string text() const;
};

/// A project that may be built, and what is doubtful in it.
struct ParsedProject {
    Project project;
    std::vector<Finding> warnings;
};

/// Reads TOML text. `file` names the file in findings and gives the folder that relative paths
/// start from. Gives every error at once: unknown keys with the nearest known one, wrong types, ids
/// that do not match ^[a-z][a-z0-9-]*$ or are used twice (layers and area sets share one name
/// space), references to areas, categories and sources that do not exist, missing required keys,
/// values out of range. Does not look at any other file.
expected<ParsedProject, std::vector<Finding>> parse_project(std::string_view toml,
                                                            const std::string& file);

/// Reads the file and parses it; throws DataError where it cannot be read.
expected<ParsedProject, std::vector<Finding>> read_project_file(const std::string& path);

/// What can be read of a file that has errors, to look for what else is wrong with it and never
/// to build it: wrong values are left at their defaults, references may lead nowhere, and
/// text that is no TOML gives an empty project. Throws DataError where it cannot be read.
Project read_despite_errors(const std::string& path);

}  // namespace heatward::project
