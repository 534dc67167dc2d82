#include "heatward/maps/density_layer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/density/density_raster.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/density/point_index.hpp"
#include "heatward/density/time_kernel.hpp"
#include "heatward/maps/moving_window.hpp"
#include "heatward/project/weight.hpp"
#include "uniform_correction.hpp"

namespace heatward::maps {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Years that each source of the project supplied within the interval, by source index; 0
/// where the run says nothing of it.
std::vector<double> years_by_source(const project::Project& project,
                                    const std::vector<run_store::SourceSupply>& supply,
                                    const TimeInterval& interval)
{
    std::vector<double> years;
    for (const auto& source : project.sources) {
        const auto found = std::find_if(supply.begin(), supply.end(),
                                        [&](const auto& entry) { return entry.id == source.id; });
        years.push_back(found == supply.end() ? 0.0 : years_supplied(found->periods, interval));
    }
    return years;
}

/// By category index; of those outside the filter nobody asks.
std::vector<double> weight_by_category(const project::Project& project, const project::Layer& layer,
                                       const IncidentFilter& filter)
{
    std::vector<double> weights(project.categories.size(), 1.0);
    for (const std::uint16_t i : filter.categories) {
        weights.at(i) = project::weight_of(project, layer, i);
    }
    return weights;
}

std::vector<std::uint16_t> indices_of(const std::vector<std::string>& ids, const auto& index_of,
                                      const std::string& layer, const char* kind)
{
    std::vector<std::uint16_t> indices;
    for (const std::string& id : ids) {
        const auto index = index_of(id);
        if (!index) {
            throw DataError(
                fmt::format("layer \"{}\" names the {} \"{}\", which the project does "
                            "not have",
                            layer, kind, id));
        }
        indices.push_back(*index);
    }
    return indices;
}

void check_shared(const DensityLayerInput& input, Plane plane, const PlaneGeometry& geometry,
                  const EdgeTerms& terms)
{
    const project::Layer& layer = *input.layer;
    if (geometry.plane() != plane || geometry.x().size() != input.incidents->size()) {
        throw DataError(
            fmt::format("layer \"{}\" was given the geometry of another plane or run", layer.id));
    }
    const bool fits = terms.edge == layer.edge && terms.kernel == layer.kernel &&
                      terms.bandwidth_m == input.bandwidth_m && terms.widen == layer.widen &&
                      (terms.factor.empty() || terms.factor.size() == input.incidents->size());
    if (!fits) {
        throw DataError(fmt::format(
            "layer \"{}\" was given the edge terms of another layer or bandwidth", layer.id));
    }
}

}  // namespace

IncidentFilter layer_filter(const project::Project& project, const project::Layer& layer)
{
    return {indices_of(
                layer.categories, [&](const auto& id) { return project.category_index(id); },
                layer.id, "category"),
            indices_of(
                layer.sources, [&](const auto& id) { return project.source_index(id); }, layer.id,
                "source"),
            layer.period};
}

DensityLayerInput layer_input(const run_store::RunData& run, const project::Layer& layer)
{
    const auto summary = std::find_if(run.layers.begin(), run.layers.end(),
                                      [&](const auto& entry) { return entry.id == layer.id; });
    if (summary == run.layers.end()) {
        throw DataError(fmt::format("run {} has no layer \"{}\"", run.run_id, layer.id));
    }
    DensityLayerInput input;
    input.project = &run.project;
    input.layer = &layer;
    input.bandwidth_m = summary->bandwidth_m;
    input.incidents = &run.incidents;
    input.study_area = &run.study_area;
    input.supply = &run.sources;
    input.filter = layer_filter(run.project, layer);
    return input;
}

struct DensityLayer::State {
    Plane plane;
    std::shared_ptr<const PlaneGeometry> geometry;
    std::shared_ptr<const EdgeTerms> edge_terms;
    double bandwidth_m = 0;
    IncidentFilter filter;
    IncidentSelection selection;
    std::vector<std::uint16_t> left_out_sources;
    double total_weight = 0;
    double years = 0;
    bool is_supplied = false;
    density::PointIndex points;
};

