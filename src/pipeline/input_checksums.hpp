#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heatward/core/progress.hpp"
#include "heatward/pipeline/prepared_project.hpp"
#include "heatward/project/project.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::pipeline {

/// What a run's inputs are, to the byte.
struct InputChecksums {
    std::vector<run_store::InputChecksum> inputs;  ///< each file once, then databases by their rows
    std::size_t parsed_by_prepare = 0;  ///< how many, from the first: all but sources and lists
    std::size_t file_count = 0;         ///< how many are files
    std::vector<std::optional<std::string>> contents_of_sources;  ///< set for those from databases
};

/// Reads every file that the project's areas, population tables, basemap, interventions, sources
/// and the lists of its gazetteer come from. Throws DataError naming the file where one cannot be
/// read.
InputChecksums checksums_of_inputs(const project::Project& project, const PreparedProject& prepared,
                                   Progress& progress);

/// The files of areas, population tables, basemap and interventions, in the order of
/// checksums_of_inputs, to be taken before these are parsed. One that cannot be read is left out:
/// prepare_project says so.
std::vector<run_store::InputChecksum> checksums_before_parsing(const project::Project& project);

/// The files of checksums_of_inputs, found and read again.
std::vector<run_store::InputChecksum> checksums_of_files(const project::Project& project,
                                                         const PreparedProject& prepared);

/// Throws DataError naming the first file that differs, is gone or is new.
void require_unchanged(std::span<const run_store::InputChecksum> before,
                       std::span<const run_store::InputChecksum> after);

}  // namespace heatward::pipeline
