#include "ranking_section.hpp"

#include <algorithm>
#include <string>
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

/// Ids of the grids: of their many cells only those on top are listed.
std::vector<std::string> grids_of(const json& report)
{
    std::vector<std::string> grids;
    for (const json& set : report.value("area_sets", json::array())) {
        if (set.at("grid").get<bool>()) {
            grids.push_back(set.at("id").get<std::string>());
        }
    }
    return grids;
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

/// A list of the section: a set's areas in a layer's ranking.
struct RankedList {
    const json* ranking;
    std::string set;
    std::string what;   ///< that is counted
    std::string order;  ///< what the ranking goes by
    std::size_t top;
    std::size_t shown;  ///< areas in its table
    bool is_grid;       ///< of cells, which have no residents
};

RankedList ranked_list(const json& layer, const std::string& set, bool is_grid)
{
    const json& ranking = layer.at("ranking").at("sets").at(set);
    const auto top = layer.at("ranking").at("top").get<std::size_t>();
    const std::size_t listed = ranking.at("areas").size();
    return {&ranking,
            set,
            layer.contains("label") ? "Records" : "Incidents",
            layer.at("weight") == "harm" ? "harm" : "count",
            top,
            is_grid ? std::min(listed, top) : listed,
            is_grid};
}

std::string top_table(const RankedList& list)
{
    std::vector<std::string> headings{"Rank", list.is_grid ? "Cell" : "Area", list.what};
    if (!list.is_grid) {
        headings.emplace_back("Per 1,000 residents a year");
    }
    headings.insert(headings.end(),
                    {"Harm", "Rank from – to", fmt::format("In the top {}", list.top), "How firm",
                     "On top by"});
    HtmlTable table(headings, "fine");
    for (std::size_t i = 0; i < list.shown; ++i) {
        const json& area = list.ranking->at("areas").at(i);
        table.row().figure(area.at("rank")).text(area_text(area)).figure(area.at("count"));
        if (!list.is_grid) {
            table.figure(area.at("rate_per_1000"));
        }
        table.figure(area.at("harm"))
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

std::string list_part(const RankedList& list)
{
    const json& ranking = *list.ranking;
    const auto in_top = ranking.at("in_top").get<std::size_t>();
    std::string html = fmt::format(
        "<p>{} by {}: {} {} firmly among the top {}, {} may or may not be.</p>\n",
        escaped(list.set), list.order, number(ranking.at("firm")),
        ranking.at("firm") == 1 ? "is" : "are", list.top, number(ranking.at("fragile")));
    html += top_table(list);
    if (in_top > list.shown) {
        html += fmt::format("<p>{} {} share these ranks; the first {} are shown.</p>\n", in_top,
                            list.is_grid ? "cells" : "areas", list.shown);
    }
    return html;
}

std::string layer_part(const json& layer, const std::string& set,
                       const std::vector<std::string>& grids)
{
    const json& sets = layer.at("ranking").at("sets");
    const auto has_any = [&](const std::string& id) {
        return sets.at(id).at("in_top").get<std::size_t>() > 0;
    };
    std::string lists;
    if (!set.empty() && has_any(set)) {
        const RankedList list = ranked_list(layer, set, false);
        lists = list_part(list) + beyond_line(*list.ranking, list.top) +
                second_line(layer, set, list.top);
    }
    for (const std::string& grid : grids) {
        if (has_any(grid)) {
            lists += list_part(ranked_list(layer, grid, true));
        }
    }
    return "<h3>" + escaped(layer.at("title").get<std::string>()) + "</h3>\n" +
           (lists.empty() ? "<p>No area has any.</p>\n" : lists);
}

}  // namespace

std::string ranking_section(const json& report)
{
    const std::string set = shown_set(report);
    const std::vector<std::string> grids = grids_of(report);
    std::string parts;
    for (const json& layer : report.at("layers")) {
        if (layer.contains("ranking") && !(set.empty() && grids.empty())) {
            parts += layer_part(layer, set, grids);
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
