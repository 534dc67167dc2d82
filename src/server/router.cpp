#include "heatward/server/router.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

using Names = std::vector<std::string_view>;

/// What narrows a layer.
const Names kLayerFilters{"datetime", "category", "source", "bandwidth",
                          "scale",    "hours",    "days",   "run"};

Names with(Names names, std::initializer_list<std::string_view> more)
{
    names.insert(names.end(), more);
    return names;
}

/// Counts have no instant.
const Names kDensityFilters = with(kLayerFilters, {"at", "span"});

Outcome status(std::string_view word) { return json_answer(std::string(word), {{"status", word}}); }

}  // namespace

Router::Router()
    : m_viewer_page{RoutePattern("/"),   "The map viewer", "text/html", {},
                    RouteNeeds::nothing, Caching::by_run,  &viewer_page}
{
    add_documents();
    add_drawings();
    add_features();
    add_viewer();
}

void Router::add_documents()
{
    m_routes.push_back({RoutePattern("/"),
                        "Landing page: layers, area sets and links",
                        kJson,
                        {"f", "run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &landing_page});
    m_routes.push_back({RoutePattern("/conformance"),
                        "OGC conformance classes",
                        kJson,
                        {"f", "run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &conformance});
    m_routes.push_back({RoutePattern("/api"),
                        "This document",
                        "application/vnd.oai.openapi+json;version=3.0",
                        {"f"},
                        RouteNeeds::nothing,
                        Caching::by_run,
                        [this](const RouteContext&) {
                            auto answer = json_answer("api", nullptr);
                            answer.produce = [this] {
                                return json_response(
                                    openapi_document(m_routes),
                                    "application/vnd.oai.openapi+json;version=3.0");
                            };
                            return Outcome(std::move(answer));
                        }});
    m_routes.push_back({RoutePattern("/health"),
                        "Whether the process answers",
                        kJson,
                        {},
                        RouteNeeds::nothing,
                        Caching::never,
                        [](const RouteContext&) { return status("ok"); }});
    m_routes.push_back({RoutePattern("/ready"),
                        "Whether there is a run to serve",
                        kJson,
                        {},
                        RouteNeeds::any_run,
                        Caching::never,
                        [](const RouteContext&) { return status("ready"); }});
}

/// Before the routes of layers and area sets, whose patterns hold these addresses too.
void Router::add_basemap()
{
    m_routes.push_back({RoutePattern("/tiles/basemap.json"),
                        "TileJSON of the basemap",
                        kJson,
                        {"f", "run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &basemap_tilejson});
    m_routes.push_back({RoutePattern("/tiles/basemap/{z}/{x}/{y}.mvt"),
                        "Vector tile of the basemap, a layer a class",
                        "application/vnd.mapbox-vector-tile",
                        {"run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &basemap_tile});
}

void Router::add_drawings()
{
    add_basemap();
    m_routes.push_back({RoutePattern("/tiles/{tileset}.json"), "TileJSON of a layer or area set",
                        kJson, with(kDensityFilters, {"f"}), RouteNeeds::view, Caching::by_run,
                        &tilejson});
    m_routes.push_back({RoutePattern("/tiles/{layer}/{z}/{x}/{y}@2x.png"),
                        "Density tile of 512 pixels", kPng, kDensityFilters, RouteNeeds::view,
                        Caching::by_run, &density_tile_2x});
    m_routes.push_back({RoutePattern("/tiles/{layer}/{z}/{x}/{y}.png"),
                        "Density tile of 256 pixels", kPng, kDensityFilters, RouteNeeds::view,
                        Caching::by_run, &density_tile});
    m_routes.push_back({RoutePattern("/tiles/{layer}/{z}/{x}/{y}.mvt"),
                        "Vector tile of an area set or the hotspots",
                        "application/vnd.mapbox-vector-tile",
                        {"run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &vector_tile});
    m_routes.push_back({RoutePattern("/legend/{layer}.json"), "Legend of a layer", kJson,
                        with(kDensityFilters, {"f"}), RouteNeeds::view, Caching::by_run,
                        &legend_as_json});
    m_routes.push_back({RoutePattern("/legend/{layer}@2x.png"),
                        "Legend of a layer as a picture of twice the pixels", kPng, kDensityFilters,
                        RouteNeeds::view, Caching::by_run, &legend_as_png_2x});
    m_routes.push_back({RoutePattern("/legend/{layer}.png"), "Legend of a layer as a picture", kPng,
                        kDensityFilters, RouteNeeds::view, Caching::by_run, &legend_as_png});
    m_routes.push_back({RoutePattern("/point/{layer}/{lon},{lat}"),
                        "Density, ward and district of a place", kJson,
                        with(kDensityFilters, {"f"}), RouteNeeds::view, Caching::by_run, &place});
    const Names options = with(kDensityFilters, {"title", "legend", "scalebar", "north",
                                                 "boundaries", "labels", "bbox-crs"});
    for (const auto& [format, media_type] :
         {std::pair<std::string_view, std::string_view>{"png", kPng},
          {"pdf", "application/pdf"},
          {"svg", "image/svg+xml"}}) {
        for (const int scale : {2, 1}) {
            m_routes.push_back(
                {RoutePattern(fmt::format("/static/{{layer}}/{{where}}/{{size}}{}.{}",
                                          scale == 2 ? "@2x" : "", format)),
                 "Map of an area (its code) or rectangle (minlon,minlat,maxlon,maxlat), "
                 "WIDTHxHEIGHT pixels",
                 media_type, options, RouteNeeds::view, Caching::by_run,
                 static_map(scale, format)});
        }
    }
}

void Router::add_features()
{
    m_routes.push_back({RoutePattern("/series/{layer}"),
                        "Incidents by month, weekday and hour, for analysts", kJson,
                        with(kLayerFilters, {"f"}), RouteNeeds::view, Caching::by_run, &series});
    m_routes.push_back({RoutePattern("/series/{layer}/{code}"),
                        "Incidents of one area (its code) by month, weekday and hour, for analysts",
                        kJson, with(kLayerFilters, {"f"}), RouteNeeds::view, Caching::by_run,
                        &series_of_area});
    m_routes.push_back({RoutePattern("/collections"),
                        "All collections",
                        kJson,
                        {"f", "run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &collections});
    m_routes.push_back({RoutePattern("/collections/{collection}"),
                        "One collection",
                        kJson,
                        {"f", "run"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &collection});
    m_routes.push_back({RoutePattern("/collections/{collection}/items"),
                        "Features of a collection, in pages",
                        kGeoJson,
                        {"f", "run", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime",
                         "properties", "sortby", "filter", "filter-lang", "filter-crs"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &items});
    m_routes.push_back({RoutePattern("/collections/{collection}/items/{feature}"),
                        "One feature, by the area's code",
                        kGeoJson,
                        {"f", "run", "crs"},
                        RouteNeeds::view,
                        Caching::by_run,
                        &item});
}

void Router::add_viewer()
{
    m_routes.push_back({RoutePattern("/viewer.js"),
                        "The map viewer's program",
                        "text/javascript",
                        {},
                        RouteNeeds::nothing,
                        Caching::by_run,
                        &viewer_script});
    m_routes.push_back({RoutePattern("/viewer.css"),
                        "The map viewer's style",
                        "text/css",
                        {},
                        RouteNeeds::nothing,
                        Caching::by_run,
                        &viewer_style});
}

std::optional<Router::Match> Router::match(const Url& url, bool wants_html) const
{
    const auto* format = url.query.find("f");
    if (url.segments.empty() && wants_html && format == nullptr) {
        return Match{&m_viewer_page, {}};
    }
    for (const auto& route : m_routes) {
        if (auto captures = route.pattern.match(url.segments)) {
            return Match{&route, std::move(*captures)};
        }
    }
    return std::nullopt;
}

}  // namespace heatward::server
