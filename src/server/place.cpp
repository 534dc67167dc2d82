#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "density_headers.hpp"
#include "handlers.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/numbers.hpp"
#include "json_answer.hpp"
#include "place_figures.hpp"

namespace heatward::server {

namespace {

Response place_response(const ServedRun& run, const LayerRequest& request, LonLat position)
{
    const PlaceFigures figures = place_figures(run, request, run.project(position));
    auto response = json_response(figures.json);
    if (figures.densities.density) {
        add_density_headers(response, run, figures.densities);
    } else {
        response.headers.push_back({"X-Heatward-Excluded", "0"});
    }
    return response;
}

}  // namespace

Outcome place(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    auto layer = parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    const auto position = parse_lonlat(context.captures.at("lon"), context.captures.at("lat"));
    if (!position) {
        return tl::unexpected<Problem>(position.error());
    }
    Answer answer;
    answer.canonical =
        fmt::format("point {},{} {}", position->lon, position->lat, layer->canonical);
    answer.produce = [run = context.run, layer = std::move(*layer), position = *position] {
        return place_response(*run, layer, position);
    };
    return answer;
}

}  // namespace heatward::server
