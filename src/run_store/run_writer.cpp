#include "heatward/run_store/run_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>

#include <unistd.h>

#include <fmt/format.h>

#include "build_lock.hpp"
#include "file_sync.hpp"
#include "heatward/core/error.hpp"
#include "heatward/core/version.hpp"
#include "heatward/gis/environment.hpp"
#include "heatward/gis/library_versions.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/project/project_json.hpp"
#include "heatward/run_store/verification.hpp"
#include "tier_folder.hpp"

namespace heatward::run_store {

namespace fs = std::filesystem;

namespace {

/// Removes the folder when it goes, unless it was moved in place by then.
class StagingFolder {
public:
    explicit StagingFolder(fs::path path) : m_path(std::move(path))
    {
        fs::remove_all(m_path);
        fs::create_directory(m_path);
    }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;
    ~StagingFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

/// The process id that ends a name in tmp/, or 0.
pid_t builder_of(const std::string& name)
{
    const auto dot = name.rfind('.');
    pid_t pid = 0;
    if (dot == std::string::npos ||
        std::from_chars(name.data() + dot + 1, name.data() + name.size(), pid).ptr !=
            name.data() + name.size()) {
        return 0;
    }
    return pid;
}

/// Removes what builds that are no longer alive left in tmp/.
void remove_leftovers(const fs::path& tmp)
{
    for (const auto& entry : fs::directory_iterator(tmp)) {
        const pid_t pid = builder_of(entry.path().filename().string());
        if (pid > 0 && pid != ::getpid() && ::kill(pid, 0) != 0 && errno == ESRCH) {
            fs::remove_all(entry.path());
        }
    }
}

std::vector<OutputChecksum> checksums_below(const fs::path& folder)
{
    std::vector<OutputChecksum> checksums;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            checksums.push_back({entry.path().lexically_relative(folder).generic_string(),
                                 entry.file_size(), gis::file_sha256(entry.path().string())});
        }
    }
    std::sort(checksums.begin(), checksums.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return checksums;
}

void write_manifest(const fs::path& folder, const RunContents& contents)
{
    Manifest manifest;
    manifest.run_id = contents.data.run_id;
    manifest.program_version = program_version();
    manifest.libraries = gis::library_versions();
    manifest.instruction_set = instruction_set();
    manifest.operations = contents.operations;
    manifest.tiers = {Tier::analyst};
    manifest.project = project::to_json(contents.data.project);
    manifest.inputs = contents.inputs;
    manifest.outputs = checksums_below(folder);
    write_file(folder / kManifestName, to_text(manifest));
}

/// Takes the write permission from every file: SQLite changes bytes of a GeoPackage that it may
/// write to even where it is only looked at, and the checksums would no longer hold.
void make_files_read_only(const fs::path& folder)
{
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            fs::permissions(
                entry.path(),
                fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write,
                fs::perm_options::remove);
        }
    }
}

/// Makes `current` the relative link runs/<run id>, in one step.
void point_current_to(const OutputFolder& output, const std::string& run_id)
{
    const fs::path link = output.tmp() / fmt::format("current.{}", ::getpid());
    fs::remove(link);
    fs::create_symlink(fs::path("runs") / run_id, link);
    fs::rename(link, output.current());
    sync_path(output.root);
}

/// Whether runs/<run id> is there and agrees with its manifest.
bool run_stands(const OutputFolder& output, const std::string& run_id)
{
    const fs::path run = output.run(run_id);
    if (!fs::exists(run)) {
        return false;
    }
    try {
        const auto manifest = read_manifest(run);
        return manifest.run_id == run_id && verify_run_folder(run, manifest).empty();
    } catch (const DataError&) {
        return false;  // no readable manifest: as damaged as a wrong checksum
    }
}

/// Moves the finished folder to runs/<run id>. A damaged run in its place goes to tmp/ at the last
/// moment, as `current` may point to it, and comes back where the move fails.
void move_in_place(const OutputFolder& output, const fs::path& staged, const std::string& run_id)
{
    const fs::path run = output.run(run_id);
    if (!fs::exists(run)) {
        fs::rename(staged, run);
        return;
    }
    const fs::path aside = output.tmp() / fmt::format("{}.damaged.{}", run_id, ::getpid());
    fs::remove_all(aside);
    fs::rename(run, aside);
    try {
        fs::rename(staged, run);
    } catch (const fs::filesystem_error&) {
        std::error_code ignored;
        fs::rename(aside, run, ignored);
        throw;
    }
}

/// Calls `work` and turns the standard library's file errors into EnvironmentError.
template <class Work>
auto naming_paths(Work&& work)
{
    try {
        return work();
    } catch (const fs::filesystem_error& error) {
        throw EnvironmentError(
            fmt::format("{}: {}", error.path1().string(), error.code().message()));
    }
}

}  // namespace

void publish_run(const OutputFolder& output, const RunContents& contents)
{
    gis::initialise();
    const std::string& run_id = contents.data.run_id;
    naming_paths([&] {
        fs::create_directories(output.runs());
        fs::create_directories(output.tmp());
        const BuildLock lock(output.tmp());
        remove_leftovers(output.tmp());

        const StagingFolder staging(output.tmp() / fmt::format("{}.{}", run_id, ::getpid()));
        const fs::path analyst = staging.path() / to_string(Tier::analyst);
        fs::create_directory(analyst);
        fs::permissions(analyst, fs::perms::owner_all);
        write_analyst_folder(analyst, contents);
        write_manifest(staging.path(), contents);
        make_files_read_only(staging.path());
        sync_tree(staging.path());

        if (!run_stands(output, run_id)) {
            move_in_place(output, staging.path(), run_id);
            sync_path(output.runs());
        }
        point_current_to(output, run_id);
    });
}

bool reuse_run(const OutputFolder& output, const std::string& run_id)
{
    gis::initialise();
    return naming_paths([&] {
        if (!fs::exists(output.run(run_id))) {
            return false;
        }
        fs::create_directories(output.tmp());
        const BuildLock lock(output.tmp());
        remove_leftovers(output.tmp());
        if (!run_stands(output, run_id)) {
            return false;
        }
        point_current_to(output, run_id);
        return true;
    });
}

}  // namespace heatward::run_store
