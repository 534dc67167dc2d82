#pragma once

#include <string>

#include "heatward/core/progress.hpp"
#include "heatward/project/project.hpp"

namespace heatward::pipeline {

struct BuildOptions {
    std::string output;    ///< folder; empty: the project's own
    unsigned threads = 0;  ///< 0: as many as there are cores; the result is the same
};

/// Builds a run of the project: reads its areas and sources, locates, computes every layer,
/// writes <output>/runs/<run id>/ and moves <output>/current to it. Where that run is there
/// already and whole, it is reused. Gives the run id. Nothing is written outside the output folder.
///
/// Throws DataError with every finding of check_project, one a line, or naming what is wrong in
/// the data; EnvironmentError where the disk fails. Either leaves `current` as it was.
std::string build_project(const project::Project& project, const BuildOptions& options,
                          Progress& progress);

}  // namespace heatward::pipeline
