#include "heatward/pipeline/relative_risk_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/maps/relative_risk.hpp"
#include "heatward/stats/coverage.hpp"
#include "heatward/stats/false_discovery.hpp"
#include "heatward/stats/rate_ratio.hpp"
#include "heatward/stats/zonal.hpp"
#include "layer_columns.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Throws where there is nothing to compare.
void require_both(const project::Project& project, const project::Layer& layer,
                  const maps::RelativeRisk& risk)
{
    for (const auto& [key, count] :
         {std::pair{"cases", risk.cases().selection().rows.size()},
          std::pair{"controls", risk.controls().selection().rows.size()}}) {
        if (count == 0) {
            throw DataError(
                fmt::format("{}: layers.{}.{}: no incident of them counts in {}; a "
                            "relative risk needs both cases and controls",
                            project.file, layer.id, key, layer.period_text));
        }
    }
}

/// Bounds of the risk's classes, and above them the highest risk that the surface shows.
std::vector<double> risk_breaks(const Raster<double>& log_risk)
{
    double highest = maps::kRiskBounds.back();
    for (const double value : log_risk.values) {
        if (std::isfinite(value)) {
            highest = std::max(highest, std::exp(value));
        }
    }
    std::vector<double> breaks(maps::kRiskBounds.begin(), maps::kRiskBounds.end());
    breaks.push_back(std::max(highest, std::nextafter(breaks.back(), HUGE_VAL)));
    return breaks;
}

std::vector<double> counts_in(const AreaSetData& set, const AreaMembership& membership,
                              const RowSet& rows)
{
    std::vector<double> counts(set.areas.size(), 0);
    for (const std::uint32_t i : rows) {
        if (const std::uint32_t area = membership.area_of(i); area != AreaMembership::kNowhere) {
            ++counts[area];
        }
    }
    return counts;
}

/// The layer's figures in one set, area by area; not-a-number and infinity are no figures.
struct RiskColumns {
    std::vector<AttributeValue> cases, controls;
    std::vector<double> risk, low, high, p, raised, lowered;
};

/// An area's cases against its controls, beside those of the whole.
void add_ratio(double cases, double controls, double all_cases, double all_controls,
               RiskColumns& columns)
{
    columns.cases.emplace_back(static_cast<std::int64_t>(cases));
    columns.controls.emplace_back(static_cast<std::int64_t>(controls));
    stats::RateRatio ratio{kNaN, kNaN, kNaN, kNaN};
    if (cases + controls > 0) {
        ratio = stats::compare_rates({static_cast<std::uint64_t>(controls), all_controls},
                                     {static_cast<std::uint64_t>(cases), all_cases});
    }
    columns.risk.push_back(ratio.ratio);
    columns.low.push_back(ratio.low);
    columns.high.push_back(ratio.high);
    columns.p.push_back(ratio.p);
}

std::optional<double> figure_of(double value)
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::uint64_t count_of(const AttributeValue& value)
{
    return static_cast<std::uint64_t>(std::get<std::int64_t>(value));
}

RiskInAreas risk_in_areas(const AreaSetData& set, const RiskColumns& columns,
                          const std::vector<double>& adjusted)
{
    RiskInAreas found;
    for (std::size_t i = 0; i < adjusted.size(); ++i) {
        found.cases += count_of(columns.cases[i]);
        found.tested += std::isnan(adjusted[i]) ? 0U : 1U;
        if (adjusted[i] <= maps::kRiskSignificance) {
            found.clear.push_back({set.areas[i].code, set.areas[i].name, count_of(columns.cases[i]),
                                   count_of(columns.controls[i]), figure_of(columns.risk[i]),
                                   figure_of(columns.low[i]), figure_of(columns.high[i]),
                                   adjusted[i]});
        }
    }
    std::stable_sort(found.clear.begin(), found.clear.end(),
                     [](const RiskArea& a, const RiskArea& b) {
                         return a.risk.value_or(HUGE_VAL) > b.risk.value_or(HUGE_VAL);
                     });
    return found;
}

