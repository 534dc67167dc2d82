#include <fmt/format.h>

#include "density_headers.hpp"
#include "density_tile_answer.hpp"
#include "handlers.hpp"
#include "heatward/maps/area_tile.hpp"
#include "heatward/maps/density_tile.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/tile_request.hpp"
#include "json_answer.hpp"
#include "subject_of.hpp"

namespace heatward::server {

namespace {

std::string text_of(const TileId& tile) { return fmt::format("{}/{}/{}", tile.z, tile.x, tile.y); }

Outcome density_tile_at(const RouteContext& context, int scale_log2)
{
    const std::string& id = context.captures.at("layer");
    if (context.run->find_table(id) != nullptr) {
        return refuse(404, fmt::format("\"{}\" is drawn as vector tiles: ask for .mvt", id));
    }
    auto layer = parse_layer_request(*context.run, id, *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    const auto tile = parse_tile(context.captures);
    if (!tile) {
        return tl::unexpected<Problem>(tile.error());
    }
    return density_tile_answer(context.run, std::move(*layer), *tile, scale_log2);
}

}  // namespace

Answer density_tile_answer(std::shared_ptr<const ServedRun> served, LayerRequest request,
                           const TileId& tile, int scale_log2)
{
    Answer answer;
    answer.canonical = fmt::format("tile {} {} {}", text_of(tile), scale_log2, request.canonical);
    answer.style = request.layer->style;
    answer.size = work_size_of(*served, request, kTilePixels << (2 * scale_log2));
    answer.subjects = {{.shown = Shown::density}};
    answer.is_cached = true;
    answer.produce = [run = std::move(served), layer = std::move(request), tile, scale_log2] {
        const auto key = layer.density_key(maps::Plane::web_mercator);
        const auto densities = run->densities(key);
        auto response = ok(kPng, maps::density_tile_png(densities.pictured(), tile, scale_log2,
                                                        *colours_of(*run, layer)));
        add_density_headers(response, *run, densities);
        return response;
    };
    return answer;
}

Outcome density_tile(const RouteContext& context) { return density_tile_at(context, 0); }
Outcome density_tile_2x(const RouteContext& context) { return density_tile_at(context, 1); }

Outcome vector_tile(const RouteContext& context)
{
    const std::string& id = context.captures.at("layer");
    const FeatureTable* table = context.run->find_table(id);
    if (table == nullptr) {
        return refuse(404, context.run->find_layer(id) != nullptr
                               ? fmt::format("\"{}\" is drawn as pictures: ask for .png", id)
                               : fmt::format("there is no area set \"{}\"", id));
    }
    const auto tile = parse_tile(context.captures);
    if (!tile) {
        return tl::unexpected<Problem>(tile.error());
    }
    Answer answer;
    answer.canonical = fmt::format("tile {} {}", id, text_of(*tile));
    answer.subjects = {subject_of(*table)};
    answer.is_cached = true;
    answer.produce = [run = context.run, table, tile = *tile] {
        auto response = ok("application/vnd.mapbox-vector-tile",
                           maps::area_tile(run->mercator_areas(*table), tile));
        if (response.body.empty()) {
            response.status = 204;
            response.content_type.clear();
        }
        return response;
    };
    return answer;
}

}  // namespace heatward::server
