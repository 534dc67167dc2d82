#include "heatward/pipeline/layer_bandwidth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/core/grid.hpp"
#include "heatward/core/incident_filter.hpp"
#include "heatward/density/adaptive_bandwidth.hpp"
#include "heatward/density/bandwidth_selector.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/source_supply.hpp"

namespace heatward::pipeline {
namespace {

/// A kernel this wide beside the study area says little about places in it.
constexpr double kLargestBandwidthShare = 0.25;

constexpr double kTenths = 10;  ///< of a metre, to which a chosen bandwidth is rounded

/// Places of the incidents that count in the layer, with their rows in the table.
struct CountedIncidents {
    std::vector<std::uint32_t> rows;
    std::vector<double> x;
    std::vector<double> y;
};

CountedIncidents counted_incidents(const AnalysisInput& input, const project::Layer& layer)
{
    const IncidentTable& incidents = *input.incidents;
    const IncidentFilter filter = maps::layer_filter(*input.project, layer);
    CountedIncidents counted;
    for (const std::uint32_t i : select(incidents, filter).rows) {
        const auto& supply = input.supply->at(incidents.source[i]);
        if (years_supplied(supply.periods, layer.period) > 0) {
            counted.rows.push_back(i);
            counted.x.push_back(incidents.x[i]);
            counted.y.push_back(incidents.y[i]);
        }
    }
    return counted;
}

LayerBandwidth adapt_bandwidth(const AnalysisInput& input, const project::Layer& layer,
                               double pilot_sigma_m)
{
    LayerBandwidth adapted;
    adapted.bandwidth_m = density::bandwidth_from_sigma(layer.kernel, pilot_sigma_m);
    adapted.sigma_m = pilot_sigma_m;
    adapted.selector = std::get<std::string>(layer.bandwidth);
    auto& factors =
        adapted.factors.emplace(input.incidents->size(), std::numeric_limits<float>::quiet_NaN());
    const CountedIncidents counted = counted_incidents(input, layer);
    if (counted.rows.empty()) {
        return adapted;
    }
    density::AdaptiveBandwidthOptions options;
    options.pilot_sigma_m = pilot_sigma_m;
    options.global_sigma_m = pilot_sigma_m;
    options.window = layer.edge == EdgeCorrection::none ? nullptr : input.study_area;
    options.threads = static_cast<int>(input.threads);
    const auto found = density::adaptive_bandwidths(counted.x, counted.y, options);
    for (std::size_t k = 0; k < counted.rows.size(); ++k) {
        factors[counted.rows[k]] = static_cast<float>(found.sigma_m[k] / pilot_sigma_m);
    }
    adapted.trimmed = found.trimmed;
    return adapted;
}

LayerBandwidth select_bandwidth(const AnalysisInput& input, const project::Layer& layer,
                                const std::string& name, Progress& progress)
{
    const auto selector = density::parse_bandwidth_selector(name);
    if (!selector) {
        throw DataError(
            "is not known; use scott, silverman, ppl, cvl, diggle or abramson:<metres>");
    }
    const CountedIncidents counted = counted_incidents(input, layer);
    const density::SelectedBandwidth selected =
        density::select_bandwidth(*selector, density::incident_places(counted.x, counted.y),
                                  *input.study_area, {static_cast<int>(input.threads), &progress});
    const double exact_m = density::bandwidth_from_sigma(layer.kernel, selected.sigma_m);
    LayerBandwidth chosen;
    chosen.bandwidth_m = std::max(1.0, std::round(exact_m * kTenths)) / kTenths;
    chosen.sigma_m = density::sigma_from_bandwidth(layer.kernel, chosen.bandwidth_m);
    chosen.selector = name;
    chosen.note = selected.note;
    try {
        static_cast<void>(frame_covering(extent_of(*input.study_area),
                                         project::cell_size_m(layer, chosen.bandwidth_m)));
    } catch (const DataError& error) {
        throw DataError(fmt::format("chose {:.1f} m{}{}: {}", chosen.bandwidth_m,
                                    chosen.note.empty() ? "" : "; ", chosen.note, error.what()));
    }
    return chosen;
}

}  // namespace

std::optional<double> stated_bandwidth_m(const project::Layer& layer)
{
    if (const double* const bandwidth_m = std::get_if<double>(&layer.bandwidth)) {
        return *bandwidth_m;
    }
    const auto pilot_m = project::abramson_pilot_m(layer.bandwidth);
    return pilot_m ? std::optional(density::bandwidth_from_sigma(layer.kernel, *pilot_m))
                   : std::nullopt;
}

std::vector<LayerBandwidth> layer_bandwidths(const AnalysisInput& input, Progress& progress)
{
    std::vector<LayerBandwidth> bandwidths;
    for (const project::Layer& layer : input.project->layers) {
        bandwidths.push_back(layer_bandwidth(input, layer, progress));
    }
    return bandwidths;
}

std::vector<std::string> bandwidth_warnings(const AnalysisInput& input,
                                            const std::vector<LayerBandwidth>& bandwidths)
{
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < bandwidths.size(); ++i) {
        const LayerBandwidth& chosen = bandwidths[i];
        if (chosen.selector.empty() || stated_bandwidth_m(input.project->layers[i])) {
            continue;
        }
        const std::string wide = wide_bandwidth_warning(chosen.bandwidth_m, *input.study_area);
        for (const std::string& doubt : {chosen.note, wide}) {
            if (!doubt.empty()) {
                warnings.push_back(fmt::format("layers.{}.bandwidth: {} chose {:.1f} m: {}",
                                               input.project->layers[i].id, chosen.selector,
                                               chosen.bandwidth_m, doubt));
            }
        }
    }
    return warnings;
}

LayerBandwidth layer_bandwidth(const AnalysisInput& input, const project::Layer& layer,
                               Progress& progress)
{
    if (const double* const bandwidth_m = std::get_if<double>(&layer.bandwidth)) {
        return {*bandwidth_m, density::sigma_from_bandwidth(layer.kernel, *bandwidth_m), "", ""};
    }
    const auto& name = std::get<std::string>(layer.bandwidth);
    try {
        if (const auto pilot_m = project::abramson_pilot_m(layer.bandwidth)) {
            return adapt_bandwidth(input, layer, *pilot_m);
        }
        return select_bandwidth(input, layer, name, progress);
    } catch (const DataError& error) {
        throw DataError(fmt::format("{}: layers.{}.bandwidth: the selector \"{}\": {}",
                                    input.project->file, layer.id, name, error.what()));
    }
}

std::string wide_bandwidth_warning(double bandwidth_m, const ProjectedMultiPolygon& study_area)
{
    const Extent extent = extent_of(study_area);
    const double shorter_m = std::min(extent.width(), extent.height());
    if (bandwidth_m <= kLargestBandwidthShare * shorter_m) {
        return "";
    }
    return fmt::format(
        "{} m is above a quarter of the study area's shorter side ({:.0f} m); the surface will say "
        "little about places",
        bandwidth_m, shorter_m);
}

}  // namespace heatward::pipeline
