#include "heatward/pipeline/gazetteer_cache.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <new>
#include <optional>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cache_file.hpp"
#include "gazetteer_archive.hpp"
#include "gazetteer_lists.hpp"
#include "heatward/core/sha256.hpp"
#include "heatward/core/version.hpp"
#include "heatward/gis/library_versions.hpp"
#include "heatward/gis/virtual_file.hpp"

namespace heatward::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
// Clocks of file systems tick as slowly as every two seconds.
constexpr std::int64_t kRacy_ns = 2 * kNsPerSecond;
constexpr std::size_t kKeyDigits = 16;
constexpr std::string_view kPrefix = "gazetteer-";
constexpr std::string_view kEnding = ".bin";

std::int64_t now_ns()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

std::int64_t ns_of(const timespec& time) { return time.tv_sec * kNsPerSecond + time.tv_nsec; }

template <class Record>
std::string layout_of(std::string_view record)
{
    return fmt::format("record {} {} {}\n", record, sizeof(Record), alignof(Record));
}

/// How the bytes are laid out: records are kept as they lie in memory.
std::string layout()
{
    return fmt::format("format {}\n", kGazetteerArchiveFormat) +
           layout_of<geocode::PostcodeKey>("postcode key") +
           layout_of<geocode::PostcodePlace>("postcode place") +
           layout_of<geocode::Street>("street") +
           layout_of<geocode::PremisesTable::Premises>("premises") +
           layout_of<geocode::LocalityTable::Locality>("locality") +
           layout_of<geocode::UprnRecord>("uprn") + layout_of<ProjectedPoint>("point");
}

/// The use in a file's name: a letter for each kind of look-up.
std::string use_in_name(const GazetteerUse& use)
{
    return fmt::format("{}{}{}", use.postcodes ? "p" : "", use.names ? "n" : "",
                       use.uprns ? "u" : "");
}

/// All that decides what is made of the inputs.
std::string recipe_of(const GazetteerRequest& request)
{
    std::string recipe = fmt::format("program {}\ncrs {}\noperation {}\n", program_version(),
                                     request.projection.crs(), request.projection.operation().name);
    for (const auto& [library, version] : gis::library_versions()) {
        recipe += fmt::format("library {} {}\n", library, version);
    }
    recipe += layout();
    recipe +=
        fmt::format("use {} {} {}\n", request.use.postcodes, request.use.names, request.use.uprns);
    for (const GazetteerList& list : gazetteer_lists(request.project, request.use)) {
        recipe += fmt::format("{} {}\n", list.key, request.project.resolve(list.path));
    }
    if (request.use.names) {
        for (const AreaSetData& set : request.area_sets) {
            recipe += fmt::format("areas {} {}\n", set.id, content_sha256(set));
        }
    }
    return recipe;
}

/// The inputs' sizes and times; nothing where one cannot be looked at, which reading will say.
std::optional<std::vector<GazetteerInput>> look_at_inputs(const GazetteerRequest& request)
{
    std::vector<GazetteerInput> inputs;
    for (const GazetteerList& list : gazetteer_lists(request.project, request.use)) {
        std::vector<std::string> files;
        try {
            files = disk_files_of_list(request.project, list.path);
        } catch (const HeatwardError&) {
            return std::nullopt;
        }
        for (std::string& file : files) {
            struct stat status {};
            if (::stat(file.c_str(), &status) != 0) {
                return std::nullopt;
            }
            inputs.push_back({std::move(file),
                              static_cast<std::uint64_t>(status.st_size),
                              ns_of(status.st_mtim),
                              ns_of(status.st_ctim),
                              status.st_ino,
                              {}});
        }
    }
    return inputs;
}

/// Nothing where a file is gone.
std::optional<std::vector<GazetteerInput>> with_checksums(std::vector<GazetteerInput> inputs)
{
    try {
        for (GazetteerInput& input : inputs) {
            input.sha256 = gis::file_sha256(input.path);
        }
    } catch (const HeatwardError&) {
        return std::nullopt;
    }
    return inputs;
}

