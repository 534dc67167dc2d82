#include "ranking_section.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "area_text.hpp"
#include "html_table.hpp"

namespace heatward::pipeline {
namespace {

using nlohmann::json;

/// A set of more areas is no list that a board goes through, unless it parts the study area.
constexpr std::size_t kMostAreas = 200;

/// Id of the set whose ranking is shown: the study area's parts, else the first short set with
/// boundaries of its own; empty where there is none.
std::string shown_set(const json& report)
{
    const json sets = report.value("area_sets", json::array());
    const std::string study_area = report.at("study_area").at("set").get<std::string>();
    for (const json& set : sets) {
        if (set.at("parent") == study_area && !set.at("grid").get<bool>()) {
            return set.at("id").get<std::string>();
        }
    }
    for (const json& set : sets) {
        if (!set.at("grid").get<bool>() && set.at("areas").get<std::size_t>() <= kMostAreas) {
            return set.at("id").get<std::string>();
        }
    }
    return {};
}

std::string verdict(const json& area)
{
    const std::string stability = area.at("top_stability").get<std::string>();
    return stability == "firm"      ? "firm"
           : stability == "fragile" ? "fragile: chance alone may change it"
                                    : "hardly more than chance";
}

/// The measures in words; "every measure" where it is all four.
std::string measures(const json& area)
{
    std::string by = area.at("top_by").get<std::string>();
    const auto named = static_cast<std::size_t>(std::count(by.begin(), by.end(), ';')) + 1;
    if (by.empty()) {
        return "none";
    }
    constexpr std::size_t kAllMeasures = 4;
    if (named == kAllMeasures) {
        return "every measure";
    }
    if (const std::size_t smoothed = by.find("eb_rate"); smoothed != std::string::npos) {
        by.replace(smoothed, std::string("eb_rate").size(), "smoothed rate");
    }
    return by;
}

std::string top_table(const json& ranking, std::size_t top, const std::string& what)
{
    HtmlTable table({"Rank", "Area", what, "Per 1,000 residents a year", "Harm", "Rank from – to",
                     fmt::format("In the top {}", top), "How firm", "On top by"},
                    "fine");
    for (const json& area : ranking.at("areas")) {
        table.row()
            .figure(area.at("rank"))
            .text(area_text(area))
            .figure(area.at("count"))
            .figure(area.at("rate_per_1000"))
            .figure(area.at("harm"))
            .text(fmt::format("{} – {}", number(area.at("rank_low")), number(area.at("rank_high"))),
                  "number")
            .text(percent_text(area.at("top_share")) + " of draws", "number")
            .text(verdict(area))
            .text(measures(area));
    }
    return table.finish();
}

std::string joined_names(const json& areas, std::size_t all)
{
    std::string text;
    for (const json& area : areas) {
        text += (text.empty() ? "" : ", ") + escaped(area.at("name").get<std::string>());
    }
    return all > areas.size() ? fmt::format("{} and {} more", text, all - areas.size()) : text;
}

/// Areas outside the top that might as well be in it.
std::string beyond_line(const json& ranking, std::size_t top)
{
    if (ranking.at("beyond").empty()) {
        return {};
    }
    std::string text;
    for (const json& area : ranking.at("beyond")) {
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ",
                            escaped(area.at("name").get<std::string>()),
                            percent_text(area.at("top_share")));
    }
    return fmt::format("<p>Outside the top {}, but in it in some draws: {}.</p>\n", top, text);
}

std::string second_line(const json& layer, const std::string& set, std::size_t top)
{
    if (!layer.contains("second_definition")) {
        return {};
    }
    const json& second = layer.at("second_definition");
    const json& changes = second.at("sets").at(set);
    std::string categories;
    for (const json& category : second.at("categories")) {
        categories += (categories.empty() ? "" : ", ") + escaped(category.get<std::string>());
    }
    const auto entering = changes.at("entering").get<std::size_t>();
    const auto leaving = changes.at("leaving").get<std::size_t>();
    const std::string what =
        entering + leaving == 0
            ? fmt::format("the top {} are the same areas", top)
            : fmt::format("entering the top {}: {}; leaving it: {}", top,
                          entering == 0 ? "none" : joined_names(changes.at("enter"), entering),
                          leaving == 0 ? "none" : joined_names(changes.at("leave"), leaving));
    return fmt::format("<p>Counted by its second definition ({}), {}.</p>\n", categories, what);
}

std::string layer_part(const json& layer, const std::string& set)
{
    const json& ranking = layer.at("ranking").at("sets").at(set);
    const auto top = layer.at("ranking").at("top").get<std::size_t>();
    const auto in_top = ranking.at("in_top").get<std::size_t>();
    const bool by_harm = layer.at("weight") == "harm";
    const char* const what = layer.contains("label") ? "Records" : "Incidents";
    std::string html = "<h3>" + escaped(layer.at("title").get<std::string>()) + "</h3>\n";
    if (in_top == 0) {
        return html + "<p>No area has any.</p>\n";
    }
    html += fmt::format("<p>{} by {}: {} {} firmly among the top {}, {} may or may not be.</p>\n",
                        escaped(set), by_harm ? "harm" : "count", number(ranking.at("firm")),
                        ranking.at("firm") == 1 ? "is" : "are", top, number(ranking.at("fragile")));
    html += top_table(ranking, top, what);
    if (in_top > ranking.at("areas").size()) {
        html += fmt::format("<p>{} areas share these ranks; the first {} are shown.</p>\n", in_top,
                            ranking.at("areas").size());
    }
    return html + beyond_line(ranking, top) + second_line(layer, set, top);
}

}  // namespace

std::string ranking_section(const json& report)
{
    const std::string set = shown_set(report);
    std::string parts;
    for (const json& layer : report.at("layers")) {
        if (!set.empty() && layer.contains("ranking")) {
            parts += layer_part(layer, set);
        }
    }
    if (parts.empty()) {
        return {};
    }
    return heading("Ranking") +
           "<p>Counts vary by chance. To see how much of a ranking is chance, incidents were drawn "
           "anew 1,000 times and the areas ranked each time: a rank lies from – to in 95 % of "
           "these "
           "draws. An area is <em>firm</em> where it is among the top in at least 95 % of them and "
           "<em>fragile</em> where in 5 to 95 %. The smoothed rate draws those of few residents "
           "towards the others.</p>\n" +
           parts;
}

}  // namespace heatward::pipeline
