#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/core/time_zone.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/server/coordinate_text.hpp"
#include "heatward/server/feature_crs.hpp"
#include "heatward/server/xml_text.hpp"
#include "html_page.hpp"
#include "id_title.hpp"
#include "items_links.hpp"
#include "json_answer.hpp"
#include "named_collection_words.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

std::string description_of(const ServedRun& run, std::string_view id)
{
    if (const std::string_view words = description_of_named(id); !words.empty()) {
        return std::string(words);
    }
    const auto* set = run.data().project.find_area_set(id);
    return set != nullptr && set->grid ? "Grid cells with the figures of every layer."
                                       : "Areas with the figures of every layer.";
}

/// The months from the first to the last that a source of the project supplied or lacks, in UTC:
/// the standard's extents have RFC 3339 times, and a local midnight is none of UTC's in summer.
nlohmann::json temporal_extent(const ServedRun& run)
{
    std::vector<std::uint16_t> sources(run.data().project.sources.size());
    std::iota(sources.begin(), sources.end(), std::uint16_t{0});
    const auto span = maps::month_span(run.data(), sources, TimeInterval{});
    if (!span) {
        return nullptr;
    }
    const auto zone = TimeZone::find(run.data().project.timezone);
    if (!zone) {
        return nullptr;
    }
    const auto begin = zone->utc_time(start_of(span->first));
    const auto end = zone->utc_time(start_of(span->last.next())) - 1;
    return {{"interval", nlohmann::json::array({nlohmann::json::array(
                             {format_time(begin, TimePrecision::minute) + ":00Z",
                              format_time(end, TimePrecision::minute) + ":59Z"})})}};
}

/// The extent in the decimals that coordinates are written with, so that it holds them all.
nlohmann::json bbox_json(const Extent& extent)
{
    const double power = std::pow(10.0, kDegreeDecimals);
    return {std::floor(extent.min_x * power) / power, std::floor(extent.min_y * power) / power,
            std::ceil(extent.max_x * power) / power, std::ceil(extent.max_y * power) / power};
}

nlohmann::json crs_list(const ServedRun& run)
{
    auto list = nlohmann::json::array();
    for (const auto& crs : served_crs(run.projection())) {
        list.push_back(crs.uri());
    }
    return list;
}

nlohmann::json collection_links(const ItemsPlace& place)
{
    const std::string self = fmt::format("{}/collections/{}", place.base_url, place.collection);
    const std::string pin = pin_of(place, '?');
    const std::string more = pin_of(place, '&');
    nlohmann::json links{
        link(self + pin, "self", kJson, "This collection"),
        link(self + "?f=html" + more, "alternate", "text/html", "This collection as HTML"),
        link(self + "/items" + pin, "items", kGeoJson, "Its features as GeoJSON"),
        link(self + "/items?f=html" + more, "items", "text/html", "Its features as HTML"),
        link(self + "/items?f=csv" + more, "items", "text/csv", "All its features as CSV"),
        link(self + "/items?f=fgb" + more, "items", "application/flatgeobuf",
             "All its features as FlatGeobuf"),
        link(self + "/items?f=gpkg" + more, "items", "application/geopackage+sqlite3",
             "All its features as a GeoPackage"),
        link(self + "/queryables" + pin, "http://www.opengis.net/def/rel/ogc/1.0/queryables",
             "application/schema+json", "What filters may name")};
    return links;
}

nlohmann::json collection_json(const ItemsPlace& place)
{
    const ServedRun& run = *place.run;
    const std::string& id = place.collection;
    nlohmann::json json{{"id", id},
                        {"title", title_of_id(id)},
                        {"description", description_of(run, id)},
                        {"itemType", "feature"},
                        {"crs", crs_list(run)},
                        {"links", collection_links(place)}};
    if (const int epsg = run.projection().epsg(); epsg != 0) {
        json["storageCrs"] = FeatureCrs{epsg}.uri();
    }
    const Collection& collection = *run.find_collection(id);
    const Extent extent = collection.extent();
    if (!extent.is_empty()) {
        json["extent"]["spatial"] = {{"bbox", nlohmann::json::array({bbox_json(extent)})},
                                     {"crs", FeatureCrs{}.uri()}};
    }
    if (const auto times = temporal_extent(run); collection.has_times() && !times.is_null()) {
        json["extent"]["temporal"] = times;
    }
    return json;
}

/// Its title, what it is and where its links go.
std::string collection_section(const nlohmann::json& collection)
{
    std::string section = fmt::format(
        "<h2>{}</h2>\n<p>{}</p>\n<nav>", escape_markup(collection.at("title").get<std::string>()),
        escape_markup(collection.at("description").get<std::string>()));
    for (const auto& link : collection.at("links")) {
        section +=
            html_link(link.at("href").get<std::string>(), link.at("title").get<std::string>());
    }
    return section + "</nav>\n";
}

Response page_of(const ServedRun& run, std::string_view title, const std::string& sections)
{
    return ok("text/html; charset=utf-8",
              html_begin(title, run.data().project.marking) + sections + std::string(html_end()));
}

Response collections_response(ItemsPlace place)
{
    auto list = nlohmann::json::array();
    std::string sections;
    for (const auto& id : place.run->collection_ids()) {
        place.collection = id;
        list.push_back(collection_json(place));
        sections += collection_section(list.back());
    }
    if (place.format == FeatureFormat::html) {
        return page_of(*place.run, place.run->data().project.title, sections);
    }
    const std::string self = place.base_url + "/collections";
    return json_response({{"collections", list},
                          {"crs", crs_list(*place.run)},
                          {"links",
                           {link(self + pin_of(place, '?'), "self", kJson, "This document"),
                            link(self + "?f=html" + pin_of(place, '&'), "alternate", "text/html",
                                 "This document as HTML")}}});
}

Response collection_response(const ItemsPlace& place)
{
    const auto json = collection_json(place);
    if (place.format == FeatureFormat::html) {
        return page_of(*place.run, place.run->data().project.title, collection_section(json));
    }
    return json_response(json);
}

}  // namespace

Outcome collections(const RouteContext& context)
{
    const auto format = asked_format(*context.query, *context.request, kCollectionFormats);
    if (!format) {
        return tl::unexpected<Problem>(format.error());
    }
    Answer answer;
    answer.canonical = fmt::format("collections {} {} {}", name_of(*format).word, context.base_url,
                                   context.is_pinned);
    answer.produce =
        [place = ItemsPlace{context.run, context.base_url, context.is_pinned, {}, {}, *format}] {
            return collections_response(place);
        };
    return answer;
}

Outcome collection(const RouteContext& context)
{
    const auto format = asked_format(*context.query, *context.request, kCollectionFormats);
    if (!format) {
        return tl::unexpected<Problem>(format.error());
    }
    const std::string& id = context.captures.at("collection");
    if (const auto found = check_collection(*context.run, id); !found) {
        return tl::unexpected<Problem>(found.error());
    }
    Answer answer;
    answer.subjects = {subject_of(*context.run, id)};
    answer.canonical = fmt::format("collection {} {} {} {}", id, name_of(*format).word,
                                   context.base_url, context.is_pinned);
    answer.produce =
        [place = ItemsPlace{context.run, context.base_url, context.is_pinned, id, {}, *format}] {
            return collection_response(place);
        };
    return answer;
}

}  // namespace heatward::server
