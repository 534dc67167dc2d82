#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/core/version.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/maps/density_layer.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/server/feature_format.hpp"
#include "heatward/server/xml_text.hpp"
#include "html_page.hpp"
#include "id_title.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

nlohmann::json months_json(const std::vector<Month>& months)
{
    auto texts = nlohmann::json::array();
    for (const Month& month : months) {
        texts.push_back(to_string(month));
    }
    return texts;
}

/// Those that a layer of the view uses, in the project's order.
nlohmann::json categories_json(const ServedRun& run)
{
    auto categories = nlohmann::json::array();
    for (const auto& category : run.data().project.categories) {
        const auto uses = [&](const run_store::LayerSummary& summary) {
            const auto& layer = *run.find_layer(summary.id);
            const auto holds = [&](const std::vector<std::string>& ids) {
                return std::find(ids.begin(), ids.end(), category.id) != ids.end();
            };
            return holds(layer.categories) || (layer.controls && holds(layer.controls->categories));
        };
        if (std::any_of(run.data().layers.begin(), run.data().layers.end(), uses)) {
            categories.push_back({{"id", category.id}, {"title", category.title}});
        }
    }
    return categories;
}

/// "precision" is null where no rows are shown that it could be told from.
nlohmann::json source_json(const ServedRun& run, std::uint16_t index)
{
    const auto& source = run.data().project.sources[index];
    const auto precision = run.finest_precision(index);
    nlohmann::json json{{"id", source.id},
                        {"kind", source.kind},
                        {"precision", nullptr},
                        {"periods", nlohmann::json::array()},
                        {"missing_periods", nlohmann::json::array()}};
    if (precision) {
        json["precision"] = to_string(*precision);
    }
    const auto* const supply = maps::find_supply(run.data(), index);
    if (supply != nullptr) {
        json["periods"] = months_json(supply->periods);
        json["missing_periods"] = months_json(supply->missing_periods);
    }
    if (run.shows_incidents()) {
        auto& by_month = json["by_month"] = nlohmann::json::array();
        for (const auto& entry :
             supply == nullptr ? std::vector<run_store::MonthRows>() : supply->by_month) {
            by_month.push_back({{"month", to_string(entry.month)},
                                {"rows", entry.rows},
                                {"located", entry.located}});
        }
    }
    return json;
}

nlohmann::json sources_json(const ServedRun& run)
{
    auto sources = nlohmann::json::array();
    for (std::size_t i = 0; i < run.data().project.sources.size(); ++i) {
        sources.push_back(source_json(run, static_cast<std::uint16_t>(i)));
    }
    return sources;
}

/// Of a collection that is no area set.
nlohmann::json outlines_json(const FeatureTable& table)
{
    if (table.size() == 0) {
        return nullptr;
    }
    return {{"tiles", fmt::format("tiles/{}/{{z}}/{{x}}/{{y}}.mvt", table.name)}};
}

nlohmann::json range_json(const std::optional<run_store::BandwidthRange>& range)
{
    if (!range) {
        return nullptr;
    }
    return {{"smallest", range->smallest_m},
            {"median", range->median_m},
            {"largest", range->largest_m}};
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
                          {"records_not_events", layer.sources.size() > 1},
                          {"combine", nullptr},
                          {"months", nullptr}});
        if (layer.controls) {
            layers.back()["type"] = "relative-risk";
            layers.back()["controls"] = {{"categories", layer.controls->categories},
                                         {"sources", layer.controls->sources}};
        }
        if (!layer.combine.empty()) {
            layers.back()["combine"] = layer.combine;
        }
        if (project::has_own_bandwidths(layer)) {
            layers.back()["bandwidth"] =
                maps::bandwidth_text(layer, summary.bandwidth_m, summary.bandwidth_range);
            layers.back()["bandwidth_range_m"] = range_json(summary.bandwidth_range);
        }
        const auto filter = maps::layer_filter(run.data().project, layer);
        const auto sources = maps::sources_behind(run.data().project, layer, filter);
        if (const auto span = maps::month_span(run.data(), sources, filter.interval)) {
            layers.back()["months"] = {{"first", to_string(span->first)},
                                       {"last", to_string(span->last)}};
        }
        const std::string gaps = maps::not_supplied_text(run.data(), sources, filter.interval);
        if (!gaps.empty()) {
            layers.back()["not_supplied"] = gaps;
        }
    }
    return layers;
}

nlohmann::json area_sets_json(const ServedRun& run)
{
    const project::Project& project = run.data().project;
    auto sets = nlohmann::json::array();
    for (const auto& table : run.data().area_sets) {
        const auto* set = project.find_area_set(table.name);
        nlohmann::json parent = nullptr;
        if (set != nullptr && set->parent) {
            parent = set->parent->set;
        }
        sets.push_back({{"id", table.name},
                        {"title", title_of_id(table.name)},
                        {"parent", parent},
                        {"tiles", fmt::format("tiles/{}/{{z}}/{{x}}/{{y}}.mvt", table.name)},
                        {"count", table.size()},
                        {"top", project.evidence.value_or(project::Evidence()).top}});
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
            link(base + "/api?f=html", "service-doc", "text/html", "API definition for people"),
            link(base + "/conformance", "conformance", kJson, "Conformance classes"),
            link(base + "/collections" + pin, "data", kJson, "Collections")};
}

constexpr std::array kConformanceClasses{"ogcapi-common-1/1.0/conf/core",
                                         "ogcapi-common-2/1.0/conf/collections",
                                         "ogcapi-features-1/1.0/conf/core",
                                         "ogcapi-features-1/1.0/conf/oas30",
                                         "ogcapi-features-1/1.0/conf/geojson",
                                         "ogcapi-features-1/1.0/conf/html",
                                         "ogcapi-features-2/1.0/conf/crs",
                                         "ogcapi-features-3/1.0/conf/queryables",
                                         "ogcapi-features-3/1.0/conf/filter",
                                         "ogcapi-features-3/1.0/conf/features-filter",
                                         "cql2/1.0/conf/cql2-text",
                                         "cql2/1.0/conf/cql2-json",
                                         "cql2/1.0/conf/basic-cql2",
                                         "cql2/1.0/conf/advanced-comparison-operators",
                                         "cql2/1.0/conf/case-insensitive-comparison"};

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
                        {"categories", categories_json(run)},
                        {"sources", sources_json(run)},
                        {"hotspots", outlines_json(run.data().hotspots)},
                        {"interventions", outlines_json(run.data().interventions)},
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
    const auto format = asked_format(*context.query, *context.request, kCollectionFormats);
    if (!format) {
        return tl::unexpected<Problem>(format.error());
    }
    auto classes = nlohmann::json::array();
    std::string list;
    for (const char* name : kConformanceClasses) {
        classes.push_back(fmt::format("http://www.opengis.net/spec/{}", name));
        list += fmt::format("<li>{}</li>\n", escape_markup(classes.back().get<std::string>()));
    }
    if (*format == FeatureFormat::html) {
        auto answer = json_answer("conformance html", nullptr);
        answer.produce = [list] {
            return ok("text/html; charset=utf-8",
                      html_begin("What this server is built to", {}) +
                          "<p>Tested against the following by its own tests; not certified.</p>\n"
                          "<ul>\n" +
                          list + "</ul>\n<nav>" + html_link("conformance?f=json", "As JSON") +
                          html_link("api?f=html", "What this server answers") +
                          html_link("collections?f=html", "Collections") + "</nav>\n" +
                          std::string(html_end()));
        };
        return answer;
    }
    return json_answer("conformance", {{"conformsTo", classes}});
}

}  // namespace heatward::server
