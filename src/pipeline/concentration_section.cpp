#include "concentration_section.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "heatward/core/time.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// Months of a year, "2024-11", that any source of the layer chose places by, ascending.
std::set<std::string> months_before(const json& layer)
{
    std::set<std::string> months;
    for (const json& of_source : layer.at("concentration_before").at("months")) {
        for (const json& month : of_source) {
            months.insert(month.get<std::string>());
        }
    }
    return months;
}

/// "2024-11", "2024-01 to 2024-12", "10 months of 2024-01 to 2024-12".
std::string months_text(const json& layer)
{
    const auto months = months_before(layer);
    if (months.size() == 1) {
        return *months.begin();
    }
    const Month first = parse_month(*months.begin()).value();
    const Month last = parse_month(*months.rbegin()).value();
    const bool has_gaps = months.size() < months_between(first, last).size();
    return fmt::format("{}{} to {}", has_gaps ? fmt::format("{} months of ", months.size()) : "",
                       *months.begin(), *months.rbegin());
}

/// Sources that took less part, or none, in choosing the places; empty where all took the same.
std::string sources_line(const json& layer)
{
    const std::size_t all = months_before(layer).size();
    std::vector<std::string> without;
    std::vector<std::string> with;
    std::string fewer;
    for (const auto& [source, months] : layer.at("concentration_before").at("months").items()) {
        (months.empty() ? without : with).push_back(escaped(source));
        if (!months.empty() && months.size() < all) {
            fewer += fmt::format("{}{} supplied {} of {}", fewer.empty() ? "" : ", ",
                                 escaped(source), months.size(), all);
        }
    }
    std::string line;
    if (!with.empty() && !without.empty()) {
        line = fmt::format(
            "<p>No months of {} could be used: places are chosen by the records of {} "
            "alone.</p>\n",
            fmt::join(without, " and "), fmt::join(with, " and "));
    }
    return fewer.empty() ? line
                         : fmt::format("{}<p>Of the months that places are chosen by, {}.</p>\n",
                                       line, fewer);
}

/// Said of a share that is but a part of one area: it holds of any such part of it, and shows
/// neither concentration nor that places were well chosen.
constexpr std::string_view kPartOfOne =
    " That is a part of one area alone, taken as spread evenly over it: look at smaller areas.";

std::string sentence(const json& layer, const std::string& set, const json& row)
{
    const char* const what = layer.contains("label") ? "records" : "incidents";
    const std::string area = percent_text(row.at("share_of_area"));
    if (row.at("share_of_incidents").is_null()) {
        return fmt::format("{}: no {} in its areas.", escaped(set), what);
    }
    std::string text = fmt::format("{}: {} of the area holds {} of {}", escaped(set), area,
                                   percent_text(row.at("share_of_incidents")), what);
    if (row.at("share_of_incidents") == 1.0) {
        text += fmt::format(" (fewer than {} of it has any)", area);
    }
    if (!row.at("share_of_harm").is_null()) {
        text += fmt::format(", and the {} heaviest in harm {} of harm", area,
                            percent_text(row.at("share_of_harm")));
    }
    if (row.at("share_of_incidents_before").is_null()) {
        return fmt::format("{}; what places chosen beforehand would have held cannot be told: {}.",
                           text, escaped(row.at("before_reason").get<std::string>()));
    }
    return fmt::format(
        "{}; the {} that was densest in {} holds {} of them, {} of the best possible.", text, area,
        months_text(layer), percent_text(row.at("share_of_incidents_before")),
        percent_text(row.at("pei_before")));
}

std::string origins_line(const json& layer, const std::string& set)
{
    const json origins = layer.value("grid_origins", json::object()).value(set, json());
    if (origins.is_null() || origins.at("cells") == 0) {
        return {};
    }
    if (origins.contains("reason")) {
        return fmt::format(
            " How far its densest cells hang on where the grid begins cannot be told: {}.",
            escaped(origins.at("reason").get<std::string>()));
    }
    const std::string one_percent = number(origins.at("one_percent_cells"));
    return fmt::format(
        " Its densest cells: {} ({}); of them {} on top in at least {} of {} grids of "
        "such cells laid or turned otherwise, half of them in {} or more.",
        number(origins.at("cells")),
        origins.at("top_cells") == origins.at("one_percent_cells")
            ? "1 % of all: " + one_percent
            : fmt::format("1 % of all would be {}, but many cells are level there: these have more",
                          one_percent),
        number(origins.at("stable")), percent_text(origins.at("stable_from")),
        number(origins.at("lattices")), percent_text(origins.at("median_share")));
}

/// Sets in the project's order.
std::string layer_part(const json& report, const json& layer)
{
    HtmlTable table({"Area set", "Share of area", "Areas", "Incidents", "Harm", "PAI",
                     "Chosen before: incidents", "PAI", "PEI"},
                    "fine");
    std::string sentences;
    for (const json& described : report.at("area_sets")) {
        const std::string set = described.at("id").get<std::string>();
        const json& rows = layer.at("concentration").at(set);
        if (!rows.empty()) {
            sentences +=
                "<li>" + sentence(layer, set, rows.front()) +
                std::string(rows.back().at("areas") == 1 ? kPartOfOne : std::string_view()) +
                origins_line(layer, set) + "</li>\n";
        }
        for (const json& row : rows) {
            table.row()
                .text(set)
                .text(percent_text(row.at("share_of_area")), "number")
                .figure(row.at("areas"))
                .text(percent_text(row.at("share_of_incidents")), "number")
                .text(percent_text(row.at("share_of_harm")), "number")
                .figure(row.at("pai"))
                .text(percent_text(row.at("share_of_incidents_before")), "number")
                .figure(row.at("pai_before"))
                .figure(row.at("pei_before"));
        }
    }
    return "<h3>" + escaped(layer.at("title").get<std::string>()) + "</h3>\n<ul>\n" + sentences +
           "</ul>\n" + sources_line(layer) + table.finish();
}

/// Whether some source's places are moved onto common points.
bool has_masked_places(const json& report)
{
    const json& sources = report.at("sources");
    return std::any_of(sources.begin(), sources.end(), [](const json& source) {
        return source.at("by_level").value("masked", 0) > 0;
    });
}

}  // namespace

std::string concentration_section(const json& report)
{
    std::string parts;
    for (const json& layer : report.at("layers")) {
        if (layer.contains("concentration")) {
            parts += layer_part(report, layer);
        }
    }
    if (parts.empty()) {
        return {};
    }
    return heading("Concentration") +
           "<p>How much lies in how little of the area. The densest places of a period always hold "
           "much of it; whether that helps next time shows in what places chosen <em>before</em> "
           "the period hold in it. PAI is the share of incidents over the share of area, PEI what "
           "was held over the most that could have been.</p>\n" +
           (has_masked_places(report)
                ? "<p>Published places are moved onto common points nearby, so that small cells "
                  "look more concentrated than they are.</p>\n"
                : "") +
           parts;
}

}  // namespace heatward::pipeline
