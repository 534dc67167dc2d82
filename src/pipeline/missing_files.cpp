#include "missing_files.hpp"

#include <fmt/format.h>

#include "gazetteer_lists.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/input_files.hpp"
#include "list_table.hpp"

namespace heatward::pipeline {
namespace {

void require_file(const project::Project& project, const std::string& key, const std::string& path,
                  FindingCollector& findings)
{
    // An empty path is one that the project file does not give, which is said already.
    if (!path.empty() && !is_connection_string(path) && !gis::exists(project.resolve(path))) {
        findings.error(key, fmt::format("{}: there is no such file", project.resolve(path)));
    }
}

/// Lists that are there and are none, or stand under another's key. Folders and archives are looked
/// into when they are read.
void report_unknown_lists(const project::Project& project, FindingCollector& findings)
{
    for (const GazetteerList& list : gazetteer_lists(project, gazetteer_use(project))) {
        if (!is_connection_string(list.path) && is_plain_file(project, list.path)) {
            findings.attempt("gazetteer." + list.key, [&] {
                for (const InputFile& file : files_of_list(project, list.path)) {
                    static_cast<void>(look_at_list(file, list.key));
                }
            });
        }
    }
}

}  // namespace

void report_missing_other_files(const project::Project& project, FindingCollector& findings)
{
    const auto require_lists = [&](const char* key, const std::vector<std::string>& paths) {
        for (const std::string& path : paths) {
            findings.attempt(key, [&] { static_cast<void>(files_of_list(project, path)); });
        }
    };
    require_lists("gazetteer.postcodes", project.gazetteer.postcodes);
    require_lists("gazetteer.roads", project.gazetteer.roads);
    require_lists("gazetteer.places", project.gazetteer.places);
    require_lists("gazetteer.premises", project.gazetteer.premises);
    report_unknown_lists(project, findings);
    for (std::size_t i = 0; i < project.basemap.size(); ++i) {
        require_file(project, fmt::format("basemap[{}].path", i + 1), project.basemap[i].path,
                     findings);
    }
    for (const project::Intervention& intervention : project.interventions) {
        require_file(project, fmt::format("interventions.{}.path", intervention.id),
                     intervention.areas_path, findings);
        require_file(project, fmt::format("interventions.{}.control.path", intervention.id),
                     intervention.control_path.value_or(""), findings);
    }
}

void report_missing_files(const project::Project& project, FindingCollector& findings)
{
    for (const project::AreaSet& set : project.areas) {
        require_file(project, fmt::format("areas.{}.path", set.id), set.path, findings);
        if (set.population) {
            require_file(project, fmt::format("areas.{}.population", set.id), set.population->path,
                         findings);
        }
    }
    for (const project::Source& source : project.sources) {
        if (!source.path.empty() && !is_connection_string(source.path)) {
            findings.attempt(fmt::format("sources.{}.path", source.id),
                             [&] { static_cast<void>(expand_path(project, source.path)); });
        }
    }
    report_missing_other_files(project, findings);
}

}  // namespace heatward::pipeline
