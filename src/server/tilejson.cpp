#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/maps/period_text.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/parameter.hpp"
#include "json_answer.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

/// Zoom at which a tile of a layer holds its whole detail: beyond it, clients may enlarge.
constexpr int kVectorMaxZoom = 16;

/// What the TileJSON of an area set, the hotspots or the interventions takes.
constexpr std::array<std::string_view, 2> kTableParameters{"f", "run"};

nlohmann::json common(const ServedRun& run, std::string_view name, const std::string& tiles,
                      int max_zoom)
{
    const Extent bounds = run.bounds();
    nlohmann::json json{{"tilejson", "3.0.0"},
                        {"name", name},
                        {"scheme", "xyz"},
                        {"tiles", {tiles}},
                        {"minzoom", 0},
                        {"maxzoom", max_zoom},
                        {"bounds", {bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y}}};
    return json;
}

/// Whose data tiles show, of when and from which run. Clients set it as HTML: ids are letters,
/// digits and hyphens, and so is a run's.
std::string attribution(const ServedRun& run, const std::vector<std::string>& sources,
                        const std::string& period)
{
    return fmt::format("{}: {}{}{}; run {}", sources.size() == 1 ? "Source" : "Sources",
                       fmt::join(sources, ", "), period.empty() ? "" : "; ", period,
                       run.view().run_id());
}

std::vector<std::string> all_sources(const project::Project& project)
{
    std::vector<std::string> ids;
    for (const auto& source : project.sources) {
        ids.push_back(source.id);
    }
    return ids;
}

/// Those of the request's filter, and of a relative risk's controls.
std::vector<std::string> sources_of(const project::Project& project, const LayerRequest& request)
{
    std::vector<std::string> ids;
    for (const std::uint16_t i : sources_behind(project, request)) {
        ids.push_back(project.sources.at(i).id);
    }
    return ids;
}

std::string period_of(const LayerRequest& request)
{
    if (const auto& window = request.filter.window) {
        return maps::window_text(*window);
    }
    const TimeInterval& within = request.filter.interval;
    return maps::period_text(within.begin < within.end ? within : request.asked_interval);
}

/// The layer's own as the project writes it; of a filter, its part of it.
std::string described_period(const LayerRequest& request)
{
    const bool is_whole =
        !request.filter.window && request.filter.interval == request.layer->period;
    return is_whole ? request.layer->period_text : period_of(request);
}

/// The query of this request, so that a layer's tiles have its filter too.
std::string query_text(const Query& query)
{
    std::string text;
    for (const auto& [name, value] : query.parameters) {
        if (name != "f") {
            text += fmt::format("{}{}={}", text.empty() ? '?' : '&', name, percent_encode(value));
        }
    }
    return text;
}

nlohmann::json vector_layers(const ServedRun& run, const FeatureTable& table)
{
    auto fields = nlohmann::json::object();
    for (const std::size_t number : run.shown_columns(table)) {
        const Column& column = table.columns[number];
        fields[column.name] = column.type == ColumnType::text ? "String" : "Number";
    }
    return {{{"id", table.name}, {"fields", fields}}};
}

/// A range is known of the layer itself, not of what a filter leaves.
std::string described_bandwidth(const ServedRun& run, const LayerRequest& request)
{
    if (!project::has_own_bandwidths(*request.layer)) {
        return fmt::format("bandwidth {} m", request.bandwidth_m);
    }
    return maps::bandwidth_text(
        *request.layer, request.bandwidth_m,
        request.is_filtered ? std::nullopt : run.summary(*request.layer).bandwidth_range);
}

/// Unit, kernel, bandwidth, period and filter: what a legend of these tiles must say.
std::string description_of(const ServedRun& run, const LayerRequest& request)
{
    std::string text = fmt::format("{}; {}, {}, {}", run.summary(*request.layer).unit,
                                   to_string(request.layer->kernel),
                                   described_bandwidth(run, request), described_period(request));
    const TimeInterval& within = request.filter.interval;
    if (within.begin >= within.end) {
        text += ", outside the layer's period: nothing is coloured";
    } else if (const auto gaps = maps::not_supplied_text(
                   run.data(), sources_behind(run.data().project, request), within);
               !gaps.empty()) {
        text += fmt::format("; not supplied: {}", gaps);
    }
    if (!request.filter_text.empty()) {
        text += fmt::format("; {}", request.filter_text);
    }
    if (request.scale == maps::ColourScale::filter) {
        text += fmt::format("; {}", maps::kFilterScaleWords);
    }
    return text;
}

}  // namespace

Outcome tilejson(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const ServedRun& run = *context.run;
    const std::string& id = context.captures.at("tileset");
    const std::string address = fmt::format("{}/tiles/{}/{{z}}/{{x}}/{{y}}", context.base_url, id);
    if (const FeatureTable* table = run.find_table(id)) {
        // Areas and their figures are of the whole run: their tiles take no filter.
        if (const auto checked = check_parameters(*context.query, kTableParameters); !checked) {
            return tl::unexpected<Problem>(checked.error());
        }
        const std::string pin = pin_of(context, '?');
        auto json = common(run, id, address + ".mvt" + pin, kVectorMaxZoom);
        json["vector_layers"] = vector_layers(run, *table);
        json["attribution"] = attribution(run, all_sources(run.data().project), {});
        auto answer = json_answer(fmt::format("tilejson {} {}{}", id, context.base_url, pin), json);
        answer.subjects = {subject_of(*table)};
        return answer;
    }
    const std::string query = query_text(*context.query);
    const auto layer = parse_layer_request(run, id, *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    auto json = common(run, layer->layer->title, address + ".png" + query, kMaxZoom);
    json["description"] = description_of(run, *layer);
    json["attribution"] =
        attribution(run, sources_of(run.data().project, *layer), period_of(*layer));
    return json_answer(fmt::format("tilejson {} {}{}", id, context.base_url, query), json);
}

}  // namespace heatward::server
