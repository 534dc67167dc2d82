#include "heatward/maps/density_layer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "drawn_incidents.hpp"
#include "gathered_points.hpp"
#include "heatward/core/error.hpp"
#include "heatward/density/edge_correction.hpp"
#include "heatward/density/kernel_points.hpp"
#include "heatward/density/pixel_mean.hpp"
#include "heatward/density/point_index.hpp"
#include "heatward/maps/moving_window.hpp"
#include "kept_points.hpp"
#include "uniform_correction.hpp"

namespace heatward::maps {
namespace {

constexpr double kSquareMetresPerKm2 = 1e6;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

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
    if (geometry.plane() != plane || geometry.size() != input.incidents->size()) {
        throw DataError(
            fmt::format("layer \"{}\" was given the geometry of another plane or run", layer.id));
    }
    const bool fits = terms.edge == layer.edge && terms.kernel == layer.kernel &&
                      terms.bandwidth_m == input.bandwidth_m && terms.widen == layer.widen &&
                      terms.incidents == input.incidents->size();
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

/// Never moved: the points look at the incidents and the selection.
struct DensityLayer::State {
    State(const DensityLayerInput& input, const IncidentFilter& applied, DrawnIncidents incidents)
        : bandwidth_m(input.bandwidth_m),
          filter(applied),
          drawn(std::move(incidents)),
          selection(select(*input.incidents, applied))
    {
    }

