#include "file_sync.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "heatward/core/error.hpp"

namespace heatward::run_store {

namespace fs = std::filesystem;

namespace {

/// A POSIX file descriptor that closes itself.
class Descriptor {
public:
    Descriptor(const fs::path& path, int flags, mode_t mode = 0)
        : m_descriptor(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
        if (m_descriptor < 0) {
            throw_errno(path, "be opened", errno);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

}  // namespace

void throw_errno(const fs::path& path, std::string_view action, int error)
{
    throw EnvironmentError(fmt::format("{}: cannot {}: {}", path.string(), action,
                                       std::generic_category().message(error)));
}

void write_file(const fs::path& path, std::string_view bytes)
{
    const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            throw_errno(path, "be written", errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync_path(const fs::path& path)
{
    const Descriptor file(path, O_RDONLY);
    // Some file systems cannot sync a folder and say so with EINVAL; their renames are as safe as
    // they get.
    if (::fsync(file.get()) != 0 && errno != EINVAL) {
        throw_errno(path, "be synced to disk", errno);
    }
}

void sync_tree(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_directory() && !entry.is_symlink()) {
            sync_tree(entry.path());
        } else {
            sync_path(entry.path());
        }
    }
    sync_path(folder);
}

}  // namespace heatward::run_store
