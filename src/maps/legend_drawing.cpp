#include "legend_drawing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "map_palette.hpp"

namespace heatward::maps {
namespace {

/// Sets one thing under the other and keeps account of the room they take.
class Column {
public:
    Column(Canvas& canvas, double x, double y, const LegendLook& look, bool draw)
        : m_canvas(canvas), m_x(x), m_top(y), m_y(y), m_look(look), m_draw(draw)
    {
    }

    void text(const std::string& text, TextStyle style, double gap_below)
    {
        if (text.empty()) {
            return;
        }
        style.size *= m_look.unit;
        style.max_width = m_look.width;
        const TextSize size = m_canvas.measure(text, style);
        if (m_draw) {
            m_canvas.text(text, m_x, m_y, style);
        }
        take(size.width, size.height + gap_below * m_look.unit);
    }

    void swatch(const LegendClass& entry)
    {
        const double u = m_look.unit;
        const Box box{m_x, m_y, 30 * u, 18 * u};
        const TextStyle style{.size = 12 * u, .colour = palette::kInk};
        const TextSize size = m_canvas.measure(entry.label, style);
        if (m_draw) {
            m_canvas.fill(box, palette::kLand);
            m_canvas.fill(box, entry.colour);
            m_canvas.stroke(box, palette::kSwatchLine, 0.6 * u);
            m_canvas.text(entry.label, box.right() + 9 * u, box.y + (box.height - size.height) / 2,
                          style);
        }
        take(box.width + 9 * u + size.width, box.height);
    }

    void gap(double height) { m_y += height * m_look.unit; }

    [[nodiscard]] TextSize size() const { return {m_width, m_y - m_top}; }

private:
    void take(double width, double height)
    {
        m_width = std::max(m_width, width);
        m_y += height;
    }

    Canvas& m_canvas;
    double m_x;
    double m_top;
    double m_y;
    double m_width = 0;
    LegendLook m_look;
    bool m_draw;
};

/// What ground without colour means.
std::string blank_text(const Legend& legend)
{
    if (!legend.notice.empty()) {
        return legend.notice + ": nothing is coloured";
    }
    if (legend.classes.empty()) {
        return "No incidents: nothing is coloured";
    }
    if (!(legend.classes.front().from > 0)) {
        return "No colour: none near";  // a relative risk: the first class begins at nought
    }
    const std::string& lowest = legend.classes.front().label;
    return fmt::format("Less than {}: no colour", lowest.substr(0, lowest.find(' ')));
}

/// Said of colours that do not compare with the layer's other pictures; else empty.
std::string scale_text(const Legend& legend)
{
    if (legend.scale == ColourScale::layer || legend.classes.empty()) {
        return {};
    }
    std::string text(kFilterScaleWords);
    text.front() = 'C';
    return text;
}

}  // namespace

TextSize draw_legend(Canvas& canvas, const Legend& legend, double x, double y,
                     const LegendLook& look, bool draw)
{
    Column column(canvas, x, y, look, draw);
    if (look.with_title) {
        column.text(
            legend.marking,
            {.size = 10.5, .bold = true, .colour = palette::kMarking, .letter_spacing = 0.6}, 6);
        column.text(legend.title, {.size = 13.5, .bold = true, .colour = palette::kInk}, 2);
        column.text(legend.period, {.size = 11.5, .colour = palette::kQuietInk},
                    legend.not_supplied.empty() ? 8 : 2);
        if (!legend.not_supplied.empty()) {
            column.text("Not supplied: " + legend.not_supplied,
                        {.size = 11.5, .colour = palette::kInk}, 8);
        }
    }
    column.text(legend.unit, {.size = 11.5, .colour = palette::kInk},
                (look.with_title && !legend.bandwidth.empty()) || !legend.note.empty() ? 2 : 7);
    if (look.with_title) {
        column.text(legend.bandwidth, {.size = 11, .colour = palette::kQuietInk}, 7);
    }
    column.text(legend.note, {.size = 11, .colour = palette::kQuietInk}, 7);
    column.text(scale_text(legend), {.size = 11.5, .colour = palette::kInk}, 7);
    std::for_each(legend.classes.rbegin(), legend.classes.rend(),
                  [&](const auto& entry) { column.swatch(entry); });
    column.gap(6);
    column.text(blank_text(legend), {.size = 11, .colour = palette::kQuietInk}, 0);
    return column.size();
}

double draw_legend_strip(Canvas& canvas, const Legend& legend, const Box& box, double unit,
                         bool draw)
{
    const TextStyle head{.size = 11.5 * unit, .colour = palette::kInk};
    const TextStyle quiet{.size = 10.5 * unit, .colour = palette::kQuietInk};
    const TextStyle label{
        .size = 10.5 * unit, .colour = palette::kInk, .align = TextStyle::Align::centre};
    const std::string scale = scale_text(legend);
    const std::string unit_text =
        scale.empty() ? legend.unit : fmt::format("{}. {}", legend.unit, scale);
    const double head_height = canvas.measure(unit_text, head).height;
    const double label_height = canvas.measure("0", label).height;
    const Box swatches{box.x, box.y + head_height + 4 * unit, box.width, 16 * unit};
    const double height = swatches.bottom() + 3 * unit + label_height - box.y;
    if (!draw) {
        return height;
    }
    canvas.text(unit_text, box.x, box.y, head);
    TextStyle right = quiet;
    right.align = TextStyle::Align::right;
    canvas.text(blank_text(legend), box.right(), box.y, right);
    const double width =
        box.width / static_cast<double>(std::max<std::size_t>(legend.classes.size(), 1));
    for (std::size_t i = 0; i < legend.classes.size(); ++i) {
        const Box swatch{box.x + static_cast<double>(i) * width, swatches.y, width,
                         swatches.height};
        canvas.fill(swatch, palette::kLand);
        canvas.fill(swatch, legend.classes[i].colour);
        canvas.stroke(swatch, palette::kSwatchLine, 0.6 * unit);
        canvas.text(legend.classes[i].label, swatch.x + width / 2, swatch.bottom() + 3 * unit,
                    label);
    }
    return height;
}

}  // namespace heatward::maps
