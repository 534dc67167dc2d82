#pragma once

#include <filesystem>

namespace heatward::run_store {

/// The one right to change an output folder: a lock on <folder>/tmp/lock that the
/// kernel lets go of when its holder ends, however it ends.
class BuildLock {
public:
    /// Waits until no other process or thread holds it. Throws EnvironmentError naming the file.
    explicit BuildLock(const std::filesystem::path& tmp_folder);
    BuildLock(const BuildLock&) = delete;
    BuildLock& operator=(const BuildLock&) = delete;
    ~BuildLock();

private:
    int m_descriptor;
};

}  // namespace heatward::run_store
