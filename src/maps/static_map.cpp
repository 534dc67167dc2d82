#include "heatward/maps/static_map.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "area_labels.hpp"
#include "area_roles.hpp"
#include "basemap_drawing.hpp"
#include "canvas.hpp"
#include "heatward/core/error.hpp"
#include "heatward/gis/projection.hpp"
#include "heatward/maps/legend.hpp"
#include "legend_drawing.hpp"
#include "map_drawing.hpp"
#include "map_labels.hpp"
#include "map_layout.hpp"
#include "map_palette.hpp"
#include "map_texts.hpp"
#include "map_view.hpp"

namespace heatward::maps {
namespace {

void draw_boundaries(Canvas& canvas, const MapView& view, const AreaRoles& roles, bool has_basemap,
                     double unit)
{
    const Pen ward = has_basemap ? Pen{palette::kWardLineOverRoads, 0.9 * unit}
                                 : Pen{palette::kWardLine, 0.6 * unit};
    for (const FeatureTable* const wards : roles.wards) {
        stroke_polygons(canvas, view, wards->geometry, ward);
    }
    for (const FeatureTable* const districts : roles.districts) {
        stroke_polygons(canvas, view, districts->geometry, {palette::kDistrictLine, 1.5 * unit});
    }
}

/// What lies under the density: the study area on an empty ground, or the basemap. Where that says
/// what is land, the study area adds none: borders of districts often run out into the sea.
void draw_ground(Canvas& canvas, const MapView& view, const run_store::RunData& run, double unit)
{
    canvas.fill(view.box(), palette::kBeyond);
    if (!has_land(run.basemap)) {
        fill_polygons(canvas, view, run.study_area, palette::kLand);
    }
    draw_basemap(canvas, view, run.basemap, basemap_style(), unit);
}

/// A band across the map that says why it shows no density.
void draw_notice(Canvas& canvas, const MapLayout& layout, const std::string& notice)
{
    const TextStyle style = notice_style(layout);
    const double height = canvas.measure(notice, style).height;
    const double pad = 14 * layout.unit;
    const Box& map = layout.map;
    const double middle = map.y + map.height / 2;
    const double top = std::max(map.y, middle - height / 2 - pad);
    const double bottom = std::min(map.bottom(), middle + height / 2 + pad);
    const Box band{map.x, top, map.width, bottom - top};
    canvas.fill(band, palette::kNotice);
    canvas.stroke(band, palette::kFrame, 1 * layout.unit);
    canvas.text(notice, map.x + (map.width - style.max_width) / 2, middle - height / 2, style);
}

void draw_map_box(Canvas& canvas, const MapContent& content, const MapTexts& texts,
                  const MapOptions& options, const MapLayout& layout)
{
    const run_store::RunData& run = *content.run;
    const MapView view(content.extent.project_m, layout.map);
    const AreaRoles roles = area_roles(run);
    const Focus focus(run, content.extent);
    const double unit = layout.unit;
    draw_ground(canvas, view, run, unit);
    if (texts.notice.empty()) {
        const Pictured& picture = content.picture != nullptr ? *content.picture : *content.density;
        draw_density(canvas, view, picture, *content.colours, run.study_area, options.threads);
    }
    // Pale means something else on the map of a relative risk.
    if (focus.set != nullptr && !project::is_relative_risk(*content.layer)) {
        veil_all_but(canvas, view, focus.set->geometry[focus.row], palette::kVeil);
    }
    if (options.boundaries) {
        draw_boundaries(canvas, view, roles, !run.basemap.empty(), unit);
    }
    if (focus.set != nullptr) {
        stroke_polygons(canvas, view, {focus.set->geometry[focus.row]},
                        {palette::kFocusLine, 2.4 * unit});
    }
    // Plates are drawn last, but names must leave them their room.
    std::vector<Box> plates;
    if (options.scale_bar) {
        plates.push_back(draw_scale_bar(canvas, view, unit));
    }
    if (options.north_arrow) {
        plates.push_back(draw_north_arrow(canvas, view, unit));
    }
    if (options.labels) {
        const auto drawn = draw_labels(canvas, view, labels_of(roles, focus, unit), plates);
        draw_place_names(canvas, view, run.basemap, basemap_style(), unit, drawn, plates);
    }
    if (!texts.notice.empty()) {
        draw_notice(canvas, layout, texts.notice);
    }
    canvas.stroke(layout.map, palette::kFrame, 1 * unit);
}

void draw_around(Canvas& canvas, const Legend& legend, const MapTexts& texts,
                 const MapOptions& options, const MapLayout& layout)
{
    const double x = layout.margin;
    if (!texts.marking.empty()) {
        canvas.text(texts.marking, x, 9 * layout.unit, marking_style(layout));
        canvas.text(texts.marking, x, layout.bottom_marking_top, marking_style(layout));
    }
    if (options.title) {
        canvas.text(texts.title, x, layout.title_top, title_style(layout));
        canvas.text(texts.subtitle, x, layout.subtitle_top, subtitle_style(layout));
    }
    if (options.legend && layout.legend_is_strip) {
        draw_legend_strip(canvas, legend, layout.legend, layout.unit);
    } else if (options.legend) {
        const TextSize size = draw_legend(canvas, legend, layout.legend.x, layout.legend.y,
                                          {layout.unit, layout.legend.width, false});
        const TextSize note = canvas.measure(texts.reading_note, note_style(layout));
        const double note_top = layout.legend.y + size.height + 16 * layout.unit;
        if (note_top + note.height <= layout.legend.bottom()) {
            canvas.text(texts.reading_note, layout.legend.x, note_top, note_style(layout));
        }
    }
    canvas.text(texts.source_line, x, layout.source_top, source_style(layout));
}

/// The map's legend; one without classes where there is no density to read.
Legend legend_of(const MapContent& content, const MapTexts& texts)
{
    IncidentFilter filter = content.density->filter();
    filter.interval = told_interval(content);
    Legend legend =
        make_legend(*content.run, *content.layer, *content.summary, filter, *content.colours,
                    content.controls == nullptr ? nullptr : &content.controls->filter());
    legend.scale = content.scale;
    legend.notice = texts.notice;
    if (!legend.notice.empty()) {
        legend.classes.clear();
        legend.unit.clear();
    }
    return legend;
}

}  // namespace

expected<void> check(const MapOptions& options)
{
    if (options.scale != 1 && options.scale != 2) {
        return fail(fmt::format("a map's scale is 1 or 2 (\"@2x\"), not {}", options.scale));
    }
    for (const auto& [name, side] :
         {std::pair{"width", options.width}, std::pair{"height", options.height}}) {
        const int most = kMaxMapSide / options.scale;
        if (side < kMinMapSide || side > most) {
            return fail(fmt::format("a map's {} is {} to {} pixels{}, not {}", name, kMinMapSide,
                                    most, options.scale == 2 ? " at \"@2x\"" : "", side));
        }
    }
    return {};
}

std::string draw_map(const MapContent& content, const MapOptions& options)
{
    if (const auto checked = check(options); !checked) {
        throw DataError(checked.error().message);
    }
    if (content.density->plane() != Plane::project ||
        (content.picture != nullptr && content.picture->plane() != Plane::project)) {
        throw DataError("a map is drawn from a layer in the project's plane");
    }
    if (!(content.extent.project_m.width() > 0) || !(content.extent.project_m.height() > 0)) {
        throw DataError("a map needs an extent with an area; there is no study area to show");
    }
    if (content.extent.degrees) {
        const auto checked = extent_of_rectangle(*content.run, *content.extent.degrees,
                                                 gis::Projection(content.run->project.crs));
        if (!checked) {
            throw DataError("bbox: " + checked.error().message);
        }
    }
    Canvas canvas(options.width, options.height, options.scale, options.format);
    MapTexts texts = map_texts(content);
    const Legend legend = legend_of(content, texts);
    const MapLayout layout = lay_out_page(canvas, texts, legend, options);
    // Only now is it known what is in view.
    const MapView view(content.extent.project_m, layout.map);
    texts = map_texts(content, &view.extent());
    draw_map_box(canvas, content, texts, options, layout);
    draw_around(canvas, legend, texts, options, layout);
    const TimeInterval& period = content.density->filter().interval;
    // The day after the period ends stands for "when": the drawing's own time would change
    // the bytes of the same map.
    const WallMinutes dated = period.end == INT64_MAX ? 0 : period.end;
    canvas.describe(texts.title, fmt::format("Heatward {}", content.run->program_version),
                    format_time(dated, TimePrecision::minute) + ":00Z");
    return canvas.finish();
}

}  // namespace heatward::maps
