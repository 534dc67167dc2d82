#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/maps/legend.hpp"
#include "heatward/server/layer_request.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

maps::Legend legend_of(const ServedRun& run, const LayerRequest& request)
{
    IncidentFilter filter = request.filter;
    filter.interval = request.asked_interval;
    return maps::make_legend(run.data(), *request.layer, run.summary(*request.layer), filter,
                             run.colours(*request.layer));
}

/// A layer's own legend is its style and classes; one under a filter stands for densities.
std::vector<Subject> subjects_of(const LayerRequest& request)
{
    return {{.shown = Shown::legend, .is_filtered = request.is_filtered}};
}

Outcome legend_picture(const RouteContext& context, int scale)
{
    auto layer = parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    Answer answer;
    answer.canonical = fmt::format("legend png {} {}", scale, layer->canonical);
    answer.style = layer->layer->style;
    answer.subjects = subjects_of(*layer);
    answer.is_cached = true;
    answer.produce = [run = context.run, layer = std::move(*layer), scale] {
        return ok(kPng, maps::legend_png(legend_of(*run, layer), scale));
    };
    return answer;
}

}  // namespace

Outcome legend_as_json(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    const auto layer =
        parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    auto answer = json_answer("legend json " + layer->canonical,
                              maps::legend_json(legend_of(*context.run, *layer)));
    answer.style = layer->layer->style;
    answer.subjects = subjects_of(*layer);
    return answer;
}

Outcome legend_as_png(const RouteContext& context) { return legend_picture(context, 1); }
Outcome legend_as_png_2x(const RouteContext& context) { return legend_picture(context, 2); }

}  // namespace heatward::server
