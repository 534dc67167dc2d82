#include "interventions_section.hpp"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "area_text.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

std::string text_of(const json& value) { return value.get<std::string>(); }

/// "Silverpit (D05000018), Fladen (D05000013)", or the file that they come from.
std::string named(const json& areas)
{
    if (areas.contains("path")) {
        return "the polygons of " + text_of(areas.at("path"));
    }
    std::string names;
    for (const json& area : areas.at("areas")) {
        names += (names.empty() ? "" : ", ") + area_text(area);
    }
    return names;
}

std::string square_kilometres(const json& place)
{
    return fmt::format("{:.3g} km²", place.at("area_km2").get<double>());
}

std::string control_words(const json& intervention)
{
    const json& control = intervention.at("control");
    if (control.is_null()) {
        return "none: " + text_of(intervention.at("control_reason"));
    }
    std::string words = fmt::format("{}, {}", named(control), square_kilometres(control));
    if (control.contains("matched")) {
        const json& matched = control.at("matched");
        words += fmt::format(
            "; chosen by this program from {} areas of \"{}\" as those most alike in {} months of "
            "the year before it, the least alike at a distance of {:.1f} (chance alone makes 0.7; "
            "far above 1 is a poor control)",
            number(matched.at("candidates")), text_of(control.at("set")),
            matched.at("months").size(), control.at("areas").back().at("distance").get<double>());
        const auto left_out = matched.at("candidates_left_out").get<std::size_t>();
        if (left_out > 0) {
            words += fmt::format(
                "; {} left out, as other interventions were at work there in these months or in "
                "those compared",
                left_out == 1 ? "1 area was"
                              : number(matched.at("candidates_left_out")) + " areas were");
        }
    }
    return words;
}

std::string months_words(const json& intervention)
{
    const std::string from = text_of(intervention.at("from"));
    if (intervention.at("compared_to").is_null()) {
        return fmt::format("From {}: no source has supplied a month of it yet.", from);
    }
    std::string words = fmt::format("From {} to {}", from, text_of(intervention.at("compared_to")));
    if (intervention.at("ends_with_supply").get<bool>()) {
        words += intervention.at("ongoing").get<bool>()
                     ? ", the last month supplied (it is still going on)"
                     : fmt::format(", the last month supplied (it lasts until {})",
                                   text_of(intervention.at("to")));
    }
    const json& before = intervention.at("before");
    return words + fmt::format(", held against {} to {}: {}.", text_of(before.at("from")),
                               text_of(before.at("to")),
                               before.at("rule") == "preceding"
                                   ? "as many months directly before it, which may be of another "
                                     "season"
                                   : "the same months a year earlier");
}

std::string ground_table(const json& intervention)
{
    const json& ring = intervention.at("ring");
    HtmlTable table({"Place", "What"});
    table.row()
        .text("Treated area")
        .text(fmt::format("{}, {}", named(intervention.at("treated")),
                          square_kilometres(intervention.at("treated"))));
    table.row().text("Ring").text(
        ring.is_null()
            ? "none"
            : fmt::format("{} m around it inside the study area{}, {}", number(ring.at("width_m")),
                          intervention.at("control").is_null() ? "" : ", less the control area",
                          square_kilometres(ring)));
    table.row().text("Control area").text(control_words(intervention));
    return table.finish();
}

std::string before_after(const json& counts)
{
    return counts.is_null()
               ? "–"
               : fmt::format("{} → {}", number(counts.at("before")), number(counts.at("after")));
}

std::string ratio(const json& change)
{
    if (change.at("ratio").is_null()) {
        return "–";
    }
    return fmt::format("{:.2f} ({:.2f} to {:.2f}){}", change.at("ratio").get<double>(),
                       change.at("low").get<double>(), change.at("high").get<double>(),
                       change.at("half_was_added").get<bool>() ? " *" : "");
}

std::string probability(const json& change)
{
    if (change.at("ratio").is_null()) {
        return "–";
    }
    const double p = change.at("p").get<double>();
    return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p);
}

/// To a tenth, so that an interval that ends beside 0 shows on which side.
std::string signed_figure(double value)
{
    constexpr double kLeastShown = 0.05;
    return fmt::format("{}{:.1f}", value <= -kLeastShown ? "−" : "", std::abs(value));
}

