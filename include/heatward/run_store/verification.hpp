#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "heatward/run_store/manifest.hpp"

namespace heatward::run_store {

/// Everything in which a run folder differs from its manifest, one sentence each that names the
/// file: files that are missing or of another size or SHA-256, files that a run of this project
/// must have and the manifest does not name (a layer's surface above all), files in the folder that
/// the manifest does not name (but for stray_files), and a run id that its own inputs, project,
/// operations and versions do not give. Empty where the run stands. Throws EnvironmentError where
/// the folder cannot be looked through.
std::vector<std::string> verify_run_folder(const std::filesystem::path& run_folder,
                                           const Manifest& manifest);

/// Files in a run's folder that GIS programs leave beside what they open and nothing reads:
/// .aux.xml, .qmd and .qml, and an empty -wal or -shm. They do not make the run another. Sorted;
/// throws as verify_run_folder does.
std::vector<std::filesystem::path> stray_files(const std::filesystem::path& run_folder,
                                               const Manifest& manifest);

}  // namespace heatward::run_store
