#include "heatward/pipeline/relative_risk_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
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

/// 1 where the surface is that far out on one side, else 0.
template <class Holds>
Raster<std::int32_t> labels_of(const Raster<double>& upper_p, const Holds& holds)
{
    Raster<std::int32_t> labels(upper_p.frame);
    std::transform(upper_p.values.begin(), upper_p.values.end(), labels.values.begin(),
                   [&](double p) { return holds(p) ? 1 : 0; });
    return labels;
}

AttributeValue cell(double value)
{
    return std::isnan(value) ? AttributeValue{} : AttributeValue{value};
}

/// The layer's columns of one set, filled area by area.
struct RiskColumns {
    std::vector<AttributeValue> cases, controls, risk, low, high, p, raised, lowered;
    std::vector<double> p_values;
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
    const auto finite = [](double value) { return std::isfinite(value) ? value : kNaN; };
    columns.risk.push_back(cell(finite(ratio.ratio)));
    columns.low.push_back(cell(ratio.low));
    columns.high.push_back(cell(finite(ratio.high)));
    columns.p.push_back(cell(ratio.p));
    columns.p_values.push_back(ratio.p);
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
    for (std::size_t i = 0; i < analysis.coverage.values.size(); ++i) {
        const bool is_outside = !(analysis.coverage.values[i] > 0);
        if (is_outside || !std::isfinite(rasters.log_risk.values[i])) {
            rasters.log_risk.values[i] = kNaN;
        }
        if (is_outside) {
            rasters.upper_p.values[i] = kNaN;
        }
    }
    analysis.breaks = risk_breaks(rasters.log_risk);
    analysis.surface = std::move(rasters.log_risk);
    analysis.risk = RiskAnalysis{risk->controls().selection().rows, std::move(rasters.upper_p)};
    return analysis;
}

std::uint64_t add_relative_risk(const LayerAnalysis& analysis, const AreaSetData& set,
                                const AreaMembership& membership, FeatureTable& table)
{
    const auto cases = counts_in(set, membership, analysis.rows);
    const auto controls = counts_in(set, membership, analysis.risk->controls);
    const auto all_cases = static_cast<double>(analysis.rows.size());
    const auto all_controls = static_cast<double>(analysis.risk->controls.size());
    constexpr double tail = maps::kRiskSignificance / 2;
    const Raster<double>& upper_p = analysis.risk->upper_p;
    const auto raised = labels_of(upper_p, [](double p) { return p < tail; });
    const auto lowered = labels_of(upper_p, [](double p) { return p > 1 - tail; });
    RiskColumns columns;
    for (std::size_t area = 0; area < set.areas.size(); ++area) {
        add_ratio(cases[area], controls[area], all_cases, all_controls, columns);
        const auto coverage = stats::coverage_window(set.areas[area].polygons, upper_p.frame);
        columns.raised.emplace_back(stats::labelled_share(raised, coverage));
        columns.lowered.emplace_back(stats::labelled_share(lowered, coverage));
    }
    std::vector<AttributeValue> adjusted;
    for (const double p : stats::adjust_benjamini_hochberg(columns.p_values)) {
        adjusted.push_back(cell(p));
    }
    const std::string prefix = column_prefix(analysis.layer->id);
    table.add_column({prefix + "cases", ColumnType::integer}, std::move(columns.cases));
    table.add_column({prefix + "controls", ColumnType::integer}, std::move(columns.controls));
    table.add_column({prefix + "risk", ColumnType::real}, std::move(columns.risk));
    table.add_column({prefix + "risk_low", ColumnType::real}, std::move(columns.low));
    table.add_column({prefix + "risk_high", ColumnType::real}, std::move(columns.high));
    table.add_column({prefix + "risk_p", ColumnType::real}, std::move(columns.p));
    table.add_column({prefix + "risk_p_bh", ColumnType::real}, std::move(adjusted));
    table.add_column({prefix + "raised_share", ColumnType::real}, std::move(columns.raised));
    table.add_column({prefix + "lowered_share", ColumnType::real}, std::move(columns.lowered));
    return std::accumulate(
        cases.begin(), cases.end(), std::uint64_t{0},
        [](std::uint64_t sum, double count) { return sum + static_cast<std::uint64_t>(count); });
}

}  // namespace heatward::pipeline
