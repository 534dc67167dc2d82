#include "map_texts.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "heatward/core/crossing.hpp"
#include "heatward/maps/absence.hpp"
#include "heatward/maps/bandwidth_text.hpp"
#include "heatward/maps/left_out_sources.hpp"
#include "heatward/maps/period_text.hpp"
#include "heatward/maps/risk_absence.hpp"
#include "heatward/maps/supply_gaps.hpp"
#include "number_text.hpp"

namespace heatward::maps {
namespace {

const ProjectedMultiPolygon* focus_of(const MapContent& content)
{
    for (const FeatureTable& set : content.run->area_sets) {
        for (std::size_t row = 0; row < set.size(); ++row) {
            if (set.name == content.extent.area_set &&
                set.text(row, "code") == content.extent.area_code) {
                return &set.geometry[row];
            }
        }
    }
    return nullptr;
}

std::size_t count_inside(const MapContent& content, const ProjectedMultiPolygon& area)
{
    const WindingIndex index(area);
    const IncidentTable& incidents = content.run->incidents;
    const auto& rows = content.density->selection().rows;
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](std::uint32_t i) {
        return index.contains({incidents.x[i], incidents.y[i]});
    }));
}

std::size_t count_inside(const MapContent& content, const Extent& view)
{
    const IncidentTable& incidents = content.run->incidents;
    const auto& rows = content.density->selection().rows;
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](std::uint32_t i) {
        return view.contains(incidents.x[i], incidents.y[i]);
    }));
}

std::string count_text(const MapContent& content, const Extent* view)
{
    const auto total = static_cast<std::int64_t>(content.density->selection().rows.size());
    const bool is_one_source = content.density->filter().sources.size() < 2;
    std::string text = whole_number_text(total);
    if (const ProjectedMultiPolygon* const area = focus_of(content)) {
        const auto inside = static_cast<std::int64_t>(count_inside(content, *area));
        text = fmt::format("{} of {}", whole_number_text(inside), text);
    } else if (content.extent.degrees) {
        const auto inside =
            view == nullptr ? total : static_cast<std::int64_t>(count_inside(content, *view));
        text = fmt::format("{} of {}", whole_number_text(inside), text);
    }
    text += project::is_relative_risk(*content.layer) ? " cases"
            : is_one_source                           ? " incidents"
                                                      : " records (not events)";
    text += content.extent.degrees ? " in view" : "";
    if (content.layer->weight == project::Weight::harm) {
        text += ", weighted by harm";
    }
    return text;
}

/// As it stands in print: two of the kernels are named after people.
std::string_view printed_name(Kernel kernel)
{
    switch (kernel) {
        case Kernel::epanechnikov:
            return "Epanechnikov";
        case Kernel::gaussian:
            return "Gaussian";
        default:
            return to_string(kernel);
    }
}

std::string risk_note(const std::string& reach)
{
    return fmt::format(
        "How to read it: cases and controls are each spread over the ground (a standard deviation "
        "of {}). The colours show how many times as large a share of the cases is at a place as of "
        "the controls: red more, blue less. Pale colours may be chance.",
        reach);
}

std::string reading_note(const MapContent& content)
{
    const project::Layer& layer = *content.layer;
    const std::string reach =
        spread_text(layer, content.density->bandwidth_m(), content.density->bandwidth_range());
    if (project::is_relative_risk(layer)) {
        return risk_note(reach);
    }
    const bool is_harm = layer.weight == project::Weight::harm;
    const IncidentFilter& filter = content.density->filter();
    const bool is_part_of_week = !filter.hours.is_all() || !filter.days.is_all();
    return fmt::format(
        "How to read it: each {} is spread over {} around its place. The colours show {} "
        "a square kilometre has in a year{}. {}.",
        is_harm ? "incident's harm" : "incident",
        layer.kernel == Kernel::gaussian
            ? fmt::format("the ground (a standard deviation of {})", reach)
            : fmt::format("{}{}", project::has_own_bandwidths(layer) ? "" : "the ", reach),
        is_harm ? "how much harm" : "how many incidents",
        fmt::format(
            "{}{}", is_part_of_week ? " within the chosen hours and days" : "",
            filter.window ? " at the pace of these days, those in their middle counting most" : ""),
        content.scale == ColourScale::layer
            ? "They are the same in every map of this layer"
            : "They are of this filter alone: other maps of this layer have other colours");
}

std::string method_text(const MapContent& content)
{
    const project::Layer& layer = *content.layer;
    std::string text = fmt::format(
        "{} kernel, {}", printed_name(layer.kernel),
        bandwidth_text(layer, content.density->bandwidth_m(), content.density->bandwidth_range()));
    if (layer.edge != EdgeCorrection::none) {
        text += layer.edge == EdgeCorrection::diggle ? ", corrected at the border (Diggle)"
                                                     : ", corrected at the border (uniform)";
    }
    return text;
}

