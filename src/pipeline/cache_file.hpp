#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace heatward::pipeline {

/// A file's bytes in memory.
class FileBytes {
public:
    /// Nothing where there is no such file, or it cannot be read.
    static std::optional<FileBytes> read(const std::filesystem::path& path);

    [[nodiscard]] std::string_view view() const { return {m_bytes.get(), m_size}; }

private:
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
};

/// Writes the file for its owner alone (mode 0600) under another name beside it, syncs it and
/// renames it. What stood there stands until then. Throws EnvironmentError naming it.
void write_private_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace heatward::pipeline
