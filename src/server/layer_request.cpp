#include "heatward/server/layer_request.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "group_choice.hpp"
#include "heatward/core/known_names.hpp"
#include "heatward/core/nearest_name.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "heatward/server/filter_parameters.hpp"
#include "heatward/server/items_request.hpp"
#include "heatward/server/numbers.hpp"
#include "heatward/server/window_request.hpp"

namespace heatward::server {

namespace {

/// Bandwidths that print alike are one.
constexpr double kSameBandwidth_m = 1e-6;

tl::expected<const project::Layer*, Problem> find_layer(const ServedRun& run, std::string_view id)
{
    if (const auto* layer = run.find_layer(id)) {
        return layer;
    }
    std::vector<std::string> ids;
    for (const auto& summary : run.data().layers) {
        ids.push_back(summary.id);
    }
    const std::string nearest = nearest_name(id, ids);
    return refuse(404,
                  nearest.empty()
                      ? fmt::format("there is no layer \"{}\"; there are {}", id, known_names(ids))
                      : fmt::format("there is no layer \"{}\"; did you mean \"{}\"?", id, nearest));
}

void add_words(LayerRequest& request, std::string_view parameter, std::string_view words)
{
    request.filter_text +=
        fmt::format("{}{}: {}", request.filter_text.empty() ? "" : "; ", parameter, words);
}

tl::expected<void, Problem> read_datetime(const ServedRun& run, const Query& query,
                                          LayerRequest& request)
{
    if (const auto* text = query.find("datetime")) {
        const auto interval = parse_feature_interval(*text, run.data().project.timezone);
        if (!interval) {
            return tl::unexpected<Problem>(interval.error());
        }
        request.asked_interval = *interval;
        request.filter.interval = intersection(request.filter.interval, *interval);
    }
    return {};
}

tl::expected<void, Problem> read_window(const ServedRun& run, const Query& query,
                                        LayerRequest& request)
{
    const auto window = parse_window(query, run.data().project.timezone);
    if (!window) {
        return tl::unexpected<Problem>(window.error());
    }
    request.filter.window = *window;
    return {};
}

/// Reads `category` and `source` of cases and controls, and says who the controls then are.
tl::expected<void, Problem> read_groups(const ServedRun& run, const Query& query,
                                        LayerRequest& request)
{
    const project::Project& project = run.data().project;
    const auto groups = choose_groups(project, *request.layer, query);
    if (!groups) {
        return tl::unexpected<Problem>(groups.error());
    }
    request.filter.categories = groups->categories.of_layer;
    request.filter.sources = groups->sources.of_layer;
    for (const auto& [parameter, choice] :
         {std::pair{"category", &groups->categories}, std::pair{"source", &groups->sources}}) {
        if (!choice->asked.empty()) {
            add_words(request, parameter, fmt::format("{}", fmt::join(choice->asked, ", ")));
        }
    }
    if (!project::is_relative_risk(*request.layer)) {
        return {};
    }
    request.controls.emplace();
    request.controls->categories = groups->categories.of_controls;
    request.controls->sources = groups->sources.of_controls;
    request.controls_text = controls_text(project, *groups);
    if (!groups->categories.asked.empty() || !groups->sources.asked.empty()) {
        add_words(request, "controls", request.controls_text);
    }
    return {};
}

tl::expected<void, Problem> read_hours(const Query& query, LayerRequest& request)
{
    const auto hours = asked_hours(query);
    if (!hours) {
        return tl::unexpected<Problem>(hours.error());
    }
    request.filter.hours = *hours;
    if (!hours->is_all()) {
        add_words(request, "hours", words_of(*hours));
    }
    return {};
}

tl::expected<void, Problem> read_days(const Query& query, LayerRequest& request)
{
    const auto days = asked_days(query);
    if (!days) {
        return tl::unexpected<Problem>(days.error());
    }
    request.filter.days = *days;
    if (!days->is_all()) {
        add_words(request, "days", words_of(*days));
    }
    return {};
}

/// Puts the controls under the times of the cases.
void take_times(LayerRequest& request)
{
    if (request.controls) {
        IncidentFilter controls = request.filter;
        controls.categories = std::move(request.controls->categories);
        controls.sources = std::move(request.controls->sources);
        request.controls = std::move(controls);
    }
}

bool narrows_controls(const ServedRun& run, const LayerRequest& request)
{
    return request.controls &&
           *request.controls !=
               maps::controls_filter(run.data().project, *request.layer, request.filter);
}

tl::expected<void, Problem> read_bandwidth(const Query& query, LayerRequest& request)
{
    const auto* text = query.find("bandwidth");
    if (text == nullptr) {
        return {};
    }
    std::vector<double> offered{request.bandwidth_m};
    offered.insert(offered.end(), request.layer->bandwidths.begin(),
                   request.layer->bandwidths.end());
    const auto asked = parse_number(*text);
    const auto same = std::find_if(offered.begin(), offered.end(), [&](double bandwidth_m) {
        return asked && std::abs(bandwidth_m - *asked) <= kSameBandwidth_m;
    });
    if (same == offered.end()) {
        return bad_parameter("bandwidth", fmt::format("\"{}\" is none of the layer's: {}", *text,
                                                      fmt::join(offered, ", ")));
    }
    request.bandwidth_m = *same;
    return {};
}

tl::expected<maps::ColourScale, Problem> read_scale(const Query& query)
{
    const auto* text = query.find("scale");
    if (text == nullptr) {
        return maps::ColourScale::layer;
    }
    for (const auto scale : {maps::ColourScale::layer, maps::ColourScale::filter}) {
        if (*text == to_string(scale)) {
            return scale;
        }
    }
    return bad_parameter("scale", "is neither \"layer\" nor \"filter\"");
}

}  // namespace

tl::expected<LayerRequest, Problem> parse_layer_request(const ServedRun& run,
                                                        std::string_view layer, const Query& query)
{
    const auto found = find_layer(run, layer);
    if (!found) {
        return tl::unexpected<Problem>(found.error());
    }
    LayerRequest request;
    request.layer = *found;
    request.bandwidth_m = run.summary(**found).bandwidth_m;
    request.filter = maps::layer_filter(run.data().project, **found);
    request.asked_interval = request.filter.interval;
    for (const auto& read : {read_datetime(run, query, request), read_window(run, query, request),
                             read_groups(run, query, request), read_hours(query, request),
                             read_days(query, request), read_bandwidth(query, request)}) {
        if (!read) {
            return tl::unexpected<Problem>(read.error());
        }
    }
    take_times(request);
    const auto scale = read_scale(query);
    if (!scale) {
        return tl::unexpected<Problem>(scale.error());
    }
    // By meaning, as the canonical text is: one entity tag stands for one answer.
    request.is_filtered = request.filter != maps::layer_filter(run.data().project, **found) ||
                          request.bandwidth_m != run.summary(**found).bandwidth_m ||
                          narrows_controls(run, request);
    request.scale = request.is_filtered ? *scale : maps::ColourScale::layer;
    request.canonical = fmt::format(
        "{} {} {} {} {} {} {} {} {}", request.layer->id, request.bandwidth_m,
        fmt::join(request.filter.categories, ","), fmt::join(request.filter.sources, ","),
        request.filter.interval.begin, request.filter.interval.end,
        static_cast<int>(request.filter.interval.precision), to_string(request.filter.hours),
        to_string(request.filter.days));
    if (request.controls) {
        request.canonical +=
            fmt::format(" against {} {} {}", fmt::join(request.controls->categories, ","),
                        fmt::join(request.controls->sources, ","), request.controls_text);
    }
    if (request.scale == maps::ColourScale::filter) {
        request.canonical += " scale=filter";
    }
    if (const auto& window = request.filter.window) {
        request.canonical += fmt::format(" at {} {}", window->centre, window->half_width_days);
    }
    // Where the period holds nothing of it, what was asked for is told.
    if (request.filter.interval.begin >= request.filter.interval.end) {
        request.canonical +=
            fmt::format(" {} {}", request.asked_interval.begin, request.asked_interval.end);
    }
    return request;
}

std::shared_ptr<const maps::DensityColours> colours_of(const ServedRun& run,
                                                       const LayerRequest& request)
{
    if (request.scale == maps::ColourScale::filter) {
        return run.filter_colours(request.density_key(maps::Plane::project));
    }
    return {std::shared_ptr<const void>(), &run.colours(*request.layer)};  // the run owns them
}

std::vector<std::uint16_t> sources_behind(const project::Project& project,
                                          const LayerRequest& request)
{
    return maps::sources_behind(project, *request.layer, request.filter,
                                request.controls ? &*request.controls : nullptr);
}

WorkSize work_size_of(const ServedRun& run, const LayerRequest& request, std::size_t pixels)
{
    if (request.scale == maps::ColourScale::filter) {
        // Kept below what the queue holds, or it would be refused for ever.
        pixels += std::min(run.cells_for_filter_colours(request.density_key(maps::Plane::project)),
                           kComputeQueuePixels / 8);
    }
    return WorkSize::of_picture(pixels);
}

}  // namespace heatward::server
