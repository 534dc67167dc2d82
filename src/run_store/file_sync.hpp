#pragma once

#include <filesystem>
#include <string_view>

namespace heatward::run_store {

/// Creates or replaces the file. Throws EnvironmentError naming it.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// Makes a file or folder's entries survive a power cut (fsync). Throws EnvironmentError naming it.
void sync_path(const std::filesystem::path& path);

/// Syncs every file below `folder` and every folder, `folder` last.
void sync_tree(const std::filesystem::path& folder);

/// Throws EnvironmentError "<path>: cannot <action>: <reason>" of an errno value.
[[noreturn]] void throw_errno(const std::filesystem::path& path, std::string_view action,
                              int error);

}  // namespace heatward::run_store
