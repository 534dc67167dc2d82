#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "density_headers.hpp"
#include "handlers.hpp"
#include "heatward/core/crossing.hpp"
#include "heatward/maps/map_extent.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/stats/incident_series.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

/// One area of a set.
struct Area {
    const FeatureTable* table = nullptr;
    std::size_t row = 0;
};

/// The sets in which a code is looked up: the wards, other sets that have a parent, the others.
std::vector<const FeatureTable*> tables_by_rank(const run_store::RunData& run)
{
    const auto rank_of = [&](const FeatureTable* table) {
        const auto* set = run.project.find_area_set(table->name);
        return table->name == "wards" ? 0 : set != nullptr && set->parent ? 1 : 2;
    };
    std::vector<const FeatureTable*> tables;
    for (const auto& table : run.area_sets) {
        tables.push_back(&table);
    }
    std::stable_sort(tables.begin(), tables.end(),
                     [&](const auto* a, const auto* b) { return rank_of(a) < rank_of(b); });
    return tables;
}

tl::expected<Area, Problem> find_area(const run_store::RunData& run, const std::string& code)
{
    for (const FeatureTable* table : tables_by_rank(run)) {
        for (std::size_t row = 0; row < table->size(); ++row) {
            if (table->text(row, "code") == code) {
                return Area{table, row};
            }
        }
    }
    return refuse(404, maps::extent_of_area(run, code).error().message);
}

RowSet rows_inside(const IncidentTable& incidents, const ProjectedMultiPolygon& area)
{
    const WindingIndex index(area);
    RowSet inside(incidents.size());
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (index.extent().contains(incidents.x[i], incidents.y[i]) &&
            index.contains({incidents.x[i], incidents.y[i]})) {
            inside.insert(i);
        }
    }
    return inside;
}

/// The ids of the request's sources that did not supply the month.
std::vector<std::string> missing_sources(const run_store::RunData& run, const LayerRequest& request,
                                         const Month& month)
{
    std::vector<std::string> missing;
    for (const std::uint16_t source : request.filter.sources) {
        const auto* const supply = maps::find_supply(run, source);
        const bool is_supplied =
            supply != nullptr && std::find(supply->periods.begin(), supply->periods.end(), month) !=
                                     supply->periods.end();
        if (!is_supplied) {
            missing.push_back(run.project.sources[source].id);
        }
    }
    return missing;
}

/// Whether one of the request's sources that supplied the month knows its times finely enough for
/// the filter to count any.
bool is_countable(const ServedRun& served, const LayerRequest& request, const Month& month)
{
    const TimePrecision needed = needed_precision(request.filter);
    return std::any_of(
        request.filter.sources.begin(), request.filter.sources.end(), [&](std::uint16_t source) {
            const auto* const supply = maps::find_supply(served.data(), source);
            const auto finest = served.finest_precision(source);
            return supply != nullptr && finest && *finest <= needed &&
                   std::find(supply->periods.begin(), supply->periods.end(), month) !=
                       supply->periods.end();
        });
}

/// A count is null where nobody supplied the month with times that are fine enough, and where the
/// filter's interval has none of it: absent is not nought.
nlohmann::json months_json(const ServedRun& served, const LayerRequest& request,
                           const std::vector<Month>& months, const std::vector<std::size_t>& counts)
{
    auto json = nlohmann::json::array();
    for (std::size_t i = 0; i < months.size(); ++i) {
        const auto missing = missing_sources(served.data(), request, months[i]);
        const bool is_known = is_countable(served, request, months[i]) &&
                              maps::touches(months[i], request.filter.interval);
        json.push_back({{"month", to_string(months[i])},
                        {"count", is_known ? nlohmann::json(counts[i]) : nlohmann::json()},
                        {"missing", missing}});
    }
    return json;
}

nlohmann::json area_json(const std::optional<Area>& area)
{
    if (!area) {
        return nullptr;
    }
    return {{"set", area->table->name},
            {"code", area->table->text(area->row, "code")},
            {"name", area->table->text(area->row, "name")}};
}

IncidentSelection select_inside(const IncidentTable& incidents, const IncidentFilter& filter,
                                const std::optional<RowSet>& inside)
{
    return inside ? select(incidents, filter, *inside) : select(incidents, filter);
}

/// `of_layer` and, of a relative risk, the controls left out beside these cases.
ExcludedRows excluded_of(const run_store::RunData& run, const LayerRequest& request,
                         const std::optional<RowSet>& inside, std::size_t of_layer)
{
    if (!project::is_relative_risk(*request.layer)) {
        return {of_layer, std::nullopt};
    }
    const std::size_t controls =
        select_inside(run.incidents, request.controls.value(), inside).too_coarse;
    return {of_layer + controls, controls};
}

Response series_response(const ServedRun& run, const LayerRequest& request,
                         const std::optional<Area>& area)
{
    const auto& data = run.data();
    const IncidentTable& incidents = data.incidents;
    const auto inside =
        area ? std::optional(rows_inside(incidents, area->table->geometry[area->row]))
             : std::nullopt;
    const IncidentSelection selection = select_inside(incidents, request.filter, inside);

    const auto whole = maps::layer_filter(data.project, *request.layer);
    const auto span = maps::month_span(data, whole.sources, whole.interval);
    const auto months = span ? months_between(span->first, span->last) : std::vector<Month>();
    const auto series =
        stats::count_over_time(incidents, selection.rows, span ? span->first : Month{},
                               span ? span->last : Month::from_index(0));
    const ExcludedRows excluded = excluded_of(data, request, inside, selection.too_coarse);
    nlohmann::json json = {
        {"layer", request.layer->id},
        {"area", area_json(area)},
        {"unit", request.filter.sources.size() > 1 ? "records per month" : "incidents per month"},
        {"months", months_json(run, request, months, series.by_month)},
        {"weekday_hours", series.weekday_hours},
        {"without_hour", series.without_hour}};
    add_excluded(excluded, json);
    auto response = json_response(json);
    response.headers.push_back({"X-Heatward-Excluded", std::to_string(excluded.all)});
    return response;
}

Outcome series_of(const RouteContext& context, const std::string* code)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    auto layer = parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    std::optional<Area> area;
    if (code != nullptr) {
        const auto found = find_area(context.run->data(), *code);
        if (!found) {
            return tl::unexpected<Problem>(found.error());
        }
        area = *found;
    }
    Answer answer;
    answer.canonical =
        fmt::format("series {} {}", layer->canonical, code == nullptr ? "" : "of " + *code);
    answer.produce = [run = context.run, layer = std::move(*layer), area] {
        return series_response(*run, layer, area);
    };
    return answer;
}

}  // namespace

Outcome series(const RouteContext& context) { return series_of(context, nullptr); }

Outcome series_of_area(const RouteContext& context)
{
    return series_of(context, &context.captures.at("code"));
}

}  // namespace heatward::server
