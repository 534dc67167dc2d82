#include "heatward/maps/density_layer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heatward/core/error.hpp"
#include "heatward/density/density_raster.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/kernel_shape.hpp"
#include "heatward/density/pixel_mean.hpp"
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

void check_factors(const DensityLayerInput& input)
{
    const bool is_adaptive = project::abramson_pilot_m(input.layer->bandwidth).has_value();
    if (is_adaptive != (input.bandwidth_factors != nullptr) ||
        (is_adaptive && input.bandwidth_factors->size() != input.incidents->size())) {
        throw DataError(fmt::format("layer \"{}\" {}", input.layer->id,
                                    is_adaptive
                                        ? "is adaptive and was not given its incidents' bandwidths"
                                        : "was given another layer's bandwidths"));
    }
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
    if (const auto factors = run.bandwidth_factors.find(layer.id);
        factors != run.bandwidth_factors.end()) {
        input.bandwidth_factors = &factors->second;
    }
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
    std::optional<run_store::BandwidthRange> bandwidth_range;
    bool is_supplied = false;
    density::PointIndex points;
};

namespace {

std::optional<run_store::BandwidthRange> range_of(std::vector<double> bandwidths_m)
{
    if (bandwidths_m.empty()) {
        return std::nullopt;
    }
    const auto middle = bandwidths_m.begin() + static_cast<std::ptrdiff_t>(bandwidths_m.size() / 2);
    std::nth_element(bandwidths_m.begin(), middle, bandwidths_m.end());
    const double below =
        bandwidths_m.size() % 2 == 0 ? *std::max_element(bandwidths_m.begin(), middle) : *middle;
    const double smallest = *std::min_element(bandwidths_m.begin(), middle + 1);
    return run_store::BandwidthRange{smallest, (below + *middle) / 2,
                                     *std::max_element(middle, bandwidths_m.end())};
}

struct WeightedPoints {
    density::KernelPoints points;
    double total_weight = 0;
    double years = 0;
    std::vector<double> bandwidths_m;  ///< drawn with, where the layer's incidents have their own
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
    const bool has_own_bandwidths = project::has_own_bandwidths(*input.layer);
    density::KernelPointsBuilder builder(input.layer->kernel);
    builder.reserve(selection.rows.size());
    for (const std::uint32_t i : selection.rows) {
        const double weight = weight_of.at(incidents.category[i]);
        const double supplied = supplied_of.at(incidents.source[i]);
        result.total_weight += weight;
        if (!(supplied > 0) || !std::isfinite(geometry.x()[i]) || !std::isfinite(geometry.y()[i])) {
            continue;
        }
        const double bandwidth_m = drawn_bandwidth_m(*input.layer, input.bandwidth_m, incidents,
                                                     input.bandwidth_factors, i);
        if (has_own_bandwidths) {
            result.bandwidths_m.push_back(bandwidth_m);
        }
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
    check_factors(input);
    auto geometry = input.geometry;
    if (!geometry) {
        geometry = std::make_shared<const PlaneGeometry>(
            plane, input.project->crs, *input.incidents, *input.study_area, input.threads);
    }
    auto terms = input.edge_terms;
    if (!terms) {
        terms = make_edge_terms(*input.layer, input.bandwidth_m, *input.incidents,
                                *input.study_area, input.threads, input.bandwidth_factors);
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
              range_of(std::move(weighted.bandwidths_m)), weighted.is_supplied,
              density::PointIndex(std::move(weighted.points))});
}

DensityLayer::~DensityLayer() = default;
DensityLayer::DensityLayer(DensityLayer&&) noexcept = default;
DensityLayer& DensityLayer::operator=(DensityLayer&&) noexcept = default;

Raster<double> DensityLayer::at_centres(const density::PointIndex& points, const GridFrame& frame,
                                        unsigned threads) const
{
    Raster<double> surface =
        density::density_raster(points, frame, {static_cast<int>(threads), nullptr, {}});
    if (m_state->edge_terms->edge == EdgeCorrection::uniform) {
        divide_by_mass(surface, *m_state->geometry, *m_state->edge_terms, threads);
    }
    return surface;
}

Raster<double> DensityLayer::cell_means(const density::PointIndex& narrow, const GridFrame& frame,
                                        unsigned threads) const
{
    const int factor = density::fine_factor(narrow, frame);
    if (factor == 0) {
        return density::mean_of_masses(narrow, frame);
    }
    return density::mean_of_samples(
        frame, factor, density::reached_by(narrow),
        [&](const GridFrame& fine) { return at_centres(narrow, fine, threads); });
}

Raster<double> DensityLayer::of_cells(const GridFrame& frame, unsigned threads,
                                      CellValue value) const
{
    const density::PointIndex& points = m_state->points;
    const density::RadiusExtremes& radii = points.radii();
    const double narrow = density::narrow_radius(points.points().kernel);
    const auto in_cells = [&](double x, double y) {
        return std::min(x / frame.cell_width, y / frame.cell_height);
    };
    if (value == CellValue::centre || points.points().size() == 0 ||
        in_cells(radii.least_x, radii.least_y) >= narrow) {
        return at_centres(points, frame, threads);
    }
    if (in_cells(radii.largest_x, radii.largest_y) < narrow) {
        return cell_means(points, frame, threads);
    }
    density::PointsByWidth split = density::split_by_width(points.points(), frame);
    Raster<double> surface = at_centres(density::PointIndex(std::move(split.wide)), frame, threads);
    if (split.narrow.size() > 0) {
        const Raster<double> means =
            cell_means(density::PointIndex(std::move(split.narrow)), frame, threads);
        std::transform(surface.values.begin(), surface.values.end(), means.values.begin(),
                       surface.values.begin(), std::plus<>());
    }
    return surface;
}

Raster<double> DensityLayer::evaluate(const GridFrame& frame, bool mask, unsigned threads,
                                      CellValue value) const
{
    const PlaneGeometry& geometry = *m_state->geometry;
    if (mask && !geometry.mask().extent().intersects(frame.extent())) {
        return Raster<double>(frame, kNaN);
    }
    Raster<double> surface = of_cells(frame, threads, value);
    for (double& density : surface.values) {
        density *= kSquareMetresPerKm2;
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
const std::optional<run_store::BandwidthRange>& DensityLayer::bandwidth_range() const
{
    return m_state->bandwidth_range;
}
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
