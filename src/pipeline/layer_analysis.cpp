#include "heatward/pipeline/layer_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "heatward/maps/density_layer.hpp"
#include "heatward/pipeline/source_supply.hpp"
#include "heatward/project/weight.hpp"
#include "heatward/stats/breaks.hpp"
#include "heatward/stats/cell_counts.hpp"
#include "heatward/stats/coverage.hpp"

namespace heatward::pipeline {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;

stats::HotspotRule hotspot_rule(const project::HotspotRule& rule)
{
    switch (rule.by) {
        case project::HotspotRule::By::density:
            return stats::MinimumDensity{rule.value};
        case project::HotspotRule::By::share_of_incidents:
            return stats::ShareOfIncidents{rule.value};
        case project::HotspotRule::By::share_of_area:
            break;
    }
    return stats::ShareOfArea{rule.value};
}

std::vector<double> layer_years(const AnalysisInput& input, const project::Layer& layer)
{
    std::vector<double> years;
    for (const std::string& id : layer.sources) {
        years.push_back(years_supplied(months_supplied(*input.supply, id), layer.period));
    }
    return years;
}

/// Sums the weights by category counts, so that the same incidents give the same figure to the
/// last digit whatever their order.
void sum_weights(const AnalysisInput& input, LayerAnalysis& analysis)
{
    const IncidentTable& incidents = *input.incidents;
    const std::size_t categories = input.project->categories.size();
    std::vector<std::uint64_t> counts(input.project->sources.size() * categories, 0);
    for (const std::uint32_t i : analysis.rows) {
        ++counts[incidents.source[i] * categories + incidents.category[i]];
    }
    const project::Layer& layer = *analysis.layer;
    for (std::size_t k = 0; k < layer.sources.size(); ++k) {
        const std::size_t source = *input.project->source_index(layer.sources[k]);
        double weight = 0;
        for (const std::string& id : layer.categories) {
            const std::uint16_t category = *input.project->category_index(id);
            weight += project::weight_of(*input.project, layer, category) *
                      static_cast<double>(counts[source * categories + category]);
        }
        analysis.total_weight += weight;
        if (analysis.years_by_source[k] > 0) {
            analysis.annual_weight += weight / analysis.years_by_source[k];
        }
    }
}

void mask_and_sum(LayerAnalysis& analysis)
{
    const GridFrame& frame = analysis.surface.frame;
    const double cell_km2 = frame.cell_width * frame.cell_height / kSquareMetresPerKm2;
    for (std::size_t i = 0; i < analysis.surface.values.size(); ++i) {
        const double share = analysis.coverage.values[i];
        if (share > 0) {
            analysis.volume += analysis.surface.values[i] * share * cell_km2;
        } else {
            analysis.surface.values[i] = std::numeric_limits<double>::quiet_NaN();
        }
    }
}

stats::Hotspots layer_hotspots(const AnalysisInput& input, const LayerAnalysis& analysis)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const std::uint32_t i : analysis.rows) {
        x.push_back(input.incidents->x[i]);
        y.push_back(input.incidents->y[i]);
    }
    const auto counts = stats::counts_per_cell(analysis.surface.frame, x, y);
    const project::HotspotRule& rule = *analysis.layer->hotspots;
    return stats::find_hotspots({analysis.surface, analysis.coverage, counts},
                                {hotspot_rule(rule), rule.min_cells});
}

}  // namespace

std::string density_unit(const project::Layer& layer)
{
    const char* const what = layer.weight == project::Weight::harm ? "harm (weight)"
                             : layer.sources.size() > 1            ? "records"
                                                                   : "incidents";
    return fmt::format("{} per km² per year", what);
}

std::optional<double> harm_of(const project::Project& project, const project::Layer& layer,
                              const std::vector<std::uint64_t>& by_category)
{
    double harm = 0;
    for (const std::string& id : layer.categories) {
        const std::uint16_t category = *project.category_index(id);
        if (!project.categories[category].harm) {
            return std::nullopt;
        }
        harm += *project.categories[category].harm * static_cast<double>(by_category[category]);
    }
    return harm;
}

maps::DensityLayerInput density_input(const AnalysisInput& input, const project::Layer& layer,
                                      const LayerBandwidth& bandwidth)
{
    maps::DensityLayerInput density_input;
    density_input.project = input.project;
    density_input.layer = &layer;
    density_input.bandwidth_m = bandwidth.bandwidth_m;
    density_input.bandwidth_factors = bandwidth.factors ? &*bandwidth.factors : nullptr;
    density_input.incidents = input.incidents;
    density_input.study_area = input.study_area;
    density_input.supply = input.supply;
    density_input.filter = maps::layer_filter(*input.project, layer);
    density_input.threads = input.threads;
    return density_input;
}

LayerAnalysis analyse_incidents(const AnalysisInput& input, const project::Layer& layer,
                                LayerBandwidth bandwidth, const maps::DensityLayer& density)
{
    LayerAnalysis analysis;
    analysis.layer = &layer;
    analysis.bandwidth = std::move(bandwidth);
    analysis.unit = density_unit(layer);
    analysis.years_by_source = layer_years(input, layer);
    analysis.years =
        *std::max_element(analysis.years_by_source.begin(), analysis.years_by_source.end());
    const IncidentSelection& selection = density.selection();
    analysis.rows = selection.rows;
    analysis.bandwidth_range = density.bandwidth_range();
    analysis.out_of_period = selection.out_of_period;
    analysis.outside_study_area = selection.outside_study_area;
    analysis.too_coarse = selection.too_coarse;
    sum_weights(input, analysis);
    return analysis;
}

LayerAnalysis analyse_layer(const AnalysisInput& input, const project::Layer& layer,
                            LayerBandwidth bandwidth)
{
    const maps::DensityLayer density(density_input(input, layer, bandwidth), maps::Plane::project);
    LayerAnalysis analysis = analyse_incidents(input, layer, std::move(bandwidth), density);
    const GridFrame frame = frame_covering(extent_of(*input.study_area),
                                           project::cell_size_m(layer, density.bandwidth_m()));
    analysis.coverage = stats::coverage(*input.study_area, frame);
    // Not masked by centres: a cell that the study area only touches keeps its density, so that
    // the volume is whole.
    analysis.surface = density.evaluate(frame, false, input.threads);
    mask_and_sum(analysis);
    analysis.breaks = stats::colour_breaks(analysis.surface.values);
    if (layer.hotspots) {
        analysis.hotspots = layer_hotspots(input, analysis);
    }
    return analysis;
}

Raster<float> stored_surface(const Raster<double>& surface)
{
    Raster<float> stored(surface.frame);
    std::transform(surface.values.begin(), surface.values.end(), stored.values.begin(),
                   [](double value) { return static_cast<float>(value); });
    return stored;
}

}  // namespace heatward::pipeline
