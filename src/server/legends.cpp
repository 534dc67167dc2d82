#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "handlers.hpp"
#include "heatward/maps/absence.hpp"
#include "heatward/maps/legend.hpp"
#include "heatward/maps/risk_absence.hpp"
#include "heatward/server/layer_request.hpp"
#include "json_answer.hpp"
#include "legend_answer.hpp"

namespace heatward::server {

namespace {

/// Why the filter's own scale has no classes.
std::string notice_of(const ServedRun& run, const LayerRequest& request)
{
    const auto density = run.density(request.density_key(maps::Plane::project));
    const auto absence = maps::absence_of(*density, run.data().incidents);
    return absence == maps::Absence::none ? "No incidents under this filter"
                                          : std::string(maps::notice_text(absence));
}

/// Whether the legend must look at what a relative risk is made of: under a filter it may be of
/// nothing.
bool needs_risk(const LayerRequest& request)
{
    return request.is_filtered && project::is_relative_risk(*request.layer);
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
    return legend_answer(context.run, std::move(*layer), scale);
}

}  // namespace

maps::Legend legend_of(const ServedRun& run, const LayerRequest& request)
{
    IncidentFilter filter = request.filter;
    filter.interval = request.asked_interval;
    auto legend = maps::make_legend(run.data(), *request.layer, run.summary(*request.layer), filter,
                                    *colours_of(run, request),
                                    request.controls ? &*request.controls : nullptr);
    legend.scale = request.scale;
    if (request.scale == maps::ColourScale::filter && legend.classes.empty()) {
        legend.notice = notice_of(run, request);
    }
    if (filter.interval.begin < filter.interval.end && !filter.window &&
        request.filter.interval.begin >= request.filter.interval.end) {
        legend.notice = maps::notice_text(maps::Absence::outside_period);
    }
    if (needs_risk(request) && legend.notice.empty()) {
        const auto risk = run.densities(request.density_key(maps::Plane::project)).risk;
        legend.notice = maps::risk_absence_of(risk->cases(), risk->controls(), run.data()).notice;
    }
    legend.filter = request.filter_text;
    return legend;
}

Answer legend_answer(std::shared_ptr<const ServedRun> served, LayerRequest request, int scale)
{
    Answer answer;
    answer.canonical = fmt::format("legend png {} {}", scale, request.canonical);
    answer.style = request.layer->style;
    answer.subjects = subjects_of(request);
    answer.size = work_size_of(*served, request, kTilePixels);
    answer.is_cached = true;
    answer.produce = [run = std::move(served), layer = std::move(request), scale] {
        return ok(kPng, maps::legend_png(legend_of(*run, layer), scale));
    };
    return answer;
}

Outcome legend_as_json(const RouteContext& context)
{
    if (const auto format = check_format(*context.query); !format) {
        return tl::unexpected<Problem>(format.error());
    }
    auto layer = parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    Answer answer;
    answer.canonical = "legend json " + layer->canonical;
    answer.style = layer->layer->style;
    answer.subjects = subjects_of(*layer);
    answer.is_heavy = layer->scale == maps::ColourScale::filter || needs_risk(*layer);
    answer.size = work_size_of(*context.run, *layer, kTilePixels);
    answer.produce = [run = context.run, layer = std::move(*layer)] {
        return json_response(maps::legend_json(legend_of(*run, layer)));
    };
    return answer;
}

Outcome legend_as_png(const RouteContext& context) { return legend_picture(context, 1); }
Outcome legend_as_png_2x(const RouteContext& context) { return legend_picture(context, 2); }

}  // namespace heatward::server
