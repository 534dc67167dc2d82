#include <fmt/format.h>

#include "handlers.hpp"
#include "json_answer.hpp"
#include "routes.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kMvt = "application/vnd.mapbox-vector-tile";

void add_basemap(std::vector<Route>& routes)
{
    routes.push_back({RoutePattern("/tiles/basemap.json"),
                      Shown::basemap,
                      "TileJSON of the basemap",
                      kJson,
                      &basemap_tilejson,
                      {"f", "run"}});
    routes.push_back({RoutePattern("/tiles/basemap/{z}/{x}/{y}.mvt"),
                      Shown::basemap,
                      "Vector tile of the basemap, a layer a class",
                      kMvt,
                      &basemap_tile,
                      {"run"}});
}

void add_tiles(std::vector<Route>& routes)
{
    const auto& filters = density_filter_parameters();
    routes.push_back({RoutePattern("/tiles/{tileset}.json"), Shown::density,
                      "TileJSON of a layer or area set", kJson, &tilejson, with(filters, {"f"})});
    routes.push_back({RoutePattern("/tiles/{layer}/{z}/{x}/{y}@2x.png"), Shown::density,
                      "Density tile of 512 pixels", kPng, &density_tile_2x, filters});
    routes.push_back({RoutePattern("/tiles/{layer}/{z}/{x}/{y}.png"), Shown::density,
                      "Density tile of 256 pixels", kPng, &density_tile, filters});
    routes.push_back({RoutePattern("/tiles/{layer}/{z}/{x}/{y}.mvt"),
                      Shown::area_figures,
                      "Vector tile of an area set, the hotspots or the interventions",
                      kMvt,
                      &vector_tile,
                      {"run"}});
}

void add_legends(std::vector<Route>& routes)
{
    const auto& filters = density_filter_parameters();
    routes.push_back({RoutePattern("/legend/{layer}.json"), Shown::density, "Legend of a layer",
                      kJson, &legend_as_json, with(filters, {"f"})});
    routes.push_back({RoutePattern("/legend/{layer}@2x.png"), Shown::density,
                      "Legend of a layer as a picture of twice the pixels", kPng, &legend_as_png_2x,
                      filters});
    routes.push_back({RoutePattern("/legend/{layer}.png"), Shown::density,
                      "Legend of a layer as a picture", kPng, &legend_as_png, filters});
}

void add_static_maps(std::vector<Route>& routes)
{
    const auto options = with(density_filter_parameters(), {"title", "legend", "scalebar", "north",
                                                            "boundaries", "labels", "bbox-crs"});
    for (const auto& [format, media_type] :
         {std::pair<std::string_view, std::string_view>{"png", kPng},
          {"pdf", "application/pdf"},
          {"svg", "image/svg+xml"}}) {
        for (const int scale : {2, 1}) {
            routes.push_back({RoutePattern(fmt::format("/static/{{layer}}/{{where}}/{{size}}{}.{}",
                                                       scale == 2 ? "@2x" : "", format)),
                              Shown::density,
                              "Map of an area (its code) or rectangle (minlon,minlat,maxlon,maxlat)"
                              ", WIDTHxHEIGHT pixels",
                              media_type, static_map(scale, format), options});
        }
    }
}

}  // namespace

const ParameterNames& layer_filter_parameters()
{
    static const ParameterNames names{"datetime", "category", "source", "bandwidth",
                                      "scale",    "hours",    "days",   "run"};
    return names;
}

const ParameterNames& density_filter_parameters()
{
    static const ParameterNames names = with(layer_filter_parameters(), {"at", "span"});
    return names;
}

ParameterNames with(ParameterNames names, std::initializer_list<std::string_view> more)
{
    names.insert(names.end(), more);
    return names;
}

void add_drawing_routes(std::vector<Route>& routes)
{
    add_basemap(routes);
    add_tiles(routes);
    add_legends(routes);
    routes.push_back({RoutePattern("/point/{layer}/{lon},{lat}"), Shown::density,
                      "Density, ward and district of a place", kJson, &place,
                      with(density_filter_parameters(), {"f"})});
    add_static_maps(routes);
}

}  // namespace heatward::server
