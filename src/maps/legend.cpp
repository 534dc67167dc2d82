#include "heatward/maps/legend.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "canvas.hpp"
#include "heatward/core/error.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/maps/period_text.hpp"
#include "heatward/maps/relative_risk.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "legend_drawing.hpp"
#include "number_text.hpp"

namespace heatward::maps {
namespace {

constexpr double kMargin = 12;
constexpr double kTextWidth = 240;  // long titles wrap here
constexpr LegendLook kPictureLook{1, kTextWidth, true};

constexpr double kOutlineSwatch = 22;
constexpr double kOutlineGap = 6;

/// Harm is a weight: where the run does not say in what it is counted, that is said.
std::string printed_unit(const project::Layer& layer, const run_store::LayerSummary& summary)
{
    constexpr std::string_view kBare = "harm per";
    if (layer.weight == project::Weight::harm && summary.unit.starts_with(kBare)) {
        return "harm (weight) per" + summary.unit.substr(kBare.size());
    }
    return summary.unit;
}

/// "0.33", "0.5", "1.25", "2"
std::vector<std::string> ratio_texts(std::span<const double> ratios)
{
    constexpr double kHundredths = 100;
    std::vector<std::string> texts;
    for (const double ratio : ratios) {
        texts.push_back(fmt::format("{}", std::round(ratio * kHundredths) / kHundredths));
    }
    return texts;
}

}  // namespace

Legend make_legend(const run_store::RunData& run, const project::Layer& layer,
                   const run_store::LayerSummary& summary, const IncidentFilter& filter,
                   const DensityColours& colours, const IncidentFilter* controls)
{
    Legend legend;
    legend.layer = layer.id;
    legend.title = layer.title;
    legend.unit = printed_unit(layer, summary);
    IncidentFilter cut = filter;
    cut.interval = intersection(filter.interval, layer.period);
    const TimeInterval within = seen_interval(cut);
    legend.period = filter.window
                        ? window_text(*filter.window)
                        : period_text(within.begin < within.end ? within : filter.interval);
    legend.not_supplied =
        not_supplied_text(run, sources_behind(run.project, layer, filter, controls), within);
    legend.bandwidth = own_bandwidths_text(layer);
    if (project::is_relative_risk(layer)) {
        legend.note = fmt::format("Pale: may be chance (p ≥ {}, or fewer than {} expected)",
                                  kRiskSignificance, kLeastExpected);
    }
    legend.marking = run.project.marking;
    const std::size_t count = colours.classes().class_count();
    const auto breaks = colours.breaks();
    const auto texts = project::is_relative_risk(layer) ? ratio_texts(breaks.first(count))
                                                        : bound_texts(breaks.first(count));
    for (std::size_t i = 0; i < count; ++i) {
        LegendClass entry;
        entry.from = breaks[i];
        entry.colour = colours.palette()[i + 1];
        if (i + 1 < count) {
            entry.to = breaks[i + 1];
            entry.label = fmt::format("{} – {}", texts[i], texts[i + 1]);
        } else {
            entry.label = fmt::format("{} or more", texts[i]);
        }
        legend.classes.push_back(std::move(entry));
    }
    return legend;
}

nlohmann::json legend_json(const Legend& legend)
{
    nlohmann::json classes = nlohmann::json::array();
    for (const LegendClass& entry : legend.classes) {
        classes.push_back({{"from", entry.from},
                           {"to", entry.to ? nlohmann::json(*entry.to) : nlohmann::json()},
                           {"colour", render::to_hex(entry.colour)},
                           {"opacity", render::opacity_of(entry.colour)},
                           {"label", entry.label}});
    }
    nlohmann::json json{
        {"layer", legend.layer},           {"title", legend.title}, {"unit", legend.unit},
        {"period", legend.period},         {"classes", classes},    {"zero", "transparent"},
        {"scale", to_string(legend.scale)}};
    if (!legend.not_supplied.empty()) {
        json["not_supplied"] = legend.not_supplied;
    }
    if (!legend.bandwidth.empty()) {
        json["bandwidth"] = legend.bandwidth;
    }
    if (!legend.note.empty()) {
        json["note"] = legend.note;
    }
    if (!legend.filter.empty()) {
        json["filter"] = legend.filter;
    }
    if (!legend.notice.empty()) {
        json["notice"] = legend.notice;
    }
    if (!legend.marking.empty()) {
        json["marking"] = legend.marking;
    }
    return json;
}

std::string legend_png(const Legend& legend, int scale)
{
    if (scale != 1 && scale != 2) {
        throw DataError(fmt::format("a legend's scale is 1 or 2, not {}", scale));
    }
    const LegendSize size = legend_size(legend);
    Canvas canvas(size.width, size.height, scale, MapFormat::png);
    draw_legend(canvas, legend, kMargin, kMargin, kPictureLook);
    return canvas.finish();
}

LegendSize legend_size(const Legend& legend)
{
    Canvas ruler(1, 1, 1, MapFormat::png);
    const TextSize size = draw_legend(ruler, legend, 0, 0, kPictureLook, false);
    return {static_cast<int>(std::ceil(size.width + 2 * kMargin)),
            static_cast<int>(std::ceil(size.height + 2 * kMargin))};
}

LegendSize outline_legend_size(std::span<const OutlineClass> classes)
{
    const Canvas ruler(1, 1, 1, MapFormat::png);
    LegendSize size{0, static_cast<int>(std::ceil(kOutlineGap))};
    for (const OutlineClass& shown : classes) {
        const TextSize text = ruler.measure(shown.title, {});
        size.width = std::max(
            size.width, static_cast<int>(std::ceil(kOutlineSwatch + 3 * kOutlineGap + text.width)));
        size.height += static_cast<int>(std::ceil(text.height + kOutlineGap));
    }
    return size;
}

std::string outline_legend_png(std::span<const OutlineClass> classes)
{
    const LegendSize size = outline_legend_size(classes);
    Canvas canvas(size.width, size.height, 1, MapFormat::png);
    canvas.fill({0, 0, canvas.width(), canvas.height()}, {255, 255, 255, 255});
    double top = kOutlineGap;
    for (const OutlineClass& shown : classes) {
        const double swatch = std::ceil(canvas.measure(shown.title, {}).height);
        canvas.stroke({kOutlineGap, top, kOutlineSwatch, swatch}, shown.pen.colour,
                      shown.pen.width);
        canvas.text(shown.title, kOutlineSwatch + 2 * kOutlineGap, top, {});
        top += swatch + kOutlineGap;
    }
    return canvas.finish();
}

}  // namespace heatward::maps
