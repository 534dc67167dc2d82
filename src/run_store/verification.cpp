#include "heatward/run_store/verification.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/project/project_json.hpp"
#include "heatward/run_store/run_id.hpp"
#include "tier_folder.hpp"

namespace heatward::run_store {
namespace {

namespace fs = std::filesystem;

/// See stray_files. No link is one: where it leads is not the run's affair.
bool is_stray(const fs::directory_entry& entry)
{
    if (!fs::is_regular_file(entry.symlink_status())) {
        return false;
    }
    const std::string name = entry.path().filename().string();
    const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
    if (ends(".aux.xml") || ends(".qmd") || ends(".qml")) {
        return true;
    }
    // An empty log holds no change; one with contents may change what the database says.
    std::error_code error;
    return (ends("-wal") || ends("-shm")) && entry.file_size(error) == 0 && !error;
}

/// The files below a run's folder that its manifest does not name.
std::vector<fs::directory_entry> unnamed_files(const fs::path& folder,
                                               const std::set<std::string>& named)
{
    std::vector<fs::directory_entry> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().lexically_relative(folder).generic_string();
        // A link to a folder is no folder of the run.
        const bool is_folder = fs::is_directory(entry->symlink_status());
        if (!is_folder && name != kManifestName && !named.contains(name)) {
            files.push_back(*entry);
        }
    }
    if (error) {
        throw EnvironmentError(
            fmt::format("{}: cannot be listed: {}", folder.string(), error.message()));
    }
    return files;
}

std::set<std::string> names_of(const Manifest& manifest)
{
    std::set<std::string> names;
    for (const auto& output : manifest.outputs) {
        names.insert(output.path);
    }
    return names;
}

class Verification {
public:
    Verification(const fs::path& run_folder, const Manifest& manifest)
        : m_folder(run_folder), m_manifest(manifest), m_named(names_of(manifest))
    {
    }

    std::vector<std::string> differences()
    {
        check_run_id();
        check_required_files();
        for (const auto& output : m_manifest.outputs) {
            check_file(output);
        }
        check_other_files();
        return std::move(m_differences);
    }

private:
    template <class... Arguments>
    void differ(const fs::path& path, fmt::format_string<Arguments...> text,
                Arguments&&... arguments)
    {
        m_differences.push_back(fmt::format(
            "{}: {}", path.string(), fmt::format(text, std::forward<Arguments>(arguments)...)));
    }

    void check_run_id()
    {
        if (const auto expected = run_id_of(m_manifest); m_manifest.run_id != expected) {
            differ(m_folder / kManifestName,
                   "run id {} is not {}, which its inputs, project and versions give",
                   m_manifest.run_id, expected);
        }
    }

    void check_required_files()
    {
        project::Project project;
        try {
            project = project::from_json(m_manifest.project);
        } catch (const DataError& error) {
            differ(m_folder / kManifestName, "{}", error.what());
            return;
        }
        for (const Tier tier : m_manifest.tiers) {
            for (const std::string& file : required_files(tier, project)) {
                const std::string path = fmt::format("{}/{}", to_string(tier), file);
                if (!m_named.contains(path)) {
                    differ(m_folder / path,
                           "is not in the manifest, and a run cannot be without it");
                }
            }
            for (const std::string& file : withheld_files(tier, project)) {
                const std::string path = fmt::format("{}/{}", to_string(tier), file);
                if (m_named.contains(path)) {
                    differ(m_folder / path, "must not be there: the tier \"{}\" may not see it",
                           to_string(tier));
                }
            }
        }
    }

    void check_file(const OutputChecksum& output)
    {
        const fs::path path = m_folder / output.path;
        std::error_code error;
        const auto bytes = fs::file_size(path, error);
        if (error) {
            differ(path, "is missing: {}", error.message());
        } else if (bytes != output.bytes) {
            differ(path, "has {} bytes, the manifest says {}", bytes, output.bytes);
        } else if (gis::file_sha256(path.string()) != output.sha256) {
            differ(path, "its SHA-256 is not the manifest's");
        }
    }

    void check_other_files()
    {
        for (const auto& entry : unnamed_files(m_folder, m_named)) {
            if (!is_stray(entry)) {
                differ(entry.path(), "is not in the manifest; remove it");
            }
        }
    }

    const fs::path& m_folder;
    const Manifest& m_manifest;
    std::set<std::string> m_named;
    std::vector<std::string> m_differences;
};

}  // namespace

std::vector<std::string> verify_run_folder(const fs::path& run_folder, const Manifest& manifest)
{
    return Verification(run_folder, manifest).differences();
}

std::vector<fs::path> stray_files(const fs::path& run_folder, const Manifest& manifest)
{
    std::vector<fs::path> files;
    for (const auto& entry : unnamed_files(run_folder, names_of(manifest))) {
        if (is_stray(entry)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace heatward::run_store
