#include "map_layout.hpp"

#include <algorithm>
#include <cmath>

#include "legend_drawing.hpp"
#include "map_palette.hpp"

namespace heatward::maps {
namespace {

constexpr double kUnitWidth = 1200;  // the page that has unit 1
constexpr double kUnitHeight = 900;
constexpr double kSmallestUnit = 0.55;  // labels of 12 become 6.6 pixels, the least that is read
constexpr double kLargestUnit = 3;
/// Units are whole numbers of this step, so that there is an end to the sizes of type in use: Pango
/// and fontconfig keep some 12 kB for each one as long as the process lives, and a server is
/// asked for any size of page.
constexpr double kUnitStep = 0.05;
constexpr double kLegendWidth = 205;
constexpr double kMostLegendShare = 0.4;  // of the page, on small pages
constexpr double kUprightBelow = 1.05;    // width to height

double height_of(const Canvas& canvas, const std::string& text, const TextStyle& style)
{
    return text.empty() ? 0 : canvas.measure(text, style).height;
}

double unit_of(double width, double height)
{
    // An upright page is as wide as a lying one is high.
    const bool is_upright = width < kUprightBelow * height;
    const double fitting = is_upright ? std::min(width / kUnitHeight, height / kUnitWidth)
                                      : std::min(width / kUnitWidth, height / kUnitHeight);
    const double stepped = std::floor(fitting / kUnitStep) * kUnitStep;
    return std::clamp(stepped, kSmallestUnit, kLargestUnit);
}

/// On whole CSS pixels, inwards, and never without a pixel.
Box snapped(const Box& box)
{
    const double x = std::ceil(box.x);
    const double y = std::ceil(box.y);
    return {x, y, std::max(1.0, std::floor(box.right()) - x),
            std::max(1.0, std::floor(box.bottom()) - y)};
}

}  // namespace

TextStyle title_style(const MapLayout& layout)
{
    return {.size = 23 * layout.unit,
            .bold = true,
            .colour = palette::kInk,
            .max_width = layout.text_width};
}

TextStyle subtitle_style(const MapLayout& layout)
{
    return {
        .size = 12.5 * layout.unit, .colour = palette::kQuietInk, .max_width = layout.text_width};
}

TextStyle note_style(const MapLayout& layout)
{
    return {.size = 10.5 * layout.unit,
            .colour = palette::kQuietInk,
            .max_width = std::max(1.0, layout.legend.width)};
}

TextStyle source_style(const MapLayout& layout)
{
    // On A4 (unit 0.85) this is 7.6 points.
    return {.size = 12 * layout.unit, .colour = palette::kQuietInk, .max_width = layout.text_width};
}

TextStyle marking_style(const MapLayout& layout)
{
    return {.size = 12 * layout.unit,
            .bold = true,
            .colour = palette::kMarking,
            .letter_spacing = 0.8 * layout.unit,
            .max_width = layout.text_width,
            .align = TextStyle::Align::centre};
}

TextStyle notice_style(const MapLayout& layout)
{
    return {.size = 20 * layout.unit,
            .bold = true,
            .colour = palette::kInk,
            .max_width = std::max(1.0, layout.map.width - 24 * layout.unit),
            .align = TextStyle::Align::centre};
}

MapLayout lay_out_page(Canvas& canvas, const MapTexts& texts, const Legend& legend,
                       const MapOptions& options)
{
    const double width = canvas.width();
    const double height = canvas.height();
    MapLayout layout;
    layout.unit = unit_of(width, height);
    const double u = layout.unit;
    layout.margin = 26 * u;
    layout.text_width = std::max(1.0, width - 2 * layout.margin);
    const double marking = height_of(canvas, texts.marking, marking_style(layout));

    double top = marking > 0 ? 9 * u + marking + 9 * u : layout.margin;
    if (options.title) {
        layout.title_top = top;
        layout.subtitle_top = top + height_of(canvas, texts.title, title_style(layout)) + 2 * u;
        top = layout.subtitle_top + height_of(canvas, texts.subtitle, subtitle_style(layout)) +
              12 * u;
    }
    layout.bottom_marking_top = height - 8 * u - marking;
    double foot = marking > 0 ? layout.bottom_marking_top - 4 * u : height - 14 * u;
    layout.source_top = foot - height_of(canvas, texts.source_line, source_style(layout));
    foot = layout.source_top - 8 * u;

    Box map{layout.margin, top, layout.text_width, foot - top};
    if (options.legend) {
        layout.legend_is_strip = width < kUprightBelow * height;
        if (layout.legend_is_strip) {
            const double strip = draw_legend_strip(canvas, legend, {0, 0, map.width, 0}, u, false);
            layout.legend = {map.x, map.bottom() - strip, map.width, strip};
            map.height -= strip + 10 * u;
        } else {
            const double beside = std::min(kLegendWidth * u, kMostLegendShare * map.width);
            layout.legend = {map.right() - beside, map.y, beside, map.height};
            map.width -= beside + 22 * u;
        }
    }
    layout.map = snapped(map);
    return layout;
}

}  // namespace heatward::maps
