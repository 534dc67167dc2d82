#include "heatward/pipeline/build_project.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/crossing.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/core/version.hpp"
#include "heatward/pipeline/area_descriptions.hpp"
#include "heatward/pipeline/cell_places.hpp"
#include "heatward/pipeline/gazetteer_cache.hpp"
#include "heatward/pipeline/hotspot_table.hpp"
#include "heatward/pipeline/intervention_evidence.hpp"
#include "heatward/pipeline/layer_analysis.hpp"
#include "heatward/pipeline/layer_bandwidth.hpp"
#include "heatward/pipeline/prepared_project.hpp"
#include "heatward/pipeline/relative_risk_analysis.hpp"
#include "heatward/pipeline/report_html.hpp"
#include "heatward/pipeline/report_json.hpp"
#include "heatward/pipeline/row_account.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/run_store/run_id.hpp"
#include "heatward/run_store/run_writer.hpp"
#include "input_checksums.hpp"
#include "intervention_table.hpp"
#include "key_error.hpp"
#include "unmatched_words.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;

std::string joined(const std::vector<project::Finding>& findings)
{
    std::string text;
    for (const project::Finding& finding : findings) {
        if (!text.empty()) {
            text.push_back('\n');
        }
        text += finding.text();
    }
    return text;
}

nlohmann::json read_json(const std::filesystem::path& path)
{
    std::ifstream file(path);
    try {
        return nlohmann::json::parse(file);
    } catch (const nlohmann::json::exception&) {
        throw DataError(fmt::format("{}: is no JSON", path.string()));
    }
}

/// The first minute of tomorrow by the project's clocks. Rows after it are typing errors: the one
/// thing of a run that depends on the day of its build.
WallMinutes end_of_today(const project::Project& project)
{
    constexpr WallMinutes day = 24 * 60;
    const auto now = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
    const auto zone = TimeZone::find(project.timezone);
    const std::int64_t utc = now.time_since_epoch().count();
    const WallMinutes wall = zone ? zone->wall_time(utc) : utc;
    return (wall / day + 1) * day;
}

run_store::CoordinateOperations coordinate_operations(const PreparedProject& prepared)
{
    const gis::Projection::Operation& own = prepared.projection.operation();
    run_store::CoordinateOperations operations{own.name, own.accuracy_m, {}};
    for (const AreaSetData& set : prepared.area_sets) {
        if (set.operation) {
            operations.of_areas[set.id] =
                set.operation->accuracy_m < 0
                    ? set.operation->name + ", accuracy not known"
                    : fmt::format("{}, {} m", set.operation->name, set.operation->accuracy_m);
        }
    }
    return operations;
}

/// One build of one project, stage by stage.
class Build {
public:
    Build(const project::Project& project, const BuildOptions& options, Progress& progress)
        : m_project(project),
          m_output{options.output.empty() ? project.resolve(project.output) : options.output},
          m_threads(options.threads != 0 ? options.threads
                                         : std::max(1U, std::thread::hardware_concurrency())),
          m_progress(progress)
    {
    }

    std::string run();

private:
    PreparedProject prepare();
    std::shared_ptr<const geocode::Gazetteer> locating_gazetteer(const PreparedProject& prepared);
    void read_sources(const PreparedProject& prepared);
    void require_declared_supply(const project::Source& source, const SourceRows& rows) const;
    void append_used(const SourceRows& rows);
    void require_supply();
    void compute_layers(const PreparedProject& prepared);
    void add_area_descriptions(const PreparedProject& prepared, const CellPlaces& cells);
    void write_report(const PreparedProject& prepared, const CellPlaces& cells);
    void checksum_inputs(const PreparedProject& prepared);
    void require_same_inputs(const PreparedProject& prepared);
    std::string build();
    void say_warnings(const nlohmann::json& warnings);
    [[nodiscard]] AnalysisInput analysis_input() const;

    const project::Project& m_project;
    run_store::OutputFolder m_output;
    unsigned m_threads;
    Progress& m_progress;
    std::vector<std::string> m_warnings;
    std::vector<run_store::InputChecksum> m_before_parsing;    ///< of what prepare() parses
    std::size_t m_file_count = 0;                              ///< of the inputs; databases follow
    std::vector<std::optional<std::string>> m_content_sha256;  ///< of sources from databases
    std::vector<SourceRows> m_rows;
    std::vector<LayerAnalysis> m_layers;
    std::vector<LayerInAreas> m_in_areas;
    std::vector<InterventionEvidence> m_interventions;
    std::vector<SetExtent> m_set_extents;
    run_store::RunContents m_contents;
};

PreparedProject Build::prepare()
{
    m_progress.begin("looking at the inputs", 0, "");
    m_before_parsing = checksums_before_parsing(m_project);
    Findings findings;
    auto prepared = prepare_project(m_project, findings);
    m_progress.end();
    for (const project::Finding& warning : findings.warnings) {
        // Without the project file's place: a run is the same in whatever folder.
        m_warnings.push_back(fmt::format("{}: {}", warning.key, warning.message));
    }
    for (const project::Finding& notice : findings.notices) {
        m_progress.warn(fmt::format("{}: {}", notice.key, notice.message));
    }
    if (!prepared) {
        throw DataError(joined(findings.errors));
    }
    return std::move(*prepared);
}

