#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "heatward/run_store/manifest.hpp"

namespace heatward::run_store {

/// Everything in which a run folder differs from its manifest, one sentence each that names the
/// file: files that are missing or of another size or SHA-256, and a run id that its own inputs,
/// project and version do not give. Files that the manifest does not name are none of its business
/// (QGIS leaves some beside what it opens). Empty where the checksums stand.
std::vector<std::string> verify_run_folder(const std::filesystem::path& run_folder,
                                           const Manifest& manifest);

}  // namespace heatward::run_store