std::string displacement(const json& wdd)
{
    if (wdd.is_null()) {
        return "–";
    }
    return fmt::format("{} ({} to {})", signed_figure(wdd.at("difference").get<double>()),
                       signed_figure(wdd.at("low").get<double>()),
                       signed_figure(wdd.at("high").get<double>()));
}

std::string figures_table(const json& intervention)
{
    HtmlTable table({"Layer", "Months", "Treated", "Control", "Ring", "Ratio (95 %)", "p",
                     "Dispersion", "Weighted displacement difference (95 %)",
                     "Ratio of the ring (95 %)", "Ratio of both together (95 %)"},
                    "fine");
    for (const json& layer : intervention.at("layers")) {
        const json& change = layer.at("did");
        std::string title = text_of(layer.at("title"));
        if (layer.contains("label")) {
            title += " (" + text_of(layer.at("label")) + ")";
        }
        table.row()
            .text(title)
            .figure(layer.at("months_compared"))
            .text(before_after(layer.at("treated")), "number")
            .text(before_after(layer.at("control")), "number")
            .text(before_after(layer.at("ring")), "number")
            .text(ratio(change), "number")
            .text(probability(change), "number")
            .figure(change.value("dispersion", json()))
            .text(displacement(layer.at("wdd")), "number")
            .text(ratio(layer.at("ring_did")), "number")
            .text(ratio(layer.at("together_did")), "number");
    }
    return table.finish();
}

/// The pairs of months that a source lacks, one line a layer.
std::string left_out(const json& intervention)
{
    std::string lines;
    for (const json& layer : intervention.at("layers")) {
        std::string pairs;
        for (const json& pair : layer.at("months_left_out")) {
            std::string sources;
            for (const json& source : pair.at("not_supplied")) {
                sources += (sources.empty() ? "" : ", ") + text_of(source);
            }
            pairs += fmt::format("{}{} with {} (not supplied: {})", pairs.empty() ? "" : "; ",
                                 text_of(pair.at("after")), text_of(pair.at("before")), sources);
        }
        if (!pairs.empty()) {
            lines += fmt::format("<li>{}: {}</li>\n", escaped(text_of(layer.at("title"))),
                                 escaped(pairs));
        }
    }
    return lines.empty()
               ? ""
               : "<p>Left out in all places, as a month is missing, not quiet:</p>\n<ul>\n" +
                     lines + "</ul>\n";
}

std::string list(const json& texts)
{
    std::string items;
    for (const json& text : texts) {
        items += "<li>" + escaped(text_of(text)) + "</li>\n";
    }
    return items.empty() ? "" : "<ul>\n" + items + "</ul>\n";
}

std::string one(const json& intervention)
{
    json sentences = json::array();
    for (const json& layer : intervention.at("layers")) {
        sentences.push_back(layer.at("sentence"));
    }
    const json& notes = intervention.at("notes");
    return "<h3>" + escaped(text_of(intervention.at("title"))) + "</h3>\n" +
           paragraph(months_words(intervention)) + list(sentences) + ground_table(intervention) +
           figures_table(intervention) + left_out(intervention) +
           (notes.empty() ? "" : "<p>Other interventions in the same places:</p>\n" + list(notes));
}

constexpr const char* kHowToRead =
    "<p>Counts before → after, over the same number of months. <b>Ratio</b>: how the treated "
    "area's "
    "count changed, over how the control area's did; 1 is no difference, and an interval that "
    "holds "
    "1 could be chance. <b>Dispersion</b> above 1: months vary more than chance counts would, and "
    "the interval is wider for it. <b>Weighted displacement difference</b>: the same in raw "
    "counts, "
    "as published; it misleads where the control area is much larger or smaller than the treated "
    "one. * ½ was added to each sum, as one was 0.</p>\n"
    "<p>These figures say that something differed, not why. Places are often chosen after a bad "
    "year, and a bad year is mostly followed by a better one whatever is done (regression to the "
    "mean); a control area that was as bad in the months before guards against it in part. Of "
    "twenty comparisons where nothing differs, about one looks clear by chance.</p>\n";

}  // namespace

std::string interventions_section(const json& report)
{
    if (!report.contains("interventions") || report.at("interventions").empty()) {
        return "";
    }
    std::string html = heading("Interventions");
    for (const json& intervention : report.at("interventions")) {
        html += one(intervention);
    }
    return html + kHowToRead;
}

}  // namespace heatward::pipeline
