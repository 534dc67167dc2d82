#include "heatward/pipeline/report_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/core/connection_string.hpp"
#include "heatward/core/version.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/maps/density_layer.hpp"
#include "interventions_json.hpp"
#include "json_values.hpp"
#include "locating_json.hpp"
#include "over_time_json.hpp"
#include "ranking_json.hpp"
#include "relative_risk_json.hpp"
#include "report_warnings.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// Rows rejected for anything but their place say nothing of how well places are found.
double hit_rate(const SourceRows& rows)
{
    const std::size_t sought = rows.used.size() + rows.unlocated.size();
    return sought == 0 ? 0 : static_cast<double>(rows.used.size()) / static_cast<double>(sought);
}

/// Used rows by their level, and rejected ones as unlocated or ambiguous where that was the reason.
json by_level(const SourceRows& rows)
{
    json levels = json::object();
    for (const Incident& incident : rows.used) {
        const std::string level(to_string(incident.level));
        levels[level] = levels.value(level, 0) + 1;
    }
    for (const UnlocatedRow& row : rows.unlocated) {
        const std::string level(to_string(row.level));
        levels[level] = levels.value(level, 0) + 1;
    }
    return levels;
}

json source_json(const project::Project& project, const project::Source& source,
                 const SourceRows& rows, const run_store::SourceSupply& supply)
{
    json by_month = json::object();
    for (const auto& [month, figures] : rows.by_month) {
        by_month[to_string(month)] = {{"rows_in", figures.rows_in},
                                      {"rows_used", figures.rows_used}};
    }
    json files = json::array();
    for (const FileRows& file : rows.files) {
        files.push_back({{"name", file.name}, {"rows", file.rows}, {"lines", file.lines}});
    }
    std::uint64_t uncategorised = 0;
    for (const auto& [words, count] : rows.uncategorised) {
        uncategorised += count;
    }
    return {{"id", source.id},
            {"kind", source.kind},
            {"format", source.format},
            {"path", redact_connection(source.path)},
            {"rows_in", rows.rows_in},
            {"rows_used", rows.used.size()},
            {"rows_rejected", rows.rejected.size()},
            {"rejected_by_reason", rows.by_reason},
            {"by_level", by_level(rows)},
            {"hit_rate", hit_rate(rows)},
            {"locating", locating_json(project, rows)},
            {"outside_study_area", rows.outside_study_area},
            {"swapped", rows.swapped},
            {"uncategorised", uncategorised},
            {"periods", months_json(supply.periods)},
            {"missing_periods", months_json(supply.missing_periods)},
            {"by_month", by_month},
            {"files", files}};
}

json hotspots_json(const LayerAnalysis& analysis)
{
    const project::HotspotRule& rule = *analysis.layer->hotspots;
    constexpr std::array<const char*, 3> rules{"share_of_area", "density", "share_of_incidents"};
    const stats::Hotspots& found = *analysis.hotspots;
    return {{"rule", rules[static_cast<std::size_t>(rule.by)]},
            {"value", rule.value},
            {"min_cells", rule.min_cells},
            {"level", or_null(found.level)},
            {"count", found.hotspots.size()},
            {"dropped_groups", found.dropped_groups},
            {"dropped_cells", found.dropped_cells}};
}

/// The layer's count in each area set, and how far sets are apart from the study area's.
json area_totals_json(const ReportInput& input, std::size_t layer)
{
    json totals = json::object();
    const auto& counts = input.in_areas->at(layer).totals;
    const project::Project& project = *input.project;
    std::uint64_t in_study_set = 0;
    for (std::size_t i = 0; i < project.areas.size(); ++i) {
        in_study_set = project.areas[i].id == project.study_area ? counts[i] : in_study_set;
    }
    for (std::size_t i = 0; i < project.areas.size(); ++i) {
        totals[project.areas[i].id] = {{"count", counts[i]},
                                       {"difference", static_cast<std::int64_t>(counts[i]) -
                                                          static_cast<std::int64_t>(in_study_set)}};
    }
    return totals;
}