/// Months that touch the interval, among `months`.
std::vector<Month> months_within(const std::vector<Month>& months, const TimeInterval& interval)
{
    std::vector<Month> within;
    std::copy_if(months.begin(), months.end(), std::back_inserter(within), [&](const Month& month) {
        return start_of(month) < interval.end && start_of(month.next()) > interval.begin;
    });
    return within;
}

/// "police (January to December 2025; not supplied: May 2025)"
std::string supply_text(const MapContent& content, const std::string& source)
{
    const auto& supply = content.run->sources;
    const auto found = std::find_if(supply.begin(), supply.end(),
                                    [&](const auto& entry) { return entry.id == source; });
    if (found == supply.end()) {
        return source;
    }
    const TimeInterval interval = told_interval(content);
    const auto supplied = months_within(found->periods, interval);
    const auto missing = months_not_supplied(found->periods, interval);
    std::string text = fmt::format("{} ({}", source,
                                   supplied.empty() ? "nothing supplied" : months_text(supplied));
    if (!missing.empty() && !supplied.empty()) {
        text += "; not supplied: " + months_text(missing);
    }
    return text + ")";
}

/// " 50 left out, whose time is known too coarsely.", of a relative risk " 50 cases and 200
/// controls left out, …"; empty where none is.
std::string left_out_text(const MapContent& content)
{
    const std::size_t of_layer = content.density->selection().too_coarse;
    const std::size_t of_controls =
        content.controls == nullptr ? 0 : content.controls->selection().too_coarse;
    if (of_layer + of_controls == 0) {
        return "";
    }
    std::string rows = whole_number_text(static_cast<std::int64_t>(of_layer));
    if (content.controls != nullptr) {
        rows += fmt::format(" {} and {} {}", of_layer == 1 ? "case" : "cases",
                            whole_number_text(static_cast<std::int64_t>(of_controls)),
                            of_controls == 1 ? "control" : "controls");
    }
    return fmt::format(" {} left out, whose time is known too coarsely.", rows);
}

std::vector<std::uint16_t> sources_of(const MapContent& content)
{
    return sources_behind(content.run->project, *content.layer, content.density->filter(),
                          content.controls == nullptr ? nullptr : &content.controls->filter());
}

std::string source_line(const MapContent& content)
{
    const auto& sources = content.run->project.sources;
    std::vector<std::string> supplies;
    for (const std::uint16_t i : sources_of(content)) {
        supplies.push_back(supply_text(content, sources.at(i).id));
    }
    std::string text = fmt::format("{}: {}.", supplies.size() == 1 ? "Source" : "Sources",
                                   fmt::join(supplies, ", "));
    if (const auto thin = left_out_sources(*content.density, content.controls); !thin.empty()) {
        std::vector<std::string> ids;
        for (const std::uint16_t i : thin) {
            ids.push_back(sources.at(i).id);
        }
        text += fmt::format(" Left out: {} (less than half of this time supplied).",
                            fmt::join(ids, ", "));
    }
    return text + left_out_text(content) +
           fmt::format(" Run {}, Heatward {}, {}.", content.run->run_id,
                       content.run->program_version, content.run->project.crs);
}

/// "January to December 2025", or "15 June 2025 ± 30 days".
std::string told_period(const MapContent& content)
{
    const auto& window = content.density->filter().window;
    return window ? window_text(*window) : period_text(told_interval(content));
}

/// "January to December 2025 (not supplied: May 2025)"
std::string when_text(const MapContent& content)
{
    const TimeInterval interval = told_interval(content);
    const std::string gaps = not_supplied_text(*content.run, sources_of(content), interval);
    return gaps.empty() ? told_period(content)
                        : fmt::format("{} (not supplied: {})", told_period(content), gaps);
}

}  // namespace

TimeInterval told_interval(const MapContent& content)
{
    const TimeInterval within = seen_interval(content.density->filter());
    return within.begin < within.end ? within
                                     : content.asked_interval.value_or(content.layer->period);
}

MapTexts map_texts(const MapContent& content, const Extent* view)
{
    MapTexts texts;
    texts.title = content.extent.area_name.empty()
                      ? content.layer->title
                      : fmt::format("{}: {}", content.extent.area_name, content.layer->title);
    const Absence absence = absence_of(*content.density, content.run->incidents);
    texts.notice = absence == Absence::none ? content.notice : notice_text(absence);
    if (absence == Absence::none) {
        texts.subtitle = fmt::format("{}  ·  {}  ·  {}", when_text(content),
                                     count_text(content, view), method_text(content));
        texts.reading_note = reading_note(content);
    } else {
        texts.subtitle = fmt::format(
            "{}  ·  {}", told_period(content),
            content.controls == nullptr
                ? reason_text(absence, content.density->filter())
                : risk_absence_of(*content.density, *content.controls, *content.run).reason);
    }
    if (!content.filter_text.empty()) {
        texts.subtitle += "  ·  " + content.filter_text;
    }
    if (content.scale == ColourScale::filter && absence == Absence::none) {
        texts.subtitle += fmt::format("  ·  {}", kFilterScaleWords);
    }
    texts.source_line = source_line(content);
    texts.marking = content.run->project.marking;
    return texts;
}

}  // namespace heatward::maps
