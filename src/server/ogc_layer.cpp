#include "ogc_layer.hpp"

#include <fmt/format.h>

#include "heatward/server/key_value_query.hpp"
#include "heatward/server/time_dimension.hpp"
#include "heatward/tabular/text_encoding.hpp"
#include "ogc_exception.hpp"
#include "ogc_metadata.hpp"
#include "routes.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kOutlineStyle = "outline";

/// The request's filters as tiles take them, TIME as `datetime`.
tl::expected<Query, ServiceException> filters_of(const ServedRun& run, const project::Layer& layer,
                                                 const Query& folded)
{
    Query filters;
    for (const std::string_view name : density_filter_parameters()) {
        if (const auto* value = find_value(folded, name); value != nullptr && name != "run") {
            filters.parameters.emplace_back(name, *value);
        }
    }
    const auto* time = find_value(folded, "time");
    if (time == nullptr || tabular::ascii_lower(*time) == "default") {
        return filters;
    }
    if (filters.find("datetime") != nullptr || filters.find("at") != nullptr) {
        return service_exception("InvalidDimensionValue",
                                 "TIME cannot stand beside datetime or at: leave one of them out",
                                 "TIME");
    }
    const auto interval =
        datetime_of_time(*time, {moment_of(run, layer), run.data().project.timezone});
    if (!interval) {
        return service_exception("InvalidDimensionValue",
                                 fmt::format("TIME {}", interval.error().message), "TIME");
    }
    filters.parameters.emplace_back("datetime", *interval);
    return filters;
}

}  // namespace

const std::string& OgcLayer::name() const { return density ? density->layer->id : table->name; }

std::string OgcLayer::canonical() const
{
    return density ? density->canonical : "outlines " + table->name;
}

Subject OgcLayer::subject() const
{
    return density ? Subject{.shown = Shown::density} : subject_of(*table);
}

Subject OgcLayer::legend_subject() const
{
    return density ? Subject{.shown = Shown::legend, .is_filtered = density->is_filtered}
                   : subject_of(*table);
}

std::string_view OgcLayer::style() const
{
    return density ? std::string_view(density->layer->style) : kOutlineStyle;
}

tl::expected<OgcLayer, ServiceException> find_ogc_layer(const ServedRun& run, std::string_view name,
                                                        const Query& folded)
{
    if (const auto* table = run.find_table(name)) {
        return OgcLayer{std::nullopt, table};
    }
    const auto* layer = run.find_layer(name);
    if (layer == nullptr) {
        // For its sentence, which names the nearest.
        return tl::unexpected(exception_of(parse_layer_request(run, name, {}).error()));
    }
    const auto filters = filters_of(run, *layer, folded);
    if (!filters) {
        return tl::unexpected(filters.error());
    }
    auto request = parse_layer_request(run, name, *filters);
    if (!request) {
        ServiceException exception = exception_of(request.error());
        if (exception.locator == "datetime" && folded.find("datetime") == nullptr) {
            exception.code = "InvalidDimensionValue";
            exception.locator = "TIME";
        }
        return tl::unexpected(std::move(exception));
    }
    return OgcLayer{std::move(*request), nullptr};
}

tl::expected<void, ServiceException> check_style(const OgcLayer& layer, std::string_view style)
{
    if (style.empty() || style == "default" || style == layer.style()) {
        return {};
    }
    return service_exception("StyleNotDefined",
                             fmt::format("layer \"{}\" has no style \"{}\"; its own is \"{}\"",
                                         layer.name(), style, layer.style()),
                             "STYLES");
}

tl::expected<OgcLayer, ServiceException> find_styled_layer(const ServedRun& run,
                                                           std::string_view name,
                                                           std::string_view style,
                                                           const Query& folded)
{
    auto layer = find_ogc_layer(run, name, folded);
    if (layer) {
        if (const auto checked = check_style(*layer, style); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    return layer;
}

}  // namespace heatward::server
