#include "heatward/maps/static_map.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "area_roles.hpp"
#include "canvas.hpp"
#include "heatward/core/error.hpp"
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

/// The area zoomed to, if there is one.
struct Focus {
    const FeatureTable* set = nullptr;
    std::size_t row = 0;

    explicit Focus(const MapContent& content)
    {
        for (const FeatureTable& table : content.run->area_sets) {
            for (std::size_t i = 0; i < table.size(); ++i) {
                if (table.name == content.extent.area_set &&
                    table.text(i, "code") == content.extent.area_code) {
                    set = &table;
                    row = i;
                }
            }
        }
    }
    [[nodiscard]] bool is(const FeatureTable& table, std::size_t i) const
    {
        return set == &table && row == i;
    }
};

void draw_boundaries(Canvas& canvas, const MapView& view, const AreaRoles& roles, double unit)
{
    for (const FeatureTable* const wards : roles.wards) {
        stroke_polygons(canvas, view, wards->geometry, {palette::kWardLine, 0.6 * unit});
    }
    for (const FeatureTable* const districts : roles.districts) {
        stroke_polygons(canvas, view, districts->geometry, {palette::kDistrictLine, 1.5 * unit});
    }
}

/// Names of a set, largest area first. The focus needs none: the title has it.
void add_labels(std::vector<MapLabel>& labels, const FeatureTable& set, const Focus& focus,
                const TextStyle& style, bool must_fit)
{
    std::vector<std::pair<double, std::size_t>> by_area;
    for (std::size_t row = 0; row < set.size(); ++row) {
        if (!focus.is(set, row)) {
            by_area.emplace_back(-area_m2(set.geometry[row]), row);
        }
    }
    std::sort(by_area.begin(), by_area.end());
    for (const auto& [area, row] : by_area) {
        std::string name = set.text(row, "name");
        if (!name.empty()) {
            labels.push_back({std::move(name), &set.geometry[row], style, must_fit});
        }
    }
}

std::vector<MapLabel> labels_of(const AreaRoles& roles, const Focus& focus, double unit)
{
    const TextStyle district{.size = 13 * unit,
                             .bold = true,
                             .colour = palette::kInk,
                             .letter_spacing = 0.4 * unit,
                             .max_width = 170 * unit,
                             .halo = 2 * unit,
                             .align = TextStyle::Align::centre};
    // A map of one area has room for larger names.
    const TextStyle ward{.size = (focus.set == nullptr ? 9.5 : 11.5) * unit,
                         .colour = palette::kQuietInk,
                         .max_width = (focus.set == nullptr ? 84 : 110) * unit,
                         .halo = 1.6 * unit,
                         .align = TextStyle::Align::centre};
    std::vector<MapLabel> labels;
    for (const FeatureTable* const set : roles.districts) {
        add_labels(labels, *set, focus, district, false);
    }
    for (const FeatureTable* const set : roles.wards) {
        add_labels(labels, *set, focus, ward, true);
    }
    return labels;
}

void draw_map_box(Canvas& canvas, const MapContent& content, const MapOptions& options,
                  const MapLayout& layout)
{
    const run_store::RunData& run = *content.run;
    const MapView view(content.extent.project_m, layout.map);
    const AreaRoles roles = area_roles(run);
    const Focus focus(content);
    const double unit = layout.unit;
    canvas.fill(layout.map, palette::kBeyond);
    fill_polygons(canvas, view, run.study_area, palette::kLand);
    draw_density(canvas, view, *content.density, *content.colours, run.study_area, options.threads);
    if (focus.set != nullptr) {
        veil_all_but(canvas, view, focus.set->geometry[focus.row], palette::kVeil);
    }
    if (options.boundaries) {
        draw_boundaries(canvas, view, roles, unit);
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
        draw_labels(canvas, view, labels_of(roles, focus, unit), std::move(plates));
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
    if (content.density->plane() != Plane::project) {
        throw DataError("a map is drawn from a layer in the project's plane");
    }
    if (!(content.extent.project_m.width() > 0) || !(content.extent.project_m.height() > 0)) {
        throw DataError("a map needs an extent with an area; there is no study area to show");
    }
    Canvas canvas(options.width, options.height, options.scale, options.format);
    const MapTexts texts = map_texts(content);
    const TimeInterval& period = content.density->filter().interval;
    const Legend legend = make_legend(content.run->project, *content.layer, *content.summary,
                                      period, *content.colours);
    const MapLayout layout = lay_out_page(canvas, texts, legend, options);
    draw_map_box(canvas, content, options, layout);
    draw_around(canvas, legend, texts, options, layout);
    // The day after the period ends stands for "when": the drawing's own time would change
    // the bytes of the same map.
    const WallMinutes dated = period.end == INT64_MAX ? 0 : period.end;
    canvas.describe(texts.title, fmt::format("Heatward {}", content.run->program_version),
                    format_time(dated, TimePrecision::minute) + ":00Z");
    return canvas.finish();
}

}  // namespace heatward::maps
