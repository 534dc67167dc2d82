#include "network_barrier.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <vector>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi_virtual.h>

namespace heatward::gis {
namespace {

/// GDAL's file systems on this machine; every other one is barred, also one that a later version
/// of GDAL brings.
constexpr std::array<std::string_view, 10> kLocalFileSystems{
    "/vsimem/",    "/vsizip/",   "/vsigzip/",  "/vsitar/",   "/vsisubfile/",
    "/vsisparse/", "/vsicrypt/", "/vsicached", "/vsistdin/", "/vsistdout/"};

constexpr const char* kReason = "Heatward works offline and opens no address";

/// A file system without files.
class NoFiles final : public VSIFilesystemHandler {
public:
    using VSIFilesystemHandler::Open;
    VSIVirtualHandle* Open(const char* /*name*/, const char* /*access*/, bool set_error,
                           CSLConstList /*options*/) override
    {
        errno = ENOENT;
        if (set_error) {
            VSIError(VSIE_FileError, "%s", kReason);
        }
        return nullptr;
    }
    int Stat(const char* /*name*/, VSIStatBufL* /*status*/, int /*flags*/) override
    {
        errno = ENOENT;
        return -1;
    }
};

CPLHTTPResult* fetch_nothing(const char* /*url*/, CSLConstList /*options*/,
                             GDALProgressFunc /*progress*/, void* /*progress_data*/,
                             CPLHTTPFetchWriteFunc /*write*/, void* /*write_data*/,
                             void* /*user_data*/)
{
    CPLError(CE_Failure, CPLE_AppDefined, "%s", kReason);
    auto* const result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup(kReason);
    return result;
}

}  // namespace

void bar_network()
{
    // GDAL does not delete a handler that is replaced; kept, it counts as no leak.
    static auto& replaced = *new std::vector<VSIFilesystemHandler*>;
    const CPLStringList prefixes(VSIGetFileSystemsPrefixes());
    for (int i = 0; i < prefixes.Count(); ++i) {
        const std::string_view prefix = prefixes[i];
        const bool is_local = std::any_of(kLocalFileSystems.begin(), kLocalFileSystems.end(),
                                          [&](auto name) { return prefix.starts_with(name); });
        // What bears no name of its own is the disk.
        if (is_local || !prefix.starts_with("/vsi")) {
            continue;
        }
        replaced.push_back(VSIFileManager::GetHandler(prefixes[i]));
        VSIFileManager::InstallHandler(std::string(prefix), new NoFiles);
        // "/vsicurl?url=…", which GDAL does not list.
        if (prefix.ends_with('/')) {
            const std::string with_options = std::string(prefix, 0, prefix.size() - 1) + "?";
            replaced.push_back(VSIFileManager::GetHandler(with_options.c_str()));
            VSIFileManager::InstallHandler(with_options, new NoFiles);
        }
    }
    CPLHTTPSetFetchCallback(&fetch_nothing, nullptr);
}

}  // namespace heatward::gis
