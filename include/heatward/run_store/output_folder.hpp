#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace heatward::run_store {

/// The paths inside an output folder: runs/, current, cache/, tmp/.
struct OutputFolder {
    std::filesystem::path root;

    [[nodiscard]] std::filesystem::path runs() const { return root / "runs"; }
    [[nodiscard]] std::filesystem::path run(const std::string& run_id) const
    {
        return runs() / run_id;
    }
    [[nodiscard]] std::filesystem::path current() const { return root / "current"; }
    [[nodiscard]] std::filesystem::path cache() const { return root / "cache"; }
    [[nodiscard]] std::filesystem::path tmp() const { return root / "tmp"; }
};

/// The run folder that `path` means: `path` itself where it holds a manifest.json, else what its
/// `current` link points to. Nothing where there is neither yet, nor perhaps `path`. Throws
/// DataError for a `path` that is no folder and for a `current` that leads to no run,
/// EnvironmentError where it cannot be looked at.
std::optional<std::filesystem::path> run_folder_at(const std::filesystem::path& path);

/// The run folder that `path` means: `path` itself where it holds a manifest.json, else what its
/// `current` link points to. Throws as run_folder_at does, and DataError where it is neither,
/// saying what was looked for.
std::filesystem::path find_run_folder(const std::filesystem::path& path);

}  // namespace heatward::run_store
