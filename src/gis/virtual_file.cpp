#include "heatward/gis/virtual_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "gdal_errors.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/sha256.hpp"
#include "heatward/gis/environment.hpp"
#include "network_path.hpp"

namespace heatward::gis {
namespace {

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

bool stat_path(const std::string& path, VSIStatBufL& status)
{
    const GdalErrors errors;
    return VSIStatExL(path.c_str(), &status,
                      VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG | VSI_STAT_SIZE_FLAG) == 0;
}

/// As stat_path, but throws DataError where there is nothing, and EnvironmentError where it may
/// not be seen whether there is.
VSIStatBufL required_status(const std::string& path)
{
    VSIStatBufL status;
    errno = 0;
    if (stat_path(path, status)) {
        return status;
    }
    if (errno == EACCES) {
        throw EnvironmentError(fmt::format("{}: cannot be read ({})", path, std::strerror(EACCES)));
    }
    throw DataError(fmt::format("{}: there is no such file or folder", path));
}

/// Braces keep GDAL from guessing where the archive's name ends.
std::string zip_root(const std::string& path) { return "/vsizip/{" + path + "}"; }

std::vector<std::string> list_zip(const std::string& path)
{
    const GdalErrors errors;
    const std::string root = zip_root(path);
    const CPLStringList entries(VSIReadDirRecursive(root.c_str()));
    if (entries.Count() == 0) {
        throw DataError(fmt::format("{}: cannot be read as a zip archive, or is empty ({})", path,
                                    errors.first()));
    }
    std::vector<std::string> files;
    for (int i = 0; i < entries.Count(); ++i) {
        const std::string member = entries[i];
        if (!member.empty() && member.back() != '/') {
            files.push_back(root + "/" + member);
        }
    }
    return files;
}

/// The files below a folder. Links to folders are followed, each folder once, so that a link to one
/// above ends and none is counted twice; real folders go before links, so that names do not
/// depend on the disk's order.
class FolderListing {
public:
    explicit FolderListing(const std::string& root)
    {
        list(root);
        while (!m_links.empty()) {
            list(m_links.extract(m_links.begin()).value());
        }
    }

    std::vector<std::string> files;

private:
    void list(const std::string& folder)
    {
        std::error_code error;
        const std::filesystem::path real = std::filesystem::canonical(folder, error);
        if (!error && !m_seen.insert(real.string()).second) {
            return;
        }
        std::vector<std::string> folders;
        for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error)) {
            std::error_code of_entry;  // a link that leads nowhere is no file
            if (entry->is_regular_file(of_entry)) {
                files.push_back(entry->path().string());
            } else if (entry->is_directory(of_entry)) {
                if (entry->is_symlink(of_entry)) {
                    m_links.insert(entry->path().string());
                } else {
                    folders.push_back(entry->path().string());
                }
            }
        }
        if (error) {
            throw EnvironmentError(
                fmt::format("{}: the folder cannot be read ({})", folder, error.message()));
        }
        for (const std::string& below : folders) {
            list(below);
        }
    }

    std::set<std::string> m_seen;   ///< without links in their paths
    std::set<std::string> m_links;  ///< to folders, not followed yet
};

}  // namespace

struct VirtualFile::State {
    std::string path;
    std::unique_ptr<VSILFILE, CloseFile> file;
    std::uint64_t size = 0;
};

VirtualFile::VirtualFile(std::string path) : m_state(std::make_unique<State>())
{
    initialise();
    refuse_network_path(path);
    const VSIStatBufL status = required_status(path);
    if (VSI_ISDIR(status.st_mode)) {
        throw DataError(fmt::format("{}: is a folder, where a file is needed", path));
    }
    const GdalErrors errors;
    errno = 0;
    m_state->file.reset(VSIFOpenL(path.c_str(), "rb"));
    if (!m_state->file) {
        throw EnvironmentError(fmt::format("{}: cannot be opened ({})", path,
                                           errno != 0 ? std::strerror(errno) : errors.first()));
    }
    m_state->path = std::move(path);
    m_state->size = static_cast<std::uint64_t>(status.st_size);
}

VirtualFile::~VirtualFile() = default;
VirtualFile::VirtualFile(VirtualFile&&) noexcept = default;
VirtualFile& VirtualFile::operator=(VirtualFile&&) noexcept = default;

std::size_t VirtualFile::read(std::span<char> bytes)
{
    const GdalErrors errors;
    std::size_t count = 0;
    while (count < bytes.size()) {
        const std::size_t more =
            VSIFReadL(bytes.data() + count, 1, bytes.size() - count, m_state->file.get());
        if (more == 0) {
            break;
        }
        count += more;
    }
    if (errors.any()) {
        throw DataError(fmt::format("{}: is damaged ({})", m_state->path, errors.first()));
    }
    if (count < bytes.size() && VSIFEofL(m_state->file.get()) == 0) {
        throw EnvironmentError(fmt::format("{}: cannot be read to its end", m_state->path));
    }
    return count;
}

std::uint64_t VirtualFile::size() const { return m_state->size; }
const std::string& VirtualFile::path() const { return m_state->path; }

bool is_zip(const std::string& path)
{
    std::string end = std::filesystem::path(path).extension().string();
    std::transform(end.begin(), end.end(), end.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return end == ".zip";
}

bool exists(const std::string& path)
{
    initialise();
    VSIStatBufL status;
    return stat_path(path, status);
}

std::vector<std::string> list_recursively(const std::string& path)
{
    initialise();
    refuse_network_path(path);
    const VSIStatBufL status = required_status(path);
    std::vector<std::string> files;
    if (VSI_ISDIR(status.st_mode)) {
        files = FolderListing(path).files;
    } else if (is_zip(path)) {
        files = list_zip(path);
    } else {
        files.push_back(path);
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string relative_to_root(const std::string& root, const std::string& listed)
{
    const std::string folder = root.ends_with('/') ? root : root + "/";
    for (const std::string& begin : {zip_root(root) + "/", folder}) {
        if (listed.size() > begin.size() && listed.starts_with(begin)) {
            return listed.substr(begin.size());
        }
    }
    return std::filesystem::path(listed).filename().string();
}

std::string file_sha256(const std::string& path)
{
    VirtualFile file(path);
    Sha256 digest;
    std::vector<char> bytes(std::size_t{1} << 20);
    while (const std::size_t count = file.read(bytes)) {
        digest.update(std::string_view(bytes.data(), count));
    }
    return digest.hex_digest();
}

}  // namespace heatward::gis