/// The gazetteer where a source has anything to look up.
std::shared_ptr<const geocode::Gazetteer> Build::locating_gazetteer(const PreparedProject& prepared)
{
    const GazetteerUse use = gazetteer_use(m_project);
    if (use == GazetteerUse()) {
        return nullptr;
    }
    OpenedGazetteer opened = open_gazetteer(
        {m_project, prepared.projection, prepared.area_sets, use}, m_output, m_progress);
    m_warnings.insert(m_warnings.end(), opened.warnings.begin(), opened.warnings.end());
    return std::move(opened.gazetteer);
}

void Build::read_sources(const PreparedProject& prepared)
{
    const WindingIndex study_area(prepared.study_area);
    const auto gazetteer = locating_gazetteer(prepared);
    const WallMinutes first_future_minute = end_of_today(m_project);
    for (std::size_t i = 0; i < m_project.sources.size(); ++i) {
        const project::Source& source = m_project.sources[i];
        SourceContext context;
        context.project = &m_project;
        context.source_index = static_cast<std::uint16_t>(i);
        context.projection = &prepared.projection;
        context.is_in_study_area = [&](ProjectedPoint place) { return study_area.contains(place); };
        context.gazetteer = gazetteer;
        context.content_sha256 = m_content_sha256[i];
        context.first_future_minute = first_future_minute;
        SourceRows rows = prepared.readers[i]->read(context, m_progress);
        require_every_row(source.id, rows);
        require_declared_supply(source, rows);
        for (const std::string& warning : rows.warnings) {
            m_warnings.push_back(fmt::format("{}: {}", source.id, warning));
        }
        for (std::string& warning : unmatched_words(m_project, source, rows)) {
            m_warnings.push_back(std::move(warning));
        }
        append_used(rows);
        m_contents.data.sources.push_back(source_supply(m_project, source, rows.periods));
        m_contents.rejects[source.id] = rows.rejected;
        m_rows.push_back(std::move(rows));
    }
    m_contents.data.incidents.sort_spatially();
}

/// Where only the rows say which months there are, checking the project could not.
void Build::require_declared_supply(const project::Source& source, const SourceRows& rows) const
{
    const auto contradictions = supply_contradictions(source, rows.periods);
    if (!contradictions.empty()) {
        throw key_error(m_project, fmt::format("sources.{}.missing_periods", source.id),
                        fmt::format("{}", fmt::join(contradictions, "; ")));
    }
}

void Build::append_used(const SourceRows& rows)
{
    IncidentTable& incidents = m_contents.data.incidents;
    std::vector<std::uint16_t> numbers;
    for (const FileRows& file : rows.files) {
        numbers.push_back(incidents.files.number_of(file.name));
    }
    for (Incident incident : rows.used) {
        incident.file = numbers.at(incident.file);
        incidents.append(incident);
    }
}

/// A layer whose period nobody supplied has no annual figure at all.
void Build::require_supply()
{
    for (const project::Layer& layer : m_project.layers) {
        const auto years_of = [&](const std::vector<std::string>& sources) {
            double years = 0;
            for (const std::string& id : sources) {
                const auto& supply = m_contents.data.sources.at(*m_project.source_index(id));
                years += years_supplied(supply.periods, layer.period);
            }
            return years;
        };
        if (!(years_of(layer.sources) > 0) ||
            (layer.controls && !(years_of(layer.controls->sources) > 0))) {
            throw key_error(m_project, fmt::format("layers.{}.period", layer.id),
                            fmt::format("no source of the layer supplied a month in {}; choose "
                                        "another period",
                                        layer.period_text));
        }
    }
    require_months_before(analysis_input());
}

AnalysisInput Build::analysis_input() const
{
    return {&m_project, &m_contents.data.incidents, &m_contents.data.study_area,
            &m_contents.data.sources, m_threads};
}

void Build::compute_layers(const PreparedProject& prepared)
{
    m_contents.data.study_area = prepared.study_area;
    const AnalysisInput input = analysis_input();
    std::vector<LayerBandwidth> bandwidths = layer_bandwidths(input, m_progress);
    for (std::string& warning : bandwidth_warnings(input, bandwidths)) {
        m_warnings.push_back(std::move(warning));
    }
    m_progress.begin("computing layers", m_project.layers.size(), "layers");
    for (std::size_t i = 0; i < m_project.layers.size(); ++i) {
        const project::Layer& layer = m_project.layers[i];
        LayerAnalysis analysis = project::is_relative_risk(layer)
                                     ? analyse_relative_risk(input, layer, std::move(bandwidths[i]))
                                     : analyse_layer(input, layer, std::move(bandwidths[i]));
        m_contents.data.layers.push_back({layer.id, analysis.rows.size(),
                                          analysis.bandwidth.bandwidth_m,
                                          analysis.bandwidth.sigma_m, analysis.years, analysis.unit,
                                          analysis.breaks, analysis.bandwidth_range});
        if (analysis.bandwidth.factors) {
            m_contents.data.bandwidth_factors.emplace(layer.id,
                                                      std::move(*analysis.bandwidth.factors));
        }
        m_contents.data.surfaces.emplace(layer.id, stored_surface(analysis.surface));
        if (analysis.risk) {
            m_contents.risk_p.emplace(layer.id, stored_surface(analysis.risk->upper_p));
        }
        m_layers.push_back(std::move(analysis));
        m_progress.advance(1);
    }
    m_progress.end();
}

