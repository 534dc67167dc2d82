#include "report_warnings.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/pipeline/source_supply.hpp"
#include "locating_json.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// What the source did not supply of the layer's period; nothing where it supplied all.
std::string supply_warning(const LayerAnalysis& analysis, std::size_t k,
                           const run_store::SourceSupply& supply)
{
    const project::Layer& layer = *analysis.layer;
    if (analysis.years_by_source[k] <= 0) {
        return fmt::format(
            "layer \"{}\": source \"{}\" supplied no month of its period and takes no part",
            layer.id, supply.id);
    }
    const auto missing = months_not_supplied(supply.periods, layer.period);
    if (missing.empty()) {
        return "";
    }
    return fmt::format(
        "layer \"{}\": source \"{}\" did not supply {} of its period {}; figures are annual over "
        "the months supplied, so a season that is missing may bias them",
        layer.id, supply.id, month_runs(missing), layer.period_text);
}

}  // namespace

/// A relative risk whose sources did not supply the same months compares seasons as well.
std::string unequal_supply_warning(const ReportInput& input, const project::Layer& layer)
{
    if (!project::is_relative_risk(layer)) {
        return "";
    }
    std::vector<std::vector<Month>> missing;
    for (const std::string& id : project::sources_of(layer)) {
        const auto& supply = input.supply->at(*input.project->source_index(id));
        missing.push_back(months_not_supplied(supply.periods, layer.period));
    }
    const bool are_alike =
        std::all_of(missing.begin(), missing.end(),
                    [&](const std::vector<Month>& months) { return months == missing.front(); });
    return are_alike ? ""
                     : fmt::format(
                           "layer \"{}\": its sources did not supply the same months of {}; a "
                           "season that one lacks looks like risk, and areas count incidents "
                           "while the surface weighs each by its source's months: choose a "
                           "period that all supplied",
                           layer.id, layer.period_text);
}

/// A kernel narrower than a cell may fall between the centres where densities are taken.
std::string cell_warning(const LayerAnalysis& analysis)
{
    const double cell_m = analysis.surface.frame.cell_width;
    if (!analysis.bandwidth_range || analysis.bandwidth_range->smallest_m >= cell_m) {
        return "";
    }
    return fmt::format(
        "layer \"{}\": some incidents are drawn with a bandwidth of {:.1f} m, below the raster's "
        "cell of {} m, and may fall between its cells' centres; give the layer a smaller cell",
        analysis.layer->id, analysis.bandwidth_range->smallest_m, cell_m);
}

json report_warnings(const ReportInput& input, const json& sources, const json& checks)
{
    json warnings = input.warnings;
    for (const json& source : sources) {
        for (std::string& warning :
             bias_warnings(source.at("id").get<std::string>(), source.at("locating"))) {
            warnings.push_back(std::move(warning));
        }
    }
    for (const json& entry : checks) {
        if (!entry.at("holds").get<bool>()) {
            warnings.push_back("check failed: " + entry.at("what").get<std::string>());
        }
    }
    for (const LayerAnalysis& analysis : *input.layers) {
        const project::Layer& layer = *analysis.layer;
        if (analysis.rows.empty()) {
            warnings.push_back(fmt::format("layer \"{}\" holds no incident", layer.id));
        }
        for (std::string warning : {cell_warning(analysis), unequal_supply_warning(input, layer)}) {
            if (!warning.empty()) {
                warnings.push_back(std::move(warning));
            }
        }
        for (std::size_t k = 0; k < layer.sources.size(); ++k) {
            const std::size_t source = *input.project->source_index(layer.sources[k]);
            const auto warning = supply_warning(analysis, k, input.supply->at(source));
            if (!warning.empty()) {
                warnings.push_back(warning);
            }
        }
    }
    return warnings;
}

}  // namespace heatward::pipeline
