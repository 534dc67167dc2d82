#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "heatward/run_store/run_writer.hpp"

namespace heatward::run_store {

/// Writes the files of the analyst's folder (DESIGN of a run folder: docs/OPERATIONS.md) into
/// `folder`, which is there and empty; every layer must have its surface. Throws EnvironmentError
/// naming the path.
void write_analyst_folder(const std::filesystem::path& folder, const RunContents& contents);

/// The files, relative to a tier's folder, that no run of the project can be without: those that
/// `read_tier_folder` reads, surfaces of disclosed layers alone, and the report for people.
std::vector<std::string> required_files(Tier tier, const project::Project& project);

/// The files, relative to a tier's folder, that must not be there as the tier may not see what they
/// hold: surfaces of layers for a higher tier, and incidents.
std::vector<std::string> withheld_files(Tier tier, const project::Project& project);

/// Reads a tier's folder of a verified run. Throws DataError naming the file that cannot be read,
/// or that is withheld from the tier and there nevertheless.
RunData read_tier_folder(const std::filesystem::path& run_folder, Tier tier,
                         const Manifest& manifest);

}  // namespace heatward::run_store
