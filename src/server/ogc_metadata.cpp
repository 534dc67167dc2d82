#include "ogc_metadata.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "heatward/core/polygon.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/server/access_decision.hpp"
#include "heatward/server/picture_places.hpp"
#include "id_title.hpp"
#include "named_collection_words.hpp"
#include "subject_of.hpp"
#include "web_mercator.hpp"

namespace heatward::server {

namespace {

/// The web mercator rectangle of a rectangle in degrees: its axes are those of degrees.
Extent mercator_extent(const Extent& degrees)
{
    const MercatorPoint least = mercator_of_lonlat({degrees.min_x, degrees.min_y});
    const MercatorPoint most = mercator_of_lonlat({degrees.max_x, degrees.max_y});
    return {least.x, least.y, most.x, most.y};
}

std::optional<Extent> british_extent(const ServedRun& run)
{
    const auto place_of = PicturePlaces(run.projection(), PictureCrs::epsg_27700).from_project();
    Extent extent;
    bool is_whole = true;
    for_each_ring(run.data().study_area, [&](const Ring<ProjectedPoint>& ring) {
        for (const ProjectedPoint& vertex : ring) {
            const auto place = place_of(vertex);
            is_whole = is_whole && place;
            if (place) {
                extent.include(place->x, place->y);
            }
        }
    });
    return is_whole && !extent.is_empty() ? std::optional(extent) : std::nullopt;
}

std::string bandwidth_words(const run_store::LayerSummary& summary, const project::Layer& layer)
{
    return project::has_own_bandwidths(layer)
               ? maps::bandwidth_text(layer, summary.bandwidth_m, summary.bandwidth_range)
               : fmt::format("bandwidth {} m", summary.bandwidth_m);
}

}  // namespace

std::string title_of_table(const FeatureTable& table) { return title_of_id(table.name); }

std::string abstract_of(const ServedRun& run, const project::Layer& layer)
{
    const auto& summary = run.summary(layer);
    std::string text = fmt::format("{}; {} kernel, {}; {}.", summary.unit, to_string(layer.kernel),
                                   bandwidth_words(summary, layer), layer.period_text);
    const auto filter = maps::layer_filter(run.data().project, layer);
    if (const auto gaps = maps::not_supplied_text(
            run.data(), maps::sources_behind(run.data().project, layer, filter), filter.interval);
        !gaps.empty()) {
        text += fmt::format(" Not supplied: {}.", gaps);
    }
    text += " Densities are annualised; records are not events.";
    if (const auto& marking = run.data().project.marking; !marking.empty()) {
        text += " " + marking;
    }
    return text;
}

std::string abstract_of_table(const ServedRun& run, const FeatureTable& table)
{
    std::string text{description_of_named(table.name)};
    if (text.empty()) {
        text = "Outlines of areas; feature info tells their figures.";
    }
    if (const auto& marking = run.data().project.marking; !marking.empty()) {
        text += " " + marking;
    }
    return text;
}

std::vector<const project::Layer*> shown_layers(const ServedRun& run)
{
    std::vector<const project::Layer*> layers;
    if (decide_access(run.view().tier(), {.shown = Shown::density})) {
        for (const auto& summary : run.data().layers) {
            layers.push_back(run.find_layer(summary.id));
        }
    }
    return layers;
}

std::vector<const FeatureTable*> shown_tables(const ServedRun& run)
{
    std::vector<const FeatureTable*> tables;
    for (const auto& id : run.collection_ids()) {
        const auto* table = run.find_table(id);
        if (table != nullptr && table->size() > 0 &&
            decide_access(run.view().tier(), subject_of(*table))) {
            tables.push_back(table);
        }
    }
    return tables;
}

std::optional<Extent> bounds_in(const ServedRun& run, PictureCrs crs)
{
    switch (crs) {
        case PictureCrs::epsg_3857:
            return mercator_extent(run.bounds());
        case PictureCrs::epsg_4326:
        case PictureCrs::crs_84:
            return run.bounds();
        case PictureCrs::epsg_27700:
            break;
    }
    return british_extent(run);
}

std::string TimeValues::whole() const
{
    return fmt::format("{}/{}", format_time(start_of(months.first), TimePrecision::day),
                       format_time(start_of(months.last.next()) - 1, TimePrecision::day));
}

std::string TimeValues::extent() const { return whole() + (are_months ? "/P1M" : "/P1D"); }

std::optional<TimeValues> time_values(const ServedRun& run, const project::Layer& layer)
{
    const auto filter = maps::layer_filter(run.data().project, layer);
    const auto span = maps::month_span(run.data(), filter.sources, filter.interval);
    if (!span) {
        return std::nullopt;
    }
    return TimeValues{*span, moment_of(run, layer) == MomentMeans::its_month};
}

MomentMeans moment_of(const ServedRun& run, const project::Layer& layer)
{
    auto finest = TimePrecision::month;
    bool is_known = false;
    for (const std::uint16_t source : maps::layer_filter(run.data().project, layer).sources) {
        if (const auto precision = run.finest_precision(source)) {
            finest = std::min(finest, *precision);
            is_known = true;
        }
    }
    return is_known && finest == TimePrecision::month ? MomentMeans::its_month
                                                      : MomentMeans::as_written;
}

}  // namespace heatward::server
