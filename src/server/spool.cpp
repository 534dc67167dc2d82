#include "heatward/server/spool.hpp"

#include <algorithm>
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

/// The disk is the process's, however many services it has.
ClientShares& places()
{
    static ClientShares shares(kMaxSpoolFiles, kClientSpoolFiles);
    return shares;
}

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

    BodyPiece next() override
    {
        std::string piece(std::min<std::uint64_t>(kStreamPieceBytes, m_bytes - m_sent), '\0');
        if (!m_in.read(piece.data(), static_cast<std::streamsize>(piece.size()))) {
            throw EnvironmentError("a spooled file cannot be read to its end");
        }
        m_sent += piece.size();
        return {std::move(piece), m_sent == m_bytes};
    }

    [[nodiscard]] std::optional<std::uint64_t> total_bytes() const override { return m_bytes; }

private:
    std::shared_ptr<SpoolFile> m_file;
    std::uint64_t m_bytes;
    std::uint64_t m_sent = 0;
    std::ifstream m_in;
};

}  // namespace

std::shared_ptr<SpoolFile> SpoolFile::make(const std::string& name, const std::string& client)
{
    auto place = places().take(client);
    if (!place) {
        return nullptr;
    }
    return std::shared_ptr<SpoolFile>(
        new SpoolFile(make_private_folder() / name, std::move(place)));
}

SpoolFile::~SpoolFile()
{
    std::error_code ignored;
    fs::remove_all(m_path.parent_path(), ignored);
}

std::shared_ptr<BodyStream> SpoolFile::read(std::shared_ptr<SpoolFile> file)
{
    return std::make_shared<SpoolStream>(std::move(file));
}

}  // namespace heatward::server