/// Whether neighbours are alike, of each area set that has an answer.
json global_moran_json(const LayerInAreas& layer)
{
    json sets = json::object();
    for (const auto& [set, moran] : layer.global_moran) {
        sets[set] = {{"i", moran.i},
                     {"expectation", moran.expectation},
                     {"variance", moran.variance},
                     {"z", moran.z},
                     {"p", moran.p},
                     {"p_permutation", moran.p_permutation},
                     {"areas", moran.areas}};
    }
    return sets;
}

json years_json(const LayerAnalysis& analysis)
{
    json years = json::object();
    for (std::size_t k = 0; k < analysis.layer->sources.size(); ++k) {
        years[analysis.layer->sources[k]] = analysis.years_by_source[k];
    }
    return years;
}

/// Which selector chose the bandwidth, and what incidents are drawn with where each has its own.
void add_bandwidth(const LayerAnalysis& analysis, json& report)
{
    const project::Layer& layer = *analysis.layer;
    if (!analysis.bandwidth.selector.empty()) {
        report["bandwidth_selector"] = analysis.bandwidth.selector;
        report["bandwidth_note"] = analysis.bandwidth.note;
    }
    if (analysis.bandwidth_range) {
        report["bandwidth_range_m"] = {{"smallest", analysis.bandwidth_range->smallest_m},
                                       {"median", analysis.bandwidth_range->median_m},
                                       {"largest", analysis.bandwidth_range->largest_m}};
    }
    if (project::has_own_bandwidths(layer)) {
        report["bandwidth_text"] =
            maps::bandwidth_text(layer, analysis.bandwidth.bandwidth_m, analysis.bandwidth_range);
        report["widen"] = layer.widen;
    }
    if (project::abramson_pilot_m(layer.bandwidth)) {
        report["bandwidths_trimmed"] = analysis.bandwidth.trimmed;
    }
}

json layer_json(const ReportInput& input, std::size_t index)
{
    const LayerAnalysis& analysis = input.layers->at(index);
    const project::Layer& layer = *analysis.layer;
    const MissedRows missed = missed_rows(*input.project, layer, *input.sources);
    json report{{"id", layer.id},
                {"title", layer.title},
                {"categories", layer.categories},
                {"sources", layer.sources},
                {"period", layer.period_text},
                {"tier", to_string(layer.tier)},
                {"count", analysis.rows.size()},
                {"out_of_period", analysis.out_of_period + missed.out_of_period},
                {"outside_study_area", analysis.outside_study_area},
                {"not_located", missed.not_located},
                {"too_coarse", analysis.too_coarse},
                {"weight", layer.weight == project::Weight::harm ? "harm" : "count"},
                {"total_weight", analysis.total_weight},
                {"annual_weight", analysis.annual_weight},
                {"volume", analysis.volume},
                {"kernel", to_string(layer.kernel)},
                {"bandwidth_m", analysis.bandwidth.bandwidth_m},
                {"sigma_m", analysis.bandwidth.sigma_m},
                {"cell_m", analysis.surface.frame.cell_width},
                {"edge", to_string(layer.edge)},
                {"unit", analysis.unit},
                {"years", analysis.years},
                {"years_by_source", years_json(analysis)},
                {"breaks", analysis.breaks},
                {"area_totals", area_totals_json(input, index)},
                {"global_moran", global_moran_json(input.in_areas->at(index))}};
    add_bandwidth(analysis, report);
    add_over_time(layer, input.in_areas->at(index), *input.cells, report);
    if (!analysis.risk) {
        add_ranking(input, index, report);
    }
    if (layer.sources.size() > 1) {
        report["label"] = "records, not events";
    }
    if (analysis.hotspots) {
        report["hotspots"] = hotspots_json(analysis);
    }
    add_relative_risk_json(input, index, report);
    return report;
}

json uncategorised_json(const ReportInput& input)
{
    json list = json::array();
    for (std::size_t i = 0; i < input.sources->size(); ++i) {
        for (const auto& [words, count] : input.sources->at(i).uncategorised) {
            list.push_back(
                {{"source", input.project->sources[i].id}, {"words", words}, {"rows", count}});
        }
    }
    return list;
}

