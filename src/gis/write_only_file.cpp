#include "write_only_file.hpp"

#include <cerrno>
#include <cstdint>
#include <map>
#include <mutex>
#include <new>
#include <string_view>

#include <cpl_vsi.h>
#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/environment.hpp"

namespace heatward::gis {

struct WriteOnlyFile::State {
    std::string pending;
    vsi_l_offset written = 0;  ///< in all
};

namespace {

constexpr const char* kPrefix = "/vsiheatward_output/";

/// The files that stand now, by the paths that GDAL knows them by.
class Register {
public:
    std::string add(WriteOnlyFile::State* file, const std::string& extension)
    {
        const std::scoped_lock lock(m_mutex);
        std::string path = fmt::format("{}{}.{}", kPrefix, m_next++, extension);
        m_files.emplace(path, file);
        return path;
    }

    void remove(const std::string& path)
    {
        const std::scoped_lock lock(m_mutex);
        m_files.erase(path);
    }

    WriteOnlyFile::State* find(const std::string& path)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_files.find(path);
        return found == m_files.end() ? nullptr : found->second;
    }

private:
    std::mutex m_mutex;
    std::map<std::string, WriteOnlyFile::State*> m_files;
    std::uint64_t m_next = 1;
};

Register& files()
{
    static auto& instance = *new Register;  // GDAL may outlive what is destroyed at exit
    return instance;
}

/// GDAL gives the path with or without the prefix, by its version.
void* open_file(void* /*user_data*/, const char* name, const char* access)
{
    const std::string_view given = name;
    const std::string path =
        given.starts_with(kPrefix) ? std::string(given) : kPrefix + std::string(given);
    WriteOnlyFile::State* const file = access[0] == 'w' ? files().find(path) : nullptr;
    if (file == nullptr) {
        errno = ENOENT;
    }
    return file;
}

vsi_l_offset tell(void* file) { return static_cast<WriteOnlyFile::State*>(file)->written; }

int seek(void* file, vsi_l_offset offset, int whence)
{
    const vsi_l_offset end = static_cast<WriteOnlyFile::State*>(file)->written;
    const bool stays = whence == SEEK_SET ? offset == end : offset == 0;
    return stays ? 0 : -1;
}

size_t write(void* file, const void* bytes, size_t size, size_t count)
{
    auto& state = *static_cast<WriteOnlyFile::State*>(file);
    try {
        state.pending.append(static_cast<const char*>(bytes), size * count);
    } catch (const std::bad_alloc&) {
        errno = ENOMEM;
        return 0;
    }
    state.written += size * count;
    return count;
}

int close_file(void* /*file*/) { return 0; }

void install()
{
    VSIFilesystemPluginCallbacksStruct* const callbacks = VSIAllocFilesystemPluginCallbacksStruct();
    callbacks->open = &open_file;
    callbacks->tell = &tell;
    callbacks->seek = &seek;
    callbacks->write = &write;
    callbacks->close = &close_file;
    const bool installed = VSIInstallPluginHandler(kPrefix, callbacks) == 0;
    VSIFreeFilesystemPluginCallbacksStruct(callbacks);
    if (!installed) {
        throw EnvironmentError("this GDAL takes no file system of ours; install GDAL 3.6 or later");
    }
}

}  // namespace

WriteOnlyFile::WriteOnlyFile(const std::string& extension) : m_state(std::make_unique<State>())
{
    initialise();
    static std::once_flag once;
    std::call_once(once, install);
    m_path = files().add(m_state.get(), extension);
}

WriteOnlyFile::~WriteOnlyFile() { files().remove(m_path); }

std::string& WriteOnlyFile::pending() { return m_state->pending; }

}  // namespace heatward::gis
