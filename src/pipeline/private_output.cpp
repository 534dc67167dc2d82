#include "private_output.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr int kNameTries = 100;

[[noreturn]] void fail(const fs::path& path, std::string_view action, int error)
{
    throw EnvironmentError(fmt::format("{}: cannot {}: {}", path.string(), action,
                                       std::generic_category().message(error)));
}

fs::path folder_of(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// What a link leads to: the file is replaced, not the link.
fs::path without_links(const fs::path& path)
{
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    return error ? path : real;
}

std::string link_to(int file) { return fmt::format("/proc/self/fd/{}", file); }

}  // namespace

PrivateOutput::PrivateOutput(const fs::path& path) : m_path(without_links(path))
{
    std::error_code error;
    const fs::file_status status = fs::status(m_path, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        throw DataError(
            fmt::format("{}: is there and is no plain file; choose another name, or - "
                        "for standard output",
                        path.string()));
    }
    open();
}

PrivateOutput::~PrivateOutput()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
    if (!m_temporary.empty()) {
        ::unlink(m_temporary.c_str());
    }
}

void PrivateOutput::open()
{
    const fs::path folder = folder_of(m_path);
    m_file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kOwnerOnly);
    if (m_file >= 0 && ::access(link_to(m_file).c_str(), F_OK) == 0) {
        return;
    }
    if (m_file >= 0) {
        ::close(m_file);
    }
    std::string name = fmt::format("{}/.{}.XXXXXX", folder.string(), m_path.filename().string());
    m_file = ::mkostemp(name.data(), O_CLOEXEC);
    if (m_file < 0) {
        fail(m_path, "be written", errno);
    }
    m_temporary = name;
}

void PrivateOutput::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            fail(m_path, "be written", errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void PrivateOutput::give_name()
{
    for (int i = 0; i < kNameTries; ++i) {
        const fs::path name =
            folder_of(m_path) / fmt::format(".{}.{}-{}", m_path.filename().string(), ::getpid(), i);
        if (::linkat(AT_FDCWD, link_to(m_file).c_str(), AT_FDCWD, name.c_str(),
                     AT_SYMLINK_FOLLOW) == 0) {
            m_temporary = name;
            return;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    fail(m_path, "be written", errno);
}

void PrivateOutput::commit()
{
    if (::fsync(m_file) != 0 && errno != EINVAL) {
        fail(m_path, "be synced to disk", errno);
    }
    if (m_temporary.empty()) {
        give_name();
    }
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
        fail(m_path, "be written", errno);
    }
    m_temporary.clear();
}

}  // namespace heatward::pipeline
