#include "report_warnings.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "heatward/pipeline/source_supply.hpp"

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

json report_warnings(const ReportInput& input, const json& checks)
{
    json warnings = input.warnings;
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
