#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/pipeline/prepared_project.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::pipeline {

/// What a run's inputs are, to the byte.
struct InputChecksums {
    std::vector<run_store::InputChecksum> inputs;  ///< each file once, and databases by their rows
    std::vector<std::optional<std::string>> contents_of_sources;  ///< set for those from databases
};

/// Reads every file that the project's areas, population tables, basemap, sources and postcodes
/// come from. Throws DataError naming the file where one cannot be read.
InputChecksums checksums_of_inputs(const project::Project& project, const PreparedProject& prepared,
                                   Progress& progress);

}  // namespace heatward::pipeline
