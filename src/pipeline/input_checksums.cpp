#include "input_checksums.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "heatward/core/connection_string.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/area_sets.hpp"
#include "heatward/pipeline/basemap.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "record_stream.hpp"

namespace heatward::pipeline {
namespace {

/// Collects checksums, input by input.
class InputList {
public:
    InputList(const project::Project& project, const PreparedProject& prepared, Progress& progress)
        : m_project(project), m_prepared(prepared), m_progress(progress)
    {
    }

    InputChecksums collect();

private:
    void add_files(const std::string& path, const std::vector<std::string>& files);
    void add_content(const std::string& path, const std::string& what, std::string sha256);
    void add_area_set(std::size_t i);
    void add_basemap(std::size_t i);
    void add_source(std::size_t i);

    const project::Project& m_project;
    const PreparedProject& m_prepared;
    Progress& m_progress;
    InputChecksums m_checksums;
};

void InputList::add_files(const std::string& path, const std::vector<std::string>& files)
{
    auto& inputs = m_checksums.inputs;
    for (run_store::InputChecksum& checksum : checksums_of(m_project, path, files)) {
        if (std::find(inputs.begin(), inputs.end(), checksum) == inputs.end()) {
            inputs.push_back(std::move(checksum));
        }
    }
}

void InputList::add_content(const std::string& path, const std::string& what, std::string sha256)
{
    m_checksums.inputs.push_back(
        {fmt::format("{} ({})", redact_connection(path), what), std::move(sha256)});
}

void InputList::add_area_set(std::size_t i)
{
    const project::AreaSet& set = m_project.areas[i];
    add_files(set.path, files_of_dataset(m_project, set.path));
    bool is_from_database = is_connection_string(set.path);
    if (set.population) {
        add_files(set.population->path, files_of_dataset(m_project, set.population->path));
        is_from_database = is_from_database || is_connection_string(set.population->path);
    }
    if (is_from_database) {
        add_content(set.path, set.id, content_sha256(m_prepared.area_sets[i]));
    }
}

void InputList::add_basemap(std::size_t i)
{
    const std::string& path = m_project.basemap[i].path;
    add_files(path, files_of_dataset(m_project, path));
    if (is_connection_string(path)) {
        add_content(path, fmt::format("basemap {}", i + 1), content_sha256(m_prepared.basemap[i]));
    }
}

void InputList::add_source(std::size_t i)
{
    const project::Source& source = m_project.sources[i];
    const SourceReader& reader = *m_prepared.readers[i];
    std::vector<std::string> files;
    for (const InputFile& file : reader.files()) {
        files.push_back(file.on_disk);
        // What GDAL reads beside a file counts too, as a shapefile's attributes.
        if (source.format.empty() && file.path == file.on_disk && !is_text_table(file.name)) {
            const auto companions = files_of_dataset(m_project, file.on_disk);
            files.insert(files.end(), companions.begin(), companions.end());
        }
    }
    add_files(source.path, files);
    auto content = reader.content_sha256();
    if (content) {
        add_content(source.path, source.id, *content);
    }
    m_checksums.contents_of_sources.push_back(std::move(content));
}

InputChecksums InputList::collect()
{
    m_progress.begin("checksums",
                     m_project.areas.size() + m_project.basemap.size() + m_project.sources.size(),
                     "inputs");
    const auto each = [&](std::size_t count, auto add) {
        for (std::size_t i = 0; i < count; ++i) {
            (this->*add)(i);
            m_progress.advance(1);
        }
    };
    each(m_project.areas.size(), &InputList::add_area_set);
    each(m_project.basemap.size(), &InputList::add_basemap);
    each(m_project.sources.size(), &InputList::add_source);
    if (project::looks_up_postcodes(m_project)) {
        for (const std::string& path : m_project.gazetteer.postcodes) {
            add_files(path, {m_project.resolve(path)});
        }
    }
    m_progress.end();
    return std::move(m_checksums);
}

}  // namespace

InputChecksums checksums_of_inputs(const project::Project& project, const PreparedProject& prepared,
                                   Progress& progress)
{
    return InputList(project, prepared, progress).collect();
}

}  // namespace heatward::pipeline
