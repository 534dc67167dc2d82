#include <stdexcept>

#include <fmt/format.h>

#include "density_key_text.hpp"
#include "heatward/core/error.hpp"
#include "heatward/maps/style_catalogue.hpp"
#include "heatward/server/served_run.hpp"
#include "served_layer.hpp"

namespace heatward::server {
namespace {

std::unique_ptr<const stats::SurfacePercentile> percentiles_of(const Raster<float>* surface)
{
    std::vector<double> values;
    if (surface != nullptr) {
        values.assign(surface->values.begin(), surface->values.end());
    }
    const std::vector<double> coverage(values.size(), 1.0);
    return std::make_unique<const stats::SurfacePercentile>(values, coverage);
}

}  // namespace

maps::DensityColours colours_of(const project::Layer& layer, std::span<const double> breaks)
{
    const auto style = maps::find_style(layer.style);
    if (!style) {
        throw DataError(fmt::format("layer \"{}\": {}", layer.id, style.error().message));
    }
    using Pale = maps::DensityColours::Pale;
    return {breaks, *style, project::is_relative_risk(layer) ? Pale::each : Pale::none};
}

const stats::SurfacePercentile& ServedRun::percentiles(const project::Layer& layer) const
{
    return prepared(layer).percentiles.get([&] {
        const auto surface = data().surfaces.find(layer.id);
        return percentiles_of(surface == data().surfaces.end() ? nullptr : &surface->second);
    });
}

std::shared_ptr<const maps::DensityLayer> ServedRun::density(const DensityKey& key) const
{
    if (!shows_incidents()) {
        throw std::logic_error("a density of a view without incidents would be nought everywhere");
    }
    auto& cache = key.filter.window ? m_moving_densities : m_densities;
    return cache.get(
        text_of(key), [&] { return make_density(key); },
        [](const maps::DensityLayer& density) { return density.memory_bytes(); });
}

std::shared_ptr<const maps::DensityLayer> ServedRun::make_density(const DensityKey& key) const
{
    const project::Layer& drawn = prepared(*key.layer).drawn;
    auto input = maps::layer_input(data(), drawn);
    input.bandwidth_m = key.bandwidth_m;
    input.filter = key.filter;
    input.threads = m_threads;
    input.geometry = shared_geometry(key.plane);
    input.most_kept_points = most_kept_points(
        key.filter.window ? m_density_memory.moving_cache_bytes : m_density_memory.cache_bytes,
        data().incidents.size());
    input.most_gathered_points = m_density_memory.most_gathered_points;
    auto& terms = prepared(*key.layer).edge_terms;
    input.edge_terms = terms.get(
        fmt::format("{}", key.bandwidth_m),
        [&] {
            return maps::make_edge_terms(drawn, key.bandwidth_m, data().incidents,
                                         data().study_area, m_threads, input.bandwidth_factors);
        },
        [](const maps::EdgeTerms& made) { return made.memory_bytes(); });
    return std::make_shared<const maps::DensityLayer>(input, key.plane);
}

std::shared_ptr<const maps::RelativeRisk> ServedRun::relative_risk(
    const DensityKey& key, std::shared_ptr<const maps::DensityLayer> cases) const
{
    DensityKey controls = key;
    controls.filter = key.controls ? *key.controls
                                   : maps::controls_filter(data().project, *key.layer, key.filter);
    auto tolerance = prepared(*key.layer)
                         .tolerances.get(
                             fmt::format("{} {}", key.bandwidth_m, static_cast<int>(key.plane)),
                             [&] {
                                 return std::make_shared<const maps::RiskTolerance>(
                                     data().study_area, key.layer->edge, key.bandwidth_m,
                                     *shared_geometry(key.plane), m_threads);
                             },
                             [](const maps::RiskTolerance& made) { return made.memory_bytes(); });
    return std::make_shared<const maps::RelativeRisk>(std::move(cases), density(controls),
                                                      std::move(tolerance));
}

LayerDensities ServedRun::densities(const DensityKey& key) const
{
    LayerDensities made{density(key), nullptr};
    if (project::is_relative_risk(*key.layer)) {
        made.risk = relative_risk(key, made.density);
    }
    return made;
}

std::shared_ptr<const maps::DensityColours> ServedRun::filter_colours(const DensityKey& key) const
{
    const DensityKey in_project = in_project_plane(key);
    const std::string text = text_of(in_project);
    return m_filter_colours.get(
        text,
        [&] {
            return std::make_shared<const maps::DensityColours>(make_filter_colours(in_project));
        },
        [&](const maps::DensityColours& colours) {
            return sizeof(colours) + text.size() + colours.palette().size_bytes() +
                   2 * colours.breaks().size_bytes();
        });
}

std::size_t ServedRun::cells_for_filter_colours(const DensityKey& key) const
{
    if (project::is_relative_risk(*key.layer) ||
        m_filter_colours.holds(text_of(in_project_plane(key)))) {
        return 0;
    }
    const GridFrame frame =
        frame_covering(extent_of(data().study_area),
                       project::cell_size_m(*key.layer, summary(*key.layer).bandwidth_m));
    return static_cast<std::size_t>(frame.columns) * static_cast<std::size_t>(frame.rows);
}

maps::DensityColours ServedRun::make_filter_colours(const DensityKey& key) const
{
    const Layer& layer = prepared(*key.layer);
    if (project::is_relative_risk(*key.layer)) {
        return layer.colours;
    }
    const maps::SurfaceCells& cells = layer.surface_cells.get([&] {
        return std::make_unique<const maps::SurfaceCells>(
            data().study_area, project::cell_size_m(*key.layer, layer.summary->bandwidth_m));
    });
    return colours_of(*key.layer, cells.breaks(*density(key), m_threads));
}

}  // namespace heatward::server
