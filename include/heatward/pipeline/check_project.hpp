#pragma once

#include <string>
#include <vector>

#include "heatward/project/project.hpp"
#include "heatward/project/project_file.hpp"

namespace heatward::pipeline {

/// What is wrong and what is doubtful.
struct Findings {
    std::vector<project::Finding> errors;    ///< build refuses
    std::vector<project::Finding> warnings;  ///< build says so and goes on; the report holds them
    /// As warnings, but about what the run does not depend on (`[server]`, `[access]`, files that
    /// are not read): said, and in no report, so that a run id stands for one report.
    std::vector<project::Finding> notices;
};

/// Looks at everything the project names without building: files that are missing or cannot be
/// read, fields that are not there (with the nearest that is), CSV without a header, parents and
/// populations that do not fit, periods finer than their sources know, unknown styles, files
/// that two sources hold, and what this version cannot build yet. Complete: a project
/// without errors here is refused by build only for what stands in its rows. Writes nothing.
Findings check_project(const project::Project& project);

/// The same from the project file on. Where the file itself has errors, the files it names are
/// looked for besides, so that one answer holds all that can be said. Throws DataError where
/// the project file cannot be read.
Findings check_project_file(const std::string& path);

}  // namespace heatward::pipeline
