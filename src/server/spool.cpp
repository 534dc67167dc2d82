#include "heatward/server/spool.hpp"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/server/limits.hpp"

namespace heatward::server {

namespace fs = std::filesystem;

namespace {

std::atomic<int> files_now{0};

/// A new folder that nobody else can enter.
fs::path make_private_folder()
{
    std::string folder = (fs::temp_directory_path() / "heatward-download-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        throw EnvironmentError(fmt::format("cannot make a folder for a download in {}: {}",
                                           fs::temp_directory_path().string(),
                                           std::strerror(errno)));
    }
    return folder;
}

class SpoolStream final : public BodyStream {
public:
    explicit SpoolStream(std::shared_ptr<SpoolFile> file)
        : m_file(std::move(file)),
          m_bytes(fs::file_size(m_file->path())),
          m_in(m_file->path(), std::ios::binary)
    {
    }

    std::string next() override
    {
        std::string piece(kStreamPieceBytes, '\0');
        m_in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        piece.resize(static_cast<std::size_t>(m_in.gcount()));
        m_sent += piece.size();
        if (piece.empty() && m_sent != m_bytes) {
            throw EnvironmentError("a spooled file cannot be read to its end");
        }
        return piece;
    }

    [[nodiscard]] std::optional<std::uint64_t> total_bytes() const override { return m_bytes; }

private:
    std::shared_ptr<SpoolFile> m_file;
    std::uint64_t m_bytes;
    std::uint64_t m_sent = 0;
    std::ifstream m_in;
};

}  // namespace

std::shared_ptr<SpoolFile> SpoolFile::make(const std::string& name)
{
    if (++files_now > kMaxSpoolFiles) {
        --files_now;
        return nullptr;
    }
    try {
        return std::shared_ptr<SpoolFile>(new SpoolFile(make_private_folder() / name));
    } catch (...) {
        --files_now;
        throw;
    }
}

SpoolFile::~SpoolFile()
{
    std::error_code ignored;
    fs::remove_all(m_path.parent_path(), ignored);
    --files_now;
}

std::shared_ptr<BodyStream> SpoolFile::read(std::shared_ptr<SpoolFile> file)
{
    return std::make_shared<SpoolStream>(std::move(file));
}

}  // namespace heatward::server
