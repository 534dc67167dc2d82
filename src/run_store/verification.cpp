#include "heatward/run_store/verification.hpp"

#include <fmt/format.h>

#include "heatward/gis/virtual_file.hpp"
#include "heatward/run_store/run_id.hpp"

namespace heatward::run_store {

namespace fs = std::filesystem;

std::vector<std::string> verify_run_folder(const fs::path& run_folder, const Manifest& manifest)
{
    std::vector<std::string> differences;
    const auto expected_id = run_id_of(manifest.project, manifest.inputs, manifest.program_version);
    if (manifest.run_id != expected_id) {
        differences.push_back(
            fmt::format("{}: run id {} is not {}, which its inputs, project and version give",
                        (run_folder / kManifestName).string(), manifest.run_id, expected_id));
    }
    for (const auto& output : manifest.outputs) {
        const fs::path path = run_folder / output.path;
        std::error_code error;
        const auto bytes = fs::file_size(path, error);
        if (error) {
            differences.push_back(
                fmt::format("{}: is missing: {}", path.string(), error.message()));
        } else if (bytes != output.bytes) {
            differences.push_back(fmt::format("{}: has {} bytes, the manifest says {}",
                                              path.string(), bytes, output.bytes));
        } else if (gis::file_sha256(path.string()) != output.sha256) {
            differences.push_back(
                fmt::format("{}: its SHA-256 is not the manifest's", path.string()));
        }
    }
    return differences;
}

}  // namespace heatward::run_store