    double bandwidth_m;
    IncidentFilter filter;
    DrawnIncidents drawn;
    IncidentSelection selection;
    std::vector<std::uint16_t> left_out_sources;
    double total_weight = 0;
    WeightSums weight_sums;
    std::optional<run_store::BandwidthRange> bandwidth_range;
    std::unique_ptr<const SummedPoints> points;
};

namespace {

/// Smallest, median and largest; `bandwidths_m` are reordered.
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

/// Of the rows that are drawn.
std::optional<run_store::BandwidthRange> drawn_range(const DrawnIncidents& drawn,
                                                     const RowSet& rows)
{
    std::vector<double> bandwidths_m;
    bandwidths_m.reserve(rows.size());
    PlaneGeometry::Reader place(drawn.geometry());
    for (const std::uint32_t i : rows) {
        if (const auto point = drawn.point(i, place(i))) {
            bandwidths_m.push_back(point->bandwidth_m);
        }
    }
    return range_of(std::move(bandwidths_m));
}

std::unique_ptr<const SummedPoints> points_of(const DensityLayerInput& input,
                                              const DrawnIncidents& drawn, const RowSet& rows)
{
    if (rows.size() > input.most_kept_points) {
        return std::make_unique<const GatheredPoints>(drawn, rows, input.most_gathered_points);
    }
    density::KernelPointsBuilder builder(drawn.kernel());
    builder.reserve(rows.size());
    PlaneGeometry::Reader place(drawn.geometry());
    for (const std::uint32_t i : rows) {
        if (const auto point = drawn.point(i, place(i))) {
            builder.add(*point);
        }
    }
    return std::make_unique<const KeptPoints>(density::PointIndex(builder.build()));
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
    auto state = std::make_unique<State>(
        input, filter, DrawnIncidents(input, filter, std::move(geometry), std::move(terms)));
    state->left_out_sources = std::move(left_out);
    for (const std::uint32_t i : state->selection.rows) {
        state->total_weight += state->drawn.weight_of(i);
        const double yearly = state->drawn.yearly_weight(i);
        state->weight_sums.first += yearly;
        state->weight_sums.second += yearly * yearly;
    }
    if (project::has_own_bandwidths(*input.layer)) {
        state->bandwidth_range = drawn_range(state->drawn, state->selection.rows);
    }
    state->points = points_of(input, state->drawn, state->selection.rows);
    m_state = std::move(state);
}

DensityLayer::~DensityLayer() = default;
DensityLayer::DensityLayer(DensityLayer&&) noexcept = default;
DensityLayer& DensityLayer::operator=(DensityLayer&&) noexcept = default;

Raster<double> DensityLayer::at_centres(const SummedPoints& points, const GridFrame& frame,
                                        unsigned threads) const
{
    Raster<double> surface = points.density(frame, threads);
    const DrawnIncidents& drawn = m_state->drawn;
    if (drawn.edge_terms().edge == EdgeCorrection::uniform) {
        divide_by_mass(surface, drawn.geometry(), drawn.edge_terms(), threads);
    }
    return surface;
}

Raster<double> DensityLayer::cell_means(const SummedPoints& narrow, const GridFrame& frame,
                                        unsigned threads) const
{
    const Kernel kernel = narrow.kernel();
    const int factor = density::fine_factor(kernel, narrow.bounds(), frame);
    if (factor == 0) {
        return narrow.mean_of_masses(frame);
    }
    return density::mean_of_samples(
        frame, factor, density::reached_by(kernel, narrow.bounds()),
        [&](const GridFrame& fine) { return at_centres(narrow, fine, threads); });
}

Raster<double> DensityLayer::of_cells(const GridFrame& frame, unsigned threads,
                                      CellValue value) const
{
    const SummedPoints& points = *m_state->points;
    const density::RadiusExtremes& radii = points.bounds().radii;
    const double narrow = density::narrow_radius(points.kernel());
    const auto in_cells = [&](double x, double y) {
        return std::min(x / frame.cell_width, y / frame.cell_height);
    };
    if (value == CellValue::centre || points.is_empty() ||
        in_cells(radii.least_x, radii.least_y) >= narrow) {
        return at_centres(points, frame, threads);
    }
    if (in_cells(radii.largest_x, radii.largest_y) < narrow) {
        return cell_means(points, frame, threads);
    }
    const auto split = points.by_width(frame);
    Raster<double> surface = at_centres(*split.wide, frame, threads);
    if (!split.narrow->is_empty()) {
        const Raster<double> means = cell_means(*split.narrow, frame, threads);
        std::transform(surface.values.begin(), surface.values.end(), means.values.begin(),
                       surface.values.begin(), std::plus<>());
    }
    return surface;
}

Raster<double> DensityLayer::evaluate(const GridFrame& frame, bool mask, unsigned threads,
                                      CellValue value) const
{
    const PlaneGeometry& geometry = m_state->drawn.geometry();
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

Raster<std::uint8_t> DensityLayer::classes(const GridFrame& frame, bool mask,
                                           const DensityColours& colours, unsigned threads) const
{
    return colours.classes().classify(evaluate(frame, mask, threads, CellValue::centre_or_mean));
}

double DensityLayer::evaluate_at(ProjectedPoint place) const
{
    const PlaneGeometry& geometry = m_state->drawn.geometry();
    const PlaneGeometry::Place in_plane = geometry.place_of(place);
    if (!std::isfinite(in_plane.x) || !std::isfinite(in_plane.y) ||
        !geometry.mask().contains(in_plane.x, in_plane.y)) {
        return kNaN;
    }
    double value = m_state->points->at(in_plane.x, in_plane.y);
    const EdgeTerms& terms = m_state->drawn.edge_terms();
    if (terms.edge == EdgeCorrection::uniform) {
        const double mass = terms.mass->at(place);
        value = mass >= density::kSmallestMass ? value / mass : 0.0;
    }
    return value * kSquareMetresPerKm2;
}

Plane DensityLayer::plane() const { return m_state->drawn.geometry().plane(); }
double DensityLayer::bandwidth_m() const { return m_state->bandwidth_m; }
const std::optional<run_store::BandwidthRange>& DensityLayer::bandwidth_range() const
{
    return m_state->bandwidth_range;
}
const IncidentFilter& DensityLayer::filter() const { return m_state->filter; }
const IncidentSelection& DensityLayer::selection() const { return m_state->selection; }
double DensityLayer::total_weight() const { return m_state->total_weight; }
const WeightSums& DensityLayer::weight_sums() const { return m_state->weight_sums; }
double DensityLayer::years() const { return m_state->drawn.years(); }
bool DensityLayer::is_supplied() const { return m_state->drawn.is_supplied(); }

std::span<const std::uint16_t> DensityLayer::left_out_sources() const
{
    return m_state->left_out_sources;
}

std::size_t DensityLayer::memory_bytes() const
{
    return sizeof(State) + m_state->points->memory_bytes() + m_state->selection.rows.memory_bytes();
}

}  // namespace heatward::maps