json check(std::string what, bool holds) { return {{"what", std::move(what)}, {"holds", holds}}; }

/// Lines of the source's files that hold rows, counted apart from the records.
std::uint64_t lines_of(const SourceRows& rows)
{
    std::uint64_t lines = 0;
    for (const FileRows& file : rows.files) {
        lines += file.lines;
    }
    return lines;
}

json checks_json(const ReportInput& input)
{
    json checks = json::array();
    for (std::size_t i = 0; i < input.sources->size(); ++i) {
        const SourceRows& rows = input.sources->at(i);
        const std::string& id = input.project->sources[i].id;
        const std::uint64_t lines = lines_of(rows);
        checks.push_back(
            check(fmt::format("{}: every row was used or rejected with a reason: {} lines below "
                              "the headers = {} + {}",
                              id, lines, rows.used.size(), rows.rejected.size()),
                  lines == rows.used.size() + rows.rejected.size()));
        checks.push_back(
            check(fmt::format("{}: {:.1f} % of rows were located: located / (located + without a "
                              "usable position) = {} / ({} + {}), rows rejected for other reasons "
                              "left out (at least {:.0f} % is asked for: Ratcliffe 2004)",
                              id, 100 * hit_rate(rows), rows.used.size(), rows.used.size(),
                              rows.unlocated.size(), 100 * kLeastHitRate),
                  hit_rate(rows) >= kLeastHitRate));
    }
    for (const LayerAnalysis& analysis : *input.layers) {
        if (analysis.layer->edge != EdgeCorrection::diggle || analysis.annual_weight == 0 ||
            analysis.risk) {
            continue;
        }
        const double ratio = analysis.volume / analysis.annual_weight;
        checks.push_back(check(fmt::format("{}: the surface holds {:.3f} % of the layer's weight",
                                           analysis.layer->id, 100 * ratio),
                               std::abs(ratio - 1) <= kVolumeTolerance));
    }
    return checks;
}

}  // namespace

MissedRows missed_rows(const project::Project& project, const project::Layer& layer,
                       const std::vector<SourceRows>& sources)
{
    const IncidentFilter filter = maps::layer_filter(project, layer);
    MissedRows missed;
    for (const std::uint16_t source : filter.sources) {
        for (const UnlocatedRow& row : sources.at(source).unlocated) {
            if (std::find(filter.categories.begin(), filter.categories.end(), row.category) ==
                filter.categories.end()) {
                continue;
            }
            if (filter.interval.contains(row.time)) {
                ++missed.not_located;
            } else {
                ++missed.out_of_period;
            }
        }
    }
    return missed;
}

json report_json(const ReportInput& input)
{
    const project::Project& project = *input.project;
    json sources = json::array();
    for (std::size_t i = 0; i < project.sources.size(); ++i) {
        sources.push_back(
            source_json(project, project.sources[i], input.sources->at(i), input.supply->at(i)));
    }
    json layers = json::array();
    for (std::size_t i = 0; i < input.layers->size(); ++i) {
        layers.push_back(layer_json(input, i));
    }
    const json checks = checks_json(input);
    return {{"run_id", input.run_id},
            {"program_version", program_version()},
            {"title", project.title},
            {"marking", project.marking},
            {"timezone", project.timezone},
            {"study_area", {{"set", project.study_area}, {"area_km2", input.study_area_km2}}},
            {"crs",
             {{"project", project.crs},
              {"operation", input.operation->name},
              {"accuracy_m", input.operation->accuracy_m}}},
            {"sources", sources},
            {"area_sets", area_sets_json(input)},
            {"layers", layers},
            {"interventions", interventions_json(*input.interventions, *input.cells)},
            {"uncategorised", uncategorised_json(input)},
            {"checks", checks},
            {"warnings", report_warnings(input, sources, checks)}};
}

}  // namespace heatward::pipeline
