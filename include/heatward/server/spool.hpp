#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "heatward/server/response.hpp"

namespace heatward::server {

/// Largest file that is spooled: some ten million points.
inline constexpr std::uint64_t kMaxSpoolFileBytes = 2ULL << 30;

/// Spooled files at once, being written or sent: with their largest size, what a small server's
/// disk can spare.
inline constexpr int kMaxSpoolFiles = 4;

/// A place for one file that is written, sent and gone: in a folder of its own that only this user
/// can read, under the system's folder for temporary files (TMPDIR). Removed with the object.
class SpoolFile {
public:
    /// Nothing where kMaxSpoolFiles are there already. Throws EnvironmentError where the folder
    /// cannot be made.
    static std::shared_ptr<SpoolFile> make(const std::string& name);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// The file's bytes, piece by piece, of the size that it has now; keeps the file until the
    /// stream is gone. Throws EnvironmentError where it cannot be read.
    static std::shared_ptr<BodyStream> read(std::shared_ptr<SpoolFile> file);

private:
    explicit SpoolFile(std::filesystem::path path) : m_path(std::move(path)) {}

    std::filesystem::path m_path;
};

}  // namespace heatward::server
