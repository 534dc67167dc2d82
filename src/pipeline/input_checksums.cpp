#include "input_checksums.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "gazetteer_lists.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/basemap.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "record_stream.hpp"

namespace heatward::pipeline {
namespace {

using run_store::InputChecksum;

/// Collects checksums of files, input by input.
class FileChecksums {
public:
    explicit FileChecksums(const project::Project& project) : m_project(project) {}

    void add_area_set(const project::AreaSet& set);
    void add_basemap(const project::BasemapSource& source);
    void add_intervention(const project::Intervention& intervention);
    void add_source(const project::Source& source, const SourceReader& reader);
    void add_gazetteer();

    [[nodiscard]] const std::vector<InputChecksum>& inputs() const { return m_inputs; }

private:
    void add(const std::string& path, const std::vector<std::string>& files);
    void add_dataset(const std::string& path) { add(path, files_of_dataset(m_project, path)); }

    const project::Project& m_project;
    std::vector<InputChecksum> m_inputs;
};

void FileChecksums::add(const std::string& path, const std::vector<std::string>& files)
{
    for (InputChecksum& checksum : checksums_of(m_project, path, files)) {
        if (std::find(m_inputs.begin(), m_inputs.end(), checksum) == m_inputs.end()) {
            m_inputs.push_back(std::move(checksum));
        }
    }
}

void FileChecksums::add_area_set(const project::AreaSet& set)
{
    if (set.grid) {
        return;  // of the study area's files
    }
    add_dataset(set.path);
    if (set.population) {
        add_dataset(set.population->path);
    }
}

void FileChecksums::add_basemap(const project::BasemapSource& source) { add_dataset(source.path); }

void FileChecksums::add_intervention(const project::Intervention& intervention)
{
    if (!intervention.areas_path.empty()) {
        add_dataset(intervention.areas_path);
    }
    if (intervention.control_path) {
        add_dataset(*intervention.control_path);
    }
}

void FileChecksums::add_source(const project::Source& source, const SourceReader& reader)
{
    std::vector<std::string> files;
    for (const InputFile& file : reader.files()) {
        files.push_back(file.on_disk);
        // What GDAL reads beside a file counts too, as a shapefile's attributes.
        if (source.format.empty() && file.path == file.on_disk && !is_text_table(file.name)) {
            const auto companions = files_of_dataset(m_project, file.on_disk);
            files.insert(files.end(), companions.begin(), companions.end());
        }
    }
    add(source.path, files);
}

void FileChecksums::add_gazetteer()
{
    for (const GazetteerList& list : gazetteer_lists(m_project, gazetteer_use(m_project))) {
        add(list.path, disk_files_of_list(m_project, list.path));
    }
}

/// Adds every file; calls `next` after each input and `parsed` after the last that
/// prepare_project parses.
void add_all(FileChecksums& files, const project::Project& project, const PreparedProject& prepared,
             const std::function<void()>& next, const std::function<void()>& parsed)
{
    for (const project::AreaSet& set : project.areas) {
        files.add_area_set(set);
        next();
    }
    for (const project::BasemapSource& source : project.basemap) {
        files.add_basemap(source);
        next();
    }
    for (const project::Intervention& intervention : project.interventions) {
        files.add_intervention(intervention);
    }
    parsed();
    for (std::size_t i = 0; i < project.sources.size(); ++i) {
        files.add_source(project.sources[i], *prepared.readers[i]);
        next();
    }
    files.add_gazetteer();
}

/// A database's rows stand for the files that it does not have.
void add_contents(const project::Project& project, const PreparedProject& prepared,
                  InputChecksums& checksums)
{
    const auto add = [&](const std::string& path, const std::string& what, std::string sha256) {
        checksums.inputs.push_back(
            {fmt::format("{} ({})", redact_connection(path), what), std::move(sha256)});
    };
    for (std::size_t i = 0; i < project.areas.size(); ++i) {
        const project::AreaSet& set = project.areas[i];
        if (is_connection_string(set.path) ||
            (set.population && is_connection_string(set.population->path))) {
            add(set.path, set.id, content_sha256(prepared.area_sets[i]));
        }
    }
    for (std::size_t i = 0; i < project.basemap.size(); ++i) {
        const std::string& path = project.basemap[i].path;
        if (is_connection_string(path)) {
            add(path, fmt::format("basemap {}", i + 1), content_sha256(prepared.basemap[i]));
        }
    }
    for (std::size_t i = 0; i < project.sources.size(); ++i) {
        auto content = prepared.readers[i]->content_sha256();
        if (content) {
            add(project.sources[i].path, project.sources[i].id, *content);
        }
        checksums.contents_of_sources.push_back(std::move(content));
    }
}

}  // namespace

InputChecksums checksums_of_inputs(const project::Project& project, const PreparedProject& prepared,
                                   Progress& progress)
{
    progress.begin("checksums",
                   project.areas.size() + project.basemap.size() + project.sources.size(),
                   "inputs");
    InputChecksums checksums;
    FileChecksums files(project);
    add_all(
        files, project, prepared, [&] { progress.advance(1); },
        [&] { checksums.parsed_by_prepare = files.inputs().size(); });
    checksums.inputs = files.inputs();
    checksums.file_count = files.inputs().size();
    add_contents(project, prepared, checksums);
    progress.end();
    return checksums;
}

std::vector<InputChecksum> checksums_before_parsing(const project::Project& project)
{
    FileChecksums files(project);
    const auto attempt = [](const auto& add) {
        try {
            add();
        } catch (const HeatwardError&) {
            // prepare_project opens the file too and says what is wrong with it, and its key.
        }
    };
    for (const project::AreaSet& set : project.areas) {
        attempt([&] { files.add_area_set(set); });
    }
    for (const project::BasemapSource& source : project.basemap) {
        attempt([&] { files.add_basemap(source); });
    }
    for (const project::Intervention& intervention : project.interventions) {
        attempt([&] { files.add_intervention(intervention); });
    }
    return files.inputs();
}

std::vector<InputChecksum> checksums_of_files(const project::Project& project,
                                              const PreparedProject& prepared)
{
    FileChecksums files(project);
    add_all(
        files, project, prepared, [] {}, [] {});
    return files.inputs();
}

void require_unchanged(std::span<const InputChecksum> before, std::span<const InputChecksum> after)
{
    const auto [old_end, new_end] =
        std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    if (old_end == before.end() && new_end == after.end()) {
        return;
    }
    throw DataError(fmt::format("{}: changed while it was being read; build again",
                                old_end != before.end() ? old_end->path : new_end->path));
}

}  // namespace heatward::pipeline
