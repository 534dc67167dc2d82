#include "heatward/maps/basemap_tile.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/server/tile_request.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

constexpr std::string_view kMvt = "application/vnd.mapbox-vector-tile";

tl::unexpected<Problem> no_basemap()
{
    return refuse(404, "this run has no basemap: its project names no [[basemap]] sources");
}

nlohmann::json classes_json(const Basemap& basemap)
{
    auto classes = nlohmann::json::array();
    for (const BasemapLayer& layer : basemap) {
        classes.push_back(to_string(layer.feature_class));
    }
    return classes;
}

}  // namespace

nlohmann::json basemap_json(const Basemap& basemap)
{
    if (basemap.empty()) {
        return nullptr;
    }
    return {{"tiles", "tiles/basemap/{z}/{x}/{y}.mvt"}, {"classes", classes_json(basemap)}};
}

Outcome basemap_tile(const RouteContext& context)
{
    if (context.run->data().basemap.empty()) {
        return no_basemap();
    }
    const auto tile = parse_tile(context.captures);
    if (!tile) {
        return tl::unexpected<Problem>(tile.error());
    }
    Answer answer;
    answer.canonical = fmt::format("tile basemap {}/{}/{}", tile->z, tile->x, tile->y);
    answer.is_cached = true;
    answer.produce = [run = context.run, tile = *tile] {
        auto response = ok(kMvt, maps::basemap_tile(run->basemap(), tile));
        if (response.body.empty()) {
            response.status = 204;
            response.content_type.clear();
        }
        return response;
    };
    return answer;
}

Outcome basemap_tilejson(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const Basemap& basemap = context.run->data().basemap;
    if (basemap.empty()) {
        return no_basemap();
    }
    auto layers = nlohmann::json::array();
    for (const BasemapLayer& layer : basemap) {
        layers.push_back(
            {{"id", to_string(layer.feature_class)}, {"fields", {{"name", "String"}}}});
    }
    const Extent bounds = context.run->basemap_bounds();
    const std::string pin = pin_of(context, '?');
    return json_answer(
        fmt::format("tilejson basemap {}{}", context.base_url, pin),
        {{"tilejson", "3.0.0"},
         {"name", "basemap"},
         {"scheme", "xyz"},
         {"tiles",
          {fmt::format("{}/tiles/basemap/{{z}}/{{x}}/{{y}}.mvt{}", context.base_url, pin)}},
         {"minzoom", 0},
         {"maxzoom", maps::kBasemapMaxZoom},
         {"bounds", {bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y}},
         {"vector_layers", layers}});
}

}  // namespace heatward::server