/// Whether it is the same file of the same times.
bool looks_untouched(const GazetteerInput& a, const GazetteerInput& b)
{
    return a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns && a.inode == b.inode;
}

bool have_same_sizes_and_times(const std::vector<GazetteerInput>& a,
                               const std::vector<GazetteerInput>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const GazetteerInput& x, const GazetteerInput& y) {
                          return x.path == y.path && x.size == y.size && looks_untouched(x, y);
                      });
}

enum class Freshness { fresh, fresh_by_checksum, stale };

/// Whether the inputs are those that a cache file was made from.
Freshness freshness_of(const GazetteerArchiveHeader& header,
                       const std::vector<GazetteerInput>& inputs)
{
    const bool same_files =
        std::equal(header.inputs.begin(), header.inputs.end(), inputs.begin(), inputs.end(),
                   [](const GazetteerInput& was, const GazetteerInput& is) {
                       return was.path == is.path && was.size == is.size;
                   });
    if (!same_files) {
        return Freshness::stale;
    }
    Freshness freshness = Freshness::fresh;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const GazetteerInput& was = header.inputs[i];
        const bool is_racy =
            std::max(was.modified_ns, was.changed_ns) > header.looked_at_ns - kRacy_ns;
        if (looks_untouched(was, inputs[i]) && !is_racy) {
            continue;
        }
        if (gis::file_sha256(inputs[i].path) != was.sha256) {
            return Freshness::stale;
        }
        freshness = Freshness::fresh_by_checksum;
    }
    return freshness;
}

/// Whether the name is that of another gazetteer's cache file for the same use (or of a version
/// that did not name the use), or of one that was begun by a process that is no more.
bool is_leftover(const std::string& name, const std::string& kept)
{
    if (!name.starts_with(kPrefix) || name == kept) {
        return false;
    }
    if (name.ends_with(kEnding)) {
        const std::size_t end_of_use = name.find('-', kPrefix.size());
        return end_of_use == std::string::npos ||
               kept.starts_with(std::string_view(name).substr(0, end_of_use + 1));
    }
    const std::size_t dot = name.rfind('.');
    pid_t pid = 0;
    return dot != std::string::npos &&
           std::from_chars(name.data() + dot + 1, name.data() + name.size(), pid).ptr ==
               name.data() + name.size() &&
           pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH;
}

/// The one cache file of an output folder for a use.
class CacheFolder {
public:
    CacheFolder(const run_store::OutputFolder& output, const GazetteerRequest& request,
                Progress& progress)
        : m_folder(output.cache()),
          m_recipe(recipe_of(request)),
          m_name(fmt::format("{}{}-{}{}", kPrefix, use_in_name(request.use),
                             sha256_hex(m_recipe).substr(0, kKeyDigits), kEnding)),
          m_progress(progress)
    {
    }

    std::optional<OpenedGazetteer> open(const std::vector<GazetteerInput>& inputs);
    /// `inputs` as they were at that time and have been since.
    void keep(const std::vector<GazetteerInput>& inputs, std::int64_t looked_at_ns,
              const OpenedGazetteer& opened);

private:
    std::optional<OpenedGazetteer> open_bytes(std::string_view bytes,
                                              const std::vector<GazetteerInput>& inputs,
                                              std::int64_t looked_at_ns);
    void say_damage(std::string_view what);
    [[nodiscard]] fs::path path() const { return m_folder / m_name; }
    void write(std::string_view bytes);
    void remove_leftovers();

    fs::path m_folder;
    std::string m_recipe;
    std::string m_name;
    Progress& m_progress;
};

std::optional<OpenedGazetteer> CacheFolder::open(const std::vector<GazetteerInput>& inputs)
{
    const std::int64_t looked_at_ns = now_ns();
    try {
        const auto bytes = FileBytes::read(path());
        return bytes ? open_bytes(bytes->view(), inputs, looked_at_ns) : std::nullopt;
    } catch (const DataError& error) {
        say_damage(error.what());
    } catch (const std::bad_alloc&) {
        say_damage("is larger than memory can hold");
    }
    return std::nullopt;
}

