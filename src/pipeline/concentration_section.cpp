#include "concentration_section.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

std::string percent(const json& share)
{
    if (share.is_null()) {
        return "–";
    }
    const double value = 100 * share.get<double>();
    return value > 0 && value < 0.1 ? "under 0.1 %" : fmt::format("{:.3g} %", value);
}

/// "the 12 months before", where all sources gave as many.
std::string months_text(const json& layer)
{
    std::size_t least = 0;
    std::size_t most = 0;
    for (const auto& [source, months] : layer.at("concentration_before").at("months").items()) {
        least = most == 0 ? months.size() : std::min(least, months.size());
        most = std::max(most, months.size());
    }
    return least != most ? "the months before"
           : most == 1   ? "the month before"
                         : fmt::format("the {} months before", most);
}

std::string sentence(const json& layer, const std::string& set, const json& row)
{
    const char* const what = layer.contains("label") ? "records" : "incidents";
    const std::string area = percent(row.at("share_of_area"));
    if (row.at("share_of_incidents").is_null()) {
        return fmt::format("{}: no {} in its areas.", escaped(set), what);
    }
    std::string text = fmt::format("{}: {} of the area holds {} of {}", escaped(set), area,
                                   percent(row.at("share_of_incidents")), what);
    if (!row.at("share_of_harm").is_null()) {
        text += fmt::format(", and the {} heaviest in harm {} of harm", area,
                            percent(row.at("share_of_harm")));
    }
    if (row.at("share_of_incidents_before").is_null()) {
        return fmt::format("{}; what places chosen beforehand would have held cannot be told: {}.",
                           text, escaped(row.at("before_reason").get<std::string>()));
    }
    return fmt::format(
        "{}; the {} that was densest in {} holds {} of them, {} of the best possible.", text, area,
        months_text(layer), percent(row.at("share_of_incidents_before")),
        percent(row.at("pei_before")));
}

std::string origins_line(const json& layer, const std::string& set)
{
    const json origins = layer.value("grid_origins", json::object()).value(set, json());
    if (origins.is_null() || origins.at("cells") == 0) {
        return {};
    }
    return fmt::format(
        " Of its {} densest cells {} stay on top in at least {} of {} grids of such "
        "cells laid or turned otherwise; half of them in {} or more.",
        number(origins.at("cells")), number(origins.at("stable")),
        percent(origins.at("stable_from")), number(origins.at("lattices")),
        percent(origins.at("median_share")));
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
                "<li>" + sentence(layer, set, rows.front()) + origins_line(layer, set) + "</li>\n";
        }
        for (const json& row : rows) {
            table.row()
                .text(set)
                .text(percent(row.at("share_of_area")), "number")
                .figure(row.at("areas"))
                .text(percent(row.at("share_of_incidents")), "number")
                .text(percent(row.at("share_of_harm")), "number")
                .figure(row.at("pai"))
                .text(percent(row.at("share_of_incidents_before")), "number")
                .figure(row.at("pai_before"))
                .figure(row.at("pei_before"));
        }
    }
    return "<h3>" + escaped(layer.at("title").get<std::string>()) + "</h3>\n<ul>\n" + sentences +
           "</ul>\n" + table.finish();
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
