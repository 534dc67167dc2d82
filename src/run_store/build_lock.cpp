#include "build_lock.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "file_sync.hpp"

namespace heatward::run_store {

BuildLock::BuildLock(const std::filesystem::path& tmp_folder)
{
    const auto path = tmp_folder / "lock";
    m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_descriptor < 0) {
        throw_errno(path, "be opened", errno);
    }
    while (::flock(m_descriptor, LOCK_EX) != 0) {
        if (errno != EINTR) {
            const int error = errno;
            ::close(m_descriptor);
            throw_errno(path, "be locked", error);
        }
    }
}

BuildLock::~BuildLock() { ::close(m_descriptor); }

}  // namespace heatward::run_store
