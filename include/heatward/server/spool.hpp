#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "heatward/server/client_shares.hpp"
#include "heatward/server/response.hpp"

namespace heatward::server {

/// Largest file that is spooled: some ten million points.
inline constexpr std::uint64_t kMaxSpoolFileBytes = 2ULL << 30;

/// Spooled files at once, being written or sent: with their largest size, what a small server's
/// disk can spare.
inline constexpr std::size_t kMaxSpoolFiles = 4;
inline constexpr std::size_t kClientSpoolFiles = 2;  ///< of one client

/// A place for one file that is written, sent and gone: in a folder of its own that only this user
/// can read, under the system's folder for temporary files (TMPDIR). Removed with the object.
class SpoolFile {
public:
    /// Nothing where kMaxSpoolFiles are there already, or kClientSpoolFiles for that client. Throws
    /// EnvironmentError where the folder cannot be made.
    static std::shared_ptr<SpoolFile> make(const std::string& name, const std::string& client);
    ~SpoolFile();
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// The file's bytes, piece by piece, of the size that it has now; keeps the file until the
    /// stream is gone. Throws EnvironmentError where it cannot be read.
    static std::shared_ptr<BodyStream> read(std::shared_ptr<SpoolFile> file);

private:
    SpoolFile(std::filesystem::path path, std::unique_ptr<ClientShares::Place> place)
        : m_path(std::move(path)), m_place(std::move(place))
    {
    }

    std::filesystem::path m_path;
    std::unique_ptr<ClientShares::Place> m_place;  ///< given back once the file is gone
};

}  // namespace heatward::server
