#include "cache_file.hpp"

#include <cerrno>
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

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
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

/// Takes a file away when it goes, unless it was moved in place by then.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string path) : m_path(std::move(path)) { ::unlink(m_path.c_str()); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { ::unlink(m_path.c_str()); }
    [[nodiscard]] const char* path() const { return m_path.c_str(); }

private:
    std::string m_path;
};

[[noreturn]] void throw_errno(const fs::path& path, std::string_view action)
{
    throw EnvironmentError(fmt::format("{}: cannot {}: {}", path.string(), action,
                                       std::generic_category().message(errno)));
}

void write_all(int descriptor, std::string_view bytes, const fs::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            throw_errno(path, "be written");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

std::optional<FileBytes> FileBytes::read(const fs::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return std::nullopt;
    }
    FileBytes bytes;
    const auto size = static_cast<std::size_t>(status.st_size);
    bytes.m_bytes = std::make_unique_for_overwrite<char[]>(size);
    while (bytes.m_size < size) {
        const ssize_t got =
            ::read(file.get(), bytes.m_bytes.get() + bytes.m_size, size - bytes.m_size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return std::nullopt;
        }
        bytes.m_size += static_cast<std::size_t>(got);
    }
    return bytes;
}

void write_private_file(const fs::path& path, std::string_view bytes)
{
    constexpr mode_t kOwnerAlone = 0600;
    const TemporaryFile temporary(fmt::format("{}.{}", path.string(), ::getpid()));
    {
        const Descriptor file(::open(
            temporary.path(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kOwnerAlone));
        if (file.get() < 0) {
            throw_errno(temporary.path(), "be made");
        }
        write_all(file.get(), bytes, path);
        if (::fsync(file.get()) != 0 && errno != EINVAL) {
            throw_errno(path, "be synced to disk");
        }
    }
    if (::rename(temporary.path(), path.c_str()) != 0) {
        throw_errno(path, "be put in place");
    }
}

}  // namespace heatward::pipeline
