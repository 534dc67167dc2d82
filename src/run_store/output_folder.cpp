#include "heatward/run_store/output_folder.hpp"

#include <system_error>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/run_store/manifest.hpp"

namespace heatward::run_store {

namespace fs = std::filesystem;

namespace {

/// A path without links, or nothing where there is none. Resolved once, so that a build which moves
/// `current` meanwhile cannot mix two runs.
std::optional<fs::path> resolved(const fs::path& path)
{
    std::error_code error;
    fs::path found = fs::canonical(path, error);
    if (!error) {
        return found;
    }
    if (error == std::errc::no_such_file_or_directory) {
        return std::nullopt;
    }
    throw EnvironmentError(fmt::format("{}: cannot be opened: {}", path.string(), error.message()));
}

bool holds_manifest(const fs::path& folder)
{
    std::error_code error;
    const fs::file_status status = fs::status(folder / kManifestName, error);
    if (status.type() == fs::file_type::none) {
        throw EnvironmentError(fmt::format("{}: cannot be looked at: {}",
                                           (folder / kManifestName).string(), error.message()));
    }
    return fs::is_regular_file(status);
}

}  // namespace

std::optional<fs::path> run_folder_at(const fs::path& path)
{
    const auto folder = resolved(path);
    if (!folder) {
        return std::nullopt;
    }
    if (!fs::is_directory(*folder)) {
        throw DataError(fmt::format("{}: is no folder; name an output folder or one run's folder",
                                    path.string()));
    }
    if (holds_manifest(*folder)) {
        return folder;
    }
    const fs::path link = OutputFolder{*folder}.current();
    const auto run = resolved(link);
    if (run && holds_manifest(*run)) {
        return run;
    }
    std::error_code error;
    if (fs::exists(fs::symlink_status(link, error))) {
        const fs::path target = fs::read_symlink(link, error);
        throw DataError(
            fmt::format("{}: leads to {}, where there is no {}; \"heatward build\" makes "
                        "the run anew",
                        link.string(), error ? link.string() : target.string(), kManifestName));
    }
    return std::nullopt;
}

fs::path find_run_folder(const fs::path& path)
{
    if (auto run = run_folder_at(path)) {
        return std::move(*run);
    }
    throw DataError(
        fmt::format("{}: no run here: looked for {} (one run's folder) and for current/{} (an "
                    "output folder); \"heatward build\" makes one",
                    path.string(), kManifestName, kManifestName));
}

}  // namespace heatward::run_store