/// Throws DataError where they are no sound gazetteer of this recipe.
std::optional<OpenedGazetteer> CacheFolder::open_bytes(std::string_view bytes,
                                                       const std::vector<GazetteerInput>& inputs,
                                                       std::int64_t looked_at_ns)
{
    const GazetteerArchive archive(bytes);
    if (archive.header().recipe != m_recipe) {
        throw DataError("is another gazetteer's");
    }
    const Freshness freshness = freshness_of(archive.header(), inputs);
    if (freshness == Freshness::stale) {
        return std::nullopt;
    }
    OpenedGazetteer opened;
    opened.gazetteer = std::make_shared<const geocode::Gazetteer>(archive.gazetteer());
    opened.warnings = archive.header().warnings;
    opened.was_cached = true;
    if (freshness == Freshness::fresh_by_checksum) {  // spares the checksums the next time
        GazetteerArchiveHeader header = archive.header();
        header.looked_at_ns = looked_at_ns;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            header.inputs[i].modified_ns = inputs[i].modified_ns;
            header.inputs[i].changed_ns = inputs[i].changed_ns;
            header.inputs[i].inode = inputs[i].inode;
        }
        write(archive.with_header(header));
    }
    return opened;
}

void CacheFolder::say_damage(std::string_view what)
{
    m_progress.warn(fmt::format("{}: {}; it is made anew", path().string(), what));
}

void CacheFolder::keep(const std::vector<GazetteerInput>& inputs, std::int64_t looked_at_ns,
                       const OpenedGazetteer& opened)
{
    write(gazetteer_archive({m_recipe, looked_at_ns, inputs, opened.warnings}, *opened.gazetteer));
}

void CacheFolder::write(std::string_view bytes)
{
    try {
        if (fs::is_symlink(fs::symlink_status(m_folder))) {
            throw EnvironmentError(
                fmt::format("{}: is a link, and nothing is written outside the output folder",
                            m_folder.string()));
        }
        fs::create_directories(m_folder);
        write_private_file(path(), bytes);
        remove_leftovers();
    } catch (const EnvironmentError& error) {
        m_progress.warn(
            fmt::format("the gazetteer is not kept for the next time: {}", error.what()));
    } catch (const fs::filesystem_error& error) {
        m_progress.warn(fmt::format("the gazetteer is not kept for the next time: {}: {}",
                                    m_folder.string(), error.code().message()));
    }
}

void CacheFolder::remove_leftovers()
{
    for (const auto& entry : fs::directory_iterator(m_folder)) {
        if (is_leftover(entry.path().filename().string(), m_name)) {
            std::error_code ignored;  // another build may have been quicker
            fs::remove(entry.path(), ignored);
        }
    }
}

}  // namespace

OpenedGazetteer open_gazetteer(const GazetteerRequest& request,
                               const run_store::OutputFolder& output, Progress& progress)
{
    CacheFolder cache(output, request, progress);
    const std::int64_t looked_at_ns = now_ns();
    const auto before = look_at_inputs(request);
    if (before && !before->empty()) {
        if (auto opened = cache.open(*before)) {
            return std::move(*opened);
        }
    }
    GazetteerContents contents = read_gazetteer(request, progress);
    OpenedGazetteer opened;
    opened.gazetteer = std::make_shared<const geocode::Gazetteer>(std::move(contents.gazetteer));
    opened.warnings = std::move(contents.warnings);
    if (before && !before->empty()) {
        const auto inputs = with_checksums(*before);
        const auto after = look_at_inputs(request);
        // What changed while it was read is of no use to the next build.
        if (inputs && after && have_same_sizes_and_times(*before, *after)) {
            cache.keep(*inputs, looked_at_ns, opened);
        }
    }
    return opened;
}

}  // namespace heatward::pipeline
