#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "density_headers.hpp"
#include "handlers.hpp"
#include "heatward/maps/risk_absence.hpp"
#include "heatward/maps/static_map.hpp"
#include "heatward/server/feature_crs.hpp"
#include "heatward/server/layer_request.hpp"
#include "heatward/server/numbers.hpp"
#include "json_answer.hpp"

namespace heatward::server {

namespace {

struct Flag {
    std::string_view name;
    bool maps::MapOptions::*option;
};

constexpr std::array<Flag, 6> kFlags{{{"title", &maps::MapOptions::title},
                                      {"legend", &maps::MapOptions::legend},
                                      {"scalebar", &maps::MapOptions::scale_bar},
                                      {"north", &maps::MapOptions::north_arrow},
                                      {"boundaries", &maps::MapOptions::boundaries},
                                      {"labels", &maps::MapOptions::labels}}};

struct Format {
    std::string_view name;
    maps::MapFormat format;
    std::string_view media_type;
};

constexpr std::array<Format, 3> kFormats{{{"png", maps::MapFormat::png, kPng},
                                          {"pdf", maps::MapFormat::pdf, "application/pdf"},
                                          {"svg", maps::MapFormat::svg, "image/svg+xml"}}};

tl::expected<maps::MapOptions, Problem> parse_options(const RouteContext& context)
{
    maps::MapOptions options;
    const std::string_view size = context.captures.at("size");
    const auto cross = size.find('x');
    const auto width = parse_integer(size.substr(0, cross), 0, 1'000'000);
    const auto height =
        parse_integer(cross == std::string_view::npos ? "" : size.substr(cross + 1), 0, 1'000'000);
    if (!width || !height) {
        return refuse(400, "the size is not WIDTHxHEIGHT in pixels, e.g. 1200x900", "size");
    }
    options.width = static_cast<int>(*width);
    options.height = static_cast<int>(*height);
    for (const auto& flag : kFlags) {
        if (const auto* text = context.query->find(flag.name)) {
            if (*text != "0" && *text != "1") {
                return bad_parameter(flag.name, "is neither 0 nor 1");
            }
            options.*flag.option = *text == "1";
        }
    }
    return options;
}

/// An area's code, or a rectangle.
struct Where {
    std::string area_code;
    std::optional<Extent> rectangle;  ///< x first
    FeatureCrs crs;                   ///< of the rectangle
};

/// "minlon,minlat,maxlon,maxlat", the same in the system of bbox-crs, or an area's code; whether
/// the run has it, extent_of tells.
tl::expected<Where, Problem> parse_where(const RouteContext& context)
{
    Where where;
    const std::string& text = context.captures.at("where");
    if (const auto* crs = context.query->find("bbox-crs")) {
        const auto parsed = parse_crs(*crs, "bbox-crs", served_crs(context.run->projection()));
        if (!parsed) {
            return tl::unexpected<Problem>(parsed.error());
        }
        where.crs = *parsed;
    }
    if (text.find(',') == std::string::npos) {
        where.area_code = text;
        return where;
    }
    const auto bbox = parse_bbox(text, "bbox", where.crs);
    if (!bbox) {
        return tl::unexpected<Problem>(bbox.error());
    }
    where.rectangle = *bbox;
    return where;
}

/// Where the rectangle is, on the map.
expected<maps::MapExtent> extent_of_rectangle(const ServedRun& run, const Where& where)
{
    const CrsFrame frame(where.crs, run.projection());
    const Extent& rectangle = *where.rectangle;
    Extent degrees;
    for (const double x : {rectangle.min_x, rectangle.max_x}) {
        for (const double y : {rectangle.min_y, rectangle.max_y}) {
            const auto corner = frame.degrees_of({x, y});
            if (!corner) {
                return fail("the rectangle lies outside its reference system");
            }
            degrees.include(corner->lon, corner->lat);
        }
    }
    if (frame.is_project()) {
        auto extent = maps::extent_of_project_rectangle(run.data(), rectangle);
        if (extent) {
            extent->degrees = degrees;
        }
        return extent;
    }
    return maps::extent_of_rectangle(run.data(), degrees, run.projection());
}

/// For a rectangle this projects its sides and clips the study area: work for the compute pool.
tl::expected<maps::MapExtent, Problem> extent_of(const ServedRun& run, const Where& where)
{
    if (where.rectangle) {
        const auto extent = extent_of_rectangle(run, where);
        if (!extent) {
            return bad_parameter("bbox", extent.error().message);
        }
        return *extent;
    }
    const auto extent = maps::extent_of_area(run.data(), where.area_code);
    if (!extent) {
        return refuse(404, extent.error().message);
    }
    return *extent;
}

std::string text_of(const maps::MapOptions& options)
{
    std::string text = fmt::format("{}x{}@{} {} ", options.width, options.height, options.scale,
                                   static_cast<int>(options.format));
    for (const auto& flag : kFlags) {
        text += options.*flag.option ? '1' : '0';
    }
    return text;
}

Response map_response(const ServedRun& run, const LayerRequest& layer, const Where& where,
                      const maps::MapOptions& options, std::string_view media_type)
{
    const auto extent = extent_of(run, where);
    if (!extent) {
        return problem_response(extent.error());
    }
    const auto densities = run.densities(layer.density_key(maps::Plane::project));
    maps::MapContent content;
    content.run = &run.data();
    content.layer = layer.layer;
    content.summary = &run.summary(*layer.layer);
    content.density = densities.density.get();
    if (densities.risk) {
        maps::show_risk(*densities.risk, content);
    }
    const auto colours = colours_of(run, layer);
    content.colours = colours.get();
    content.scale = layer.scale;
    content.filter_text = layer.filter_text;
    content.extent = *extent;
    content.asked_interval = layer.asked_interval;
    auto response = ok(media_type, maps::draw_map(content, options));
    add_density_headers(response, run, densities);
    return response;
}

Outcome static_map_of(const RouteContext& context, int scale, const Format& format)
{
    auto layer = parse_layer_request(*context.run, context.captures.at("layer"), *context.query);
    if (!layer) {
        return tl::unexpected<Problem>(layer.error());
    }
    auto options = parse_options(context);
    if (!options) {
        return tl::unexpected<Problem>(options.error());
    }
    options->scale = scale;
    options->format = format.format;
    if (const auto checked = maps::check(*options); !checked) {
        return refuse(400, checked.error().message, "size");
    }
    const std::string& place = context.captures.at("where");
    auto where = parse_where(context);
    if (!where) {
        return tl::unexpected<Problem>(where.error());
    }
    Answer answer;
    // The words too: "all categories" by name say the same as none, but are drawn.
    answer.canonical = fmt::format("static {} {} {} {} {}", text_of(*options), layer->canonical,
                                   place, where->crs.epsg, layer->filter_text);
    answer.style = layer->layer->style;
    answer.size = work_size_of(*context.run, *layer,
                               static_cast<std::size_t>(options->width) *
                                   static_cast<std::size_t>(options->height) *
                                   static_cast<std::size_t>(scale * scale));
    answer.is_certain = false;
    answer.produce = [run = context.run, layer = std::move(*layer), where = std::move(*where),
                      options = *options, media_type = format.media_type] {
        return map_response(*run, layer, where, options, media_type);
    };
    return answer;
}

}  // namespace

Handler static_map(int scale, std::string_view format)
{
    for (const auto& known : kFormats) {
        if (known.name == format) {
            return [scale, known](const RouteContext& context) {
                return static_map_of(context, scale, known);
            };
        }
    }
    return {};
}

}  // namespace heatward::server