namespace {

struct WeightedPoints {
    density::KernelPoints points;
    double total_weight = 0;
    double years = 0;
    bool is_supplied = false;
};

WeightedPoints weighted_points(const DensityLayerInput& input, const IncidentFilter& filter,
                               const IncidentSelection& selection, const PlaneGeometry& geometry,
                               const EdgeTerms& terms)
{
    const IncidentTable& incidents = *input.incidents;
    const auto weight_of = weight_by_category(*input.project, *input.layer, filter);
    const auto years_of = years_by_source(*input.project, *input.supply, seen_interval(filter));
    std::optional<density::TimeKernel> time_kernel;
    if (filter.window) {
        time_kernel.emplace(*filter.window);
    }
    // Under a window a row already counts by the year.
    const auto supplied_of =
        time_kernel ? supplied_masses(*input.project, *input.supply, filter) : years_of;
    WeightedPoints result;
    for (const std::uint16_t source : filter.sources) {
        result.years = std::max(result.years, years_of.at(source));
        result.is_supplied = result.is_supplied || supplied_of.at(source) > 0;
    }
    density::KernelPointsBuilder builder(input.layer->kernel);
    builder.reserve(selection.rows.size());
    for (const std::uint32_t i : selection.rows) {
        const double weight = weight_of.at(incidents.category[i]);
        const double supplied = supplied_of.at(incidents.source[i]);
        result.total_weight += weight;
        if (!(supplied > 0) || !std::isfinite(geometry.x()[i]) || !std::isfinite(geometry.y()[i])) {
            continue;
        }
        const double bandwidth_m = incident_bandwidth_m(
            *input.layer, input.bandwidth_m, static_cast<double>(incidents.uncertainty_m[i]));
        const double factor = (terms.factor.empty() ? 1.0 : terms.factor[i]) *
                              (time_kernel ? yearly_share(*time_kernel, incidents, i) : 1.0);
        builder.add({geometry.x()[i], geometry.y()[i], bandwidth_m * geometry.scale_x()[i],
                     bandwidth_m * geometry.scale_y()[i], bandwidth_m, weight / supplied * factor});
    }
    result.points = builder.build();
    return result;
}

}  // namespace

DensityLayer::DensityLayer(const DensityLayerInput& input, Plane plane)
{
    auto geometry = input.geometry;
    if (!geometry) {
        geometry = std::make_shared<const PlaneGeometry>(
            plane, input.project->crs, *input.incidents, *input.study_area, input.threads);
    }
    auto terms = input.edge_terms;
    if (!terms) {
        terms = make_edge_terms(*input.layer, input.bandwidth_m, *input.incidents,
                                *input.study_area, input.threads);
    }
    check_shared(input, plane, *geometry, *terms);
    IncidentFilter filter = input.filter;
    filter.interval = intersection(filter.interval, input.layer->period);
    std::vector<std::uint16_t> left_out;
    if (filter.window) {
        left_out =
            leave_out_sources(filter, supplied_masses(*input.project, *input.supply, filter));
    }
    IncidentSelection selection = select(*input.incidents, filter);
    WeightedPoints weighted = weighted_points(input, filter, selection, *geometry, *terms);
    m_state = std::make_unique<const State>(
        State{plane, std::move(geometry), std::move(terms), input.bandwidth_m, std::move(filter),
              std::move(selection), std::move(left_out), weighted.total_weight, weighted.years,
              weighted.is_supplied, density::PointIndex(std::move(weighted.points))});
}

DensityLayer::~DensityLayer() = default;
DensityLayer::DensityLayer(DensityLayer&&) noexcept = default;
DensityLayer& DensityLayer::operator=(DensityLayer&&) noexcept = default;

Raster<double> DensityLayer::evaluate(const GridFrame& frame, bool mask, unsigned threads) const
{
    const PlaneGeometry& geometry = *m_state->geometry;
    if (mask && !geometry.mask().extent().intersects(frame.extent())) {
        return Raster<double>(frame, kNaN);
    }
    Raster<double> surface =
        density::density_raster(m_state->points, frame, {static_cast<int>(threads), nullptr});
    if (m_state->edge_terms->edge == EdgeCorrection::uniform) {
        divide_by_mass(surface, geometry, *m_state->edge_terms, threads);
    }
    for (double& value : surface.values) {
        value *= kSquareMetresPerKm2;
    }
    if (mask) {
        const Raster<std::uint8_t> inside = geometry.mask().rasterise(frame);
        for (std::size_t i = 0; i < inside.values.size(); ++i) {
            surface.values[i] = inside.values[i] != 0 ? surface.values[i] : kNaN;
        }
    }
    return surface;
}

double DensityLayer::evaluate_at(ProjectedPoint place) const
{
    const PlaneGeometry& geometry = *m_state->geometry;
    const PlaneGeometry::Place in_plane = geometry.place_of(place);
    if (!std::isfinite(in_plane.x) || !std::isfinite(in_plane.y) ||
        !geometry.mask().contains(in_plane.x, in_plane.y)) {
        return kNaN;
    }
    double value = density::density_at(m_state->points, in_plane.x, in_plane.y);
    const EdgeTerms& terms = *m_state->edge_terms;
    if (terms.edge == EdgeCorrection::uniform) {
        const double mass = terms.mass->at(place);
        value = mass >= density::kSmallestMass ? value / mass : 0.0;
    }
    return value * kSquareMetresPerKm2;
}

Plane DensityLayer::plane() const { return m_state->plane; }
double DensityLayer::bandwidth_m() const { return m_state->bandwidth_m; }
const IncidentFilter& DensityLayer::filter() const { return m_state->filter; }
const IncidentSelection& DensityLayer::selection() const { return m_state->selection; }
double DensityLayer::total_weight() const { return m_state->total_weight; }
double DensityLayer::years() const { return m_state->years; }
bool DensityLayer::is_supplied() const { return m_state->is_supplied; }

std::span<const std::uint16_t> DensityLayer::left_out_sources() const
{
    return m_state->left_out_sources;
}

std::size_t DensityLayer::memory_bytes() const
{
    return m_state->points.memory_bytes() + m_state->selection.rows.size() * sizeof(std::uint32_t);
}

}  // namespace heatward::maps
