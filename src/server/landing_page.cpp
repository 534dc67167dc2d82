#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/core/version.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

/// "wards" → "Wards": area sets have no title of their own.
std::string title_of(const std::string& id)
{
    std::string title = id;
    for (char& c : title) {
        c = c == '-' ? ' ' : c;
    }
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
}

nlohmann::json layers_json(const ServedRun& run)
{
    auto layers = nlohmann::json::array();
    for (const auto& summary : run.data().layers) {
        const auto& layer = *run.find_layer(summary.id);
        layers.push_back({{"id", layer.id},
                          {"title", layer.title},
                          {"period", layer.period_text},
                          {"unit", summary.unit},
                          {"kernel", to_string(layer.kernel)},
                          {"bandwidth_m", summary.bandwidth_m},
                          {"bandwidths_m", layer.bandwidths},
                          {"weight", layer.weight == project::Weight::harm ? "harm" : "count"},
                          {"categories", layer.categories},
                          {"sources", layer.sources},
                          {"tiles", fmt::format("tiles/{}.json", layer.id)},
                          {"legend", fmt::format("legend/{}.json", layer.id)},
                          {"records_not_events", layer.sources.size() > 1}});
        const auto filter = maps::layer_filter(run.data().project, layer);
        const std::string gaps =
            maps::not_supplied_text(run.data(), filter.sources, filter.interval);
        if (!gaps.empty()) {
            layers.back()["not_supplied"] = gaps;
        }
    }
    return layers;
}

nlohmann::json area_sets_json(const ServedRun& run)
{
    auto sets = nlohmann::json::array();
    for (const auto& table : run.data().area_sets) {
        const auto* set = run.data().project.find_area_set(table.name);
        nlohmann::json parent = nullptr;
        if (set != nullptr && set->parent) {
            parent = set->parent->set;
        }
        sets.push_back({{"id", table.name},
                        {"title", title_of(table.name)},
                        {"parent", parent},
                        {"tiles", fmt::format("tiles/{}/{{z}}/{{x}}/{{y}}.mvt", table.name)},
                        {"count", table.size()}});
    }
    return sets;
}

nlohmann::json links_json(const RouteContext& context)
{
    const std::string& base = context.base_url;
    const std::string pin = pin_of(context, '?');
    return {link(base + "/?f=json" + pin_of(context, '&'), "self", kJson, "This document"),
            link(base + "/", "alternate", "text/html", "The map viewer"),
            link(base + "/api", "service-desc", "application/vnd.oai.openapi+json;version=3.0",
                 "API definition"),
            link(base + "/conformance", "conformance", kJson, "Conformance classes"),
            link(base + "/collections" + pin, "data", kJson, "Collections")};
}

}  // namespace

Outcome landing_page(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const ServedRun& run = *context.run;
    const auto& project = run.data().project;
    const Extent bounds = run.bounds();
    nlohmann::json json{{"title", project.title},
                        {"description",
                         "Incident density maps and area figures. Densities are annualised; "
                         "records are not events."},
                        {"run", run.view().run_id()},
                        {"tier", to_string(run.view().tier())},
                        {"generated_by", fmt::format("heatward {}", program_version())},
                        {"links", links_json(context)},
                        {"layers", layers_json(run)},
                        {"area_sets", area_sets_json(run)},
                        {"bounds", {bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y}}};
    json["basemap"] = basemap_json(run.data().basemap);
    if (!project.marking.empty()) {
        json["marking"] = project.marking;
    }
    return json_answer("landing " + context.base_url, json);
}

Outcome conformance(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string part = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";
    return json_answer("conformance",
                       {{"conformsTo", {part + "core", part + "oas30", part + "geojson"}}});
}

}  // namespace heatward::server