void add_columns(const std::string& prefix, RiskColumns columns,
                 const std::vector<double>& adjusted, FeatureTable& table)
{
    table.add_column({prefix + "cases", ColumnType::integer}, std::move(columns.cases));
    table.add_column({prefix + "controls", ColumnType::integer}, std::move(columns.controls));
    table.add_column({prefix + "risk", ColumnType::real}, real_cells(columns.risk));
    table.add_column({prefix + "risk_low", ColumnType::real}, real_cells(columns.low));
    table.add_column({prefix + "risk_high", ColumnType::real}, real_cells(columns.high));
    table.add_column({prefix + "risk_p", ColumnType::real}, real_cells(columns.p));
    table.add_column({prefix + "risk_p_bh", ColumnType::real}, real_cells(adjusted));
    table.add_column({prefix + "raised_share", ColumnType::real}, real_cells(columns.raised));
    table.add_column({prefix + "lowered_share", ColumnType::real}, real_cells(columns.lowered));
}

}  // namespace

LayerAnalysis analyse_relative_risk(const AnalysisInput& input, const project::Layer& layer,
                                    LayerBandwidth bandwidth)
{
    const auto risk =
        maps::RelativeRisk::make(density_input(input, layer, bandwidth), maps::Plane::project);
    require_both(*input.project, layer, *risk);
    LayerAnalysis analysis = analyse_incidents(input, layer, std::move(bandwidth), risk->cases());
    analysis.unit = kRiskUnit;
    const GridFrame frame = frame_covering(
        extent_of(*input.study_area), project::cell_size_m(layer, risk->cases().bandwidth_m()));
    analysis.coverage = stats::coverage(*input.study_area, frame);
    maps::RelativeRisk::Rasters rasters = risk->evaluate(frame, false, input.threads);
    RiskAnalysis found{risk->controls().selection().rows, Raster<double>(frame, kNaN),
                       Raster<std::int32_t>(frame), Raster<std::int32_t>(frame)};
    for (std::size_t i = 0; i < analysis.coverage.values.size(); ++i) {
        const maps::RiskFigures figures = rasters.at(i);
        const bool is_inside = analysis.coverage.values[i] > 0;
        if (!is_inside || !std::isfinite(figures.log_risk)) {
            rasters.log_risk.values[i] = kNaN;
        }
        if (is_inside) {
            found.upper_p.values[i] = figures.upper_p;
            found.raised.values[i] = !figures.may_be_chance() && figures.upper_p < 0.5 ? 1 : 0;
            found.lowered.values[i] = !figures.may_be_chance() && figures.upper_p > 0.5 ? 1 : 0;
        }
    }
    analysis.breaks = risk_breaks(rasters.log_risk);
    analysis.surface = std::move(rasters.log_risk);
    analysis.risk = std::move(found);
    return analysis;
}

RiskInAreas add_relative_risk(const LayerAnalysis& analysis, const AreaSetData& set,
                              const AreaMembership& membership, FeatureTable& table)
{
    const RiskAnalysis& risk = *analysis.risk;
    const auto cases = counts_in(set, membership, analysis.rows);
    const auto controls = counts_in(set, membership, risk.controls);
    const auto all_cases = static_cast<double>(analysis.rows.size());
    const auto all_controls = static_cast<double>(risk.controls.size());
    RiskColumns columns;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        add_ratio(cases[area], controls[area], all_cases, all_controls, columns);
        const auto coverage = stats::coverage_window(set.areas[area].polygons, risk.raised.frame);
        columns.raised.push_back(stats::labelled_share(risk.raised, coverage));
        columns.lowered.push_back(stats::labelled_share(risk.lowered, coverage));
    }
    const auto adjusted = stats::adjust_benjamini_hochberg(columns.p);
    RiskInAreas found = risk_in_areas(set, columns, adjusted);
    add_columns(column_prefix(analysis.layer->id), std::move(columns), adjusted, table);
    return found;
}

}  // namespace heatward::pipeline