void Build::add_area_descriptions(const PreparedProject& prepared, const CellPlaces& cells)
{
    const AnalysisInput input = analysis_input();
    AreaDescriptions descriptions =
        describe_areas(input, m_layers, prepared.area_sets, cells, m_progress);
    m_contents.data.area_sets = std::move(descriptions.tables);
    m_in_areas = std::move(descriptions.layers);
    m_set_extents = std::move(descriptions.sets);
    m_contents.data.hotspots =
        hotspot_table(input, m_layers, naming_set(m_project, prepared.area_sets));
    m_interventions =
        evaluate_interventions(input, prepared.interventions, prepared.area_sets, m_progress);
    m_contents.data.interventions = intervention_table(m_interventions);
}

void Build::write_report(const PreparedProject& prepared, const CellPlaces& cells)
{
    ReportInput input;
    input.project = &m_project;
    input.run_id = m_contents.data.run_id;
    input.operation = &prepared.projection.operation();
    input.study_area_km2 = area_m2(prepared.study_area) / kSquareMetresPerKm2;
    input.sources = &m_rows;
    input.supply = &m_contents.data.sources;
    input.layers = &m_layers;
    input.in_areas = &m_in_areas;
    input.interventions = &m_interventions;
    input.area_sets = &m_set_extents;
    input.cells = &cells;
    input.warnings = m_warnings;
    m_contents.report = report_json(input);
    m_contents.report_html = report_html(m_contents.report);
}

void Build::say_warnings(const nlohmann::json& warnings)
{
    for (const nlohmann::json& warning : warnings) {
        m_progress.warn(warning.get<std::string>());
    }
}

std::string Build::run()
{
    try {
        std::string run_id = build();
        say_warnings(m_contents.report.at("warnings"));
        return run_id;
    } catch (...) {
        say_warnings(m_warnings);
        throw;
    }
}

void Build::checksum_inputs(const PreparedProject& prepared)
{
    InputChecksums checksums = checksums_of_inputs(m_project, prepared, m_progress);
    require_unchanged(m_before_parsing,
                      std::span(checksums.inputs).first(checksums.parsed_by_prepare));
    m_file_count = checksums.file_count;
    m_contents.inputs = std::move(checksums.inputs);
    m_content_sha256 = std::move(checksums.contents_of_sources);
}

/// The run id says which bytes the figures come from: a file replaced while the build went on must
/// not be published under the checksum of another. Rows of databases are compared as they are read.
void Build::require_same_inputs(const PreparedProject& prepared)
{
    m_progress.begin("looking whether inputs changed", 0, "");
    const auto files = checksums_of_files(m_project, prepared);
    m_progress.end();
    require_unchanged(std::span(m_contents.inputs).first(m_file_count), files);
}

std::string Build::build()
{
    const PreparedProject prepared = prepare();
    checksum_inputs(prepared);
    m_contents.operations = coordinate_operations(prepared);
    std::string run_id = run_store::run_id_of(m_project, m_contents.inputs, m_contents.operations);
    if (run_store::reuse_run(m_output, run_id)) {
        m_contents.report = read_json(m_output.run(run_id) / "analyst" / "report.json");
        return run_id;
    }
    if (std::filesystem::exists(m_output.run(run_id))) {
        m_progress.warn(fmt::format("{}: does not agree with its manifest and is built anew",
                                    m_output.run(run_id).string()));
    }
    m_contents.data.run_id = run_id;
    m_contents.data.program_version = program_version();
    m_contents.data.project = m_project;
    read_sources(prepared);
    require_supply();
    compute_layers(prepared);
    const CellPlaces cells(m_project, prepared.area_sets);
    add_area_descriptions(prepared, cells);
    m_contents.data.basemap = joined_basemap(prepared.basemap);
    write_report(prepared, cells);
    require_same_inputs(prepared);
    m_progress.begin("writing the run", 0, "");
    run_store::publish_run(m_output, m_contents);
    m_progress.end();
    return run_id;
}

}  // namespace

std::string build_project(const project::Project& project, const BuildOptions& options,
                          Progress& progress)
{
    return Build(project, options, progress).run();
}

}  // namespace heatward::pipeline
