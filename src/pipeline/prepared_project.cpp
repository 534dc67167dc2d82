#include "heatward/pipeline/prepared_project.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "dropped_columns.hpp"
#include "finding_collector.hpp"
#include "heatward/core/connection_string.hpp"
#include "heatward/gis/overlay.hpp"
#include "heatward/gis/virtual_file.hpp"
#include "heatward/pipeline/grid_area_set.hpp"
#include "heatward/pipeline/layer_bandwidth.hpp"
#include "intervention_reading.hpp"
#include "layer_checks.hpp"
#include "missing_files.hpp"
#include "repeated_sources.hpp"
#include "unbuilt_keys.hpp"

namespace heatward::pipeline {
namespace {

/// The sets in project order; those that cannot be read are left empty and reported.
std::vector<AreaSetData> read_area_sets(const project::Project& project,
                                        const gis::Projection& projection,
                                        FindingCollector& findings)
{
    std::vector<AreaSetData> sets;
    for (const project::AreaSet& set : project.areas) {
        AreaSetData data;
        data.id = set.id;
        const std::string key = "areas." + set.id;
        if (!set.grid) {
            const bool was_read =
                findings.attempt(key, [&] { data = read_area_set(project, set, projection); });
            if (was_read) {
                findings.attempt(key + ".population", [&] { join_population(project, set, data); });
            }
            for (const std::string& warning : data.warnings) {
                findings.warn(key, warning);
            }
        }
        sets.push_back(std::move(data));
    }
    return sets;
}

const AreaSetData* find_set(const std::vector<AreaSetData>& sets, const std::string& id)
{
    const auto it = std::find_if(sets.begin(), sets.end(),
                                 [&](const AreaSetData& set) { return set.id == id; });
    return it == sets.end() || it->areas.empty() ? nullptr : &*it;
}

void check_area_sets(const project::Project& project, const std::vector<AreaSetData>& sets,
                     FindingCollector& findings)
{
    for (const project::AreaSet& set : project.areas) {
        const AreaSetData* const data = find_set(sets, set.id);
        if (data == nullptr) {
            continue;
        }
        const std::string key = "areas." + set.id;
        if (set.parent) {
            if (const AreaSetData* const parents = find_set(sets, set.parent->set)) {
                for (const std::string& problem : unknown_parents(*data, *parents)) {
                    findings.error(key + ".parent", problem);
                }
            }
        }
        findings.attempt(key, [&] {
            if (const auto warning = overlap_warning(*data)) {
                findings.warn(key, *warning);
            }
        });
    }
}

/// Lays the grids over the study area.
void add_grids(const project::Project& project, const ProjectedMultiPolygon& study_area,
               std::vector<AreaSetData>& sets, FindingCollector& findings)
{
    for (std::size_t i = 0; i < project.areas.size(); ++i) {
        const project::AreaSet& set = project.areas[i];
        if (set.grid) {
            findings.attempt("areas." + set.id + ".grid",
                             [&] { sets[i] = grid_area_set(set, study_area); });
        }
    }
}

SourceReaders make_readers(const project::Project& project, FindingCollector& findings)
{
    SourceReaders readers;
    for (const project::Source& source : project.sources) {
        const std::string key = "sources." + source.id;
        std::unique_ptr<SourceReader> reader;
        findings.attempt(source.format.empty() ? key : key + ".path",
                         [&] { reader = make_source_reader(project, source); });
        if (reader) {
            for (const SourceProblem& problem : reader->problems()) {
                findings.error(key + "." + problem.key, problem.message);
            }
            for (const std::string& warning : reader->warnings()) {
                findings.notice(key + ".path", warning);
            }
        }
        readers.push_back(std::move(reader));
    }
    return readers;
}

/// The basemap's sources in project order; those that cannot be read are left empty and reported.
std::vector<BasemapSourceData> read_basemap(const project::Project& project,
                                            const ProjectedMultiPolygon& study_area,
                                            const gis::Projection& projection,
                                            FindingCollector& findings)
{
    const Extent window = basemap_window(study_area);
    std::vector<BasemapSourceData> sources;
    for (std::size_t i = 0; i < project.basemap.size(); ++i) {
        const project::BasemapSource& source = project.basemap[i];
        BasemapSourceData data;
        // A file that is not there was reported with all others.
        if (is_connection_string(source.path) || gis::exists(project.resolve(source.path))) {
            const std::string key = fmt::format("basemap[{}].path", i + 1);
            findings.attempt(
                key, [&] { data = read_basemap_source(project, source, window, projection); });
            for (const std::string& warning : data.warnings) {
                findings.warn(key, warning);
            }
        }
        sources.push_back(std::move(data));
    }
    return sources;
}

void check_bandwidths(const project::Project& project, const ProjectedMultiPolygon& study_area,
                      FindingCollector& findings)
{
    const Extent extent = extent_of(study_area);
    for (const project::Layer& layer : project.layers) {
        const auto bandwidth_m = stated_bandwidth_m(layer);
        if (!bandwidth_m) {
            continue;
        }
        const std::string warning = wide_bandwidth_warning(*bandwidth_m, study_area);
        if (!warning.empty()) {
            findings.warn(fmt::format("layers.{}.bandwidth", layer.id), warning);
        }
        findings.attempt(fmt::format("layers.{}.cell", layer.id), [&] {
            static_cast<void>(frame_covering(extent, project::cell_size_m(layer, *bandwidth_m)));
        });
    }
}

}  // namespace

std::optional<PreparedProject> prepare_project(const project::Project& project, Findings& findings)
{
    FindingCollector collector(project.file, findings);
    report_unbuilt_keys(project, collector);
    report_missing_other_files(project, collector);
    check_dropped_columns(project, collector);
    auto readers = make_readers(project, collector);
    check_supply(project, readers, collector);
    check_months_before(project, readers, collector);
    check_period_precision(project, readers, collector);
    check_repeated_sources(project, readers, collector);
    check_styles(project, collector);
    check_columns(project, collector);
    check_risk_groups(project, collector);
    std::optional<gis::Projection> projection;
    collector.attempt("project.crs", [&] { projection.emplace(project.crs); });
    if (!projection) {
        return std::nullopt;
    }
    auto sets = read_area_sets(project, *projection, collector);
    check_area_sets(project, sets, collector);
    sum_populations(project, sets);
    ProjectedMultiPolygon study_area;
    if (const AreaSetData* const set = find_set(sets, project.study_area)) {
        collector.attempt("project.study_area",
                          [&] { study_area = gis::union_of(set->polygons()); });
        if (!study_area.empty()) {
            check_bandwidths(project, study_area, collector);
            add_grids(project, study_area, sets, collector);
        }
    }
    auto interventions = read_intervention_areas(project, sets, study_area, *projection, collector);
    auto basemap = read_basemap(project, study_area, *projection, collector);
    if (!findings.errors.empty()) {
        return std::nullopt;
    }
    return PreparedProject{std::move(*projection), std::move(sets),    std::move(study_area),
                           std::move(readers),     std::move(basemap), std::move(interventions)};
}

}  // namespace heatward::pipeline
